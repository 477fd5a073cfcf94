import { describe, expect, it } from 'vitest';
import { type ArrayNumbers, computeArray, onlyConfiguration, readCfg } from '../index.ts';

/** A sub-array of 256 x 512 behind multiplexers of 8 to 1, at 45 nm HP and 350 K, with lines of the files exchanged. */
function memory(cell: string, change: Readonly<Record<string, string>> = {}): ArrayNumbers {
  const keys = {
    ProcessNode: '45',
    'Capacity (KB)': '16',
    'WordWidth (bit)': '64',
    DeviceRoadmap: 'HP',
    LocalWireType: 'LocalAggressive',
    GlobalWireType: 'GlobalAggressive',
    GlobalWireRepeaterType: 'RepeatedNone',
    MemoryCellInputFile: 'x.cell',
    'Temperature (K)': '350',
    BufferDesignOptimization: 'latency',
    'ForceBank (Total AxB, Active CxD)': '1x1, 1x1',
    'ForceMat (Total AxB, Active CxD)': '1x1, 1x1',
    ForceMuxSenseAmp: '8',
    ForceMuxOutputLev1: '1',
    ForceMuxOutputLev2: '1',
    ...change,
  };
  const cfg = Object.entries(keys).map(([key, value]) => `-${key}: ${value}`);
  const request = readCfg(cfg.join('\n'), 'x.cfg', () => cell);
  return computeArray(onlyConfiguration(request.space)!, request.cell);
}

// NVSim's sample of STT-MRAM.
const stt = `
-MemCellType: MRAM
-CellArea (F^2): 54
-CellAspectRatio: 0.54
-ResistanceOn (ohm): 3000
-ResistanceOff (ohm): 6000
-ReadMode: current
-ReadVoltage (V): 0.25
-MinSenseVoltage (mV): 25
-ReadPower (uW): 30
-ResetMode: current
-ResetCurrent (uA): 80
-ResetPulse (ns): 10
-SetMode: current
-SetCurrent (uA): 80
-SetPulse (ns): 10
-AccessType: CMOS
-VoltageDropAccessDevice (V): 0.15
-AccessCMOSWidth (F): 8
`;

describe('rules of cells that are resistors', () => {
  // 45 nm HP at 350 K: 1745.8 / 0.569 = 3068.
  it('refuse bit lines with more rows than the access transistors turn on and off', () => {
    expect(() => memory(stt, { 'Capacity (KB)': '128', ForceMuxSenseAmp: '4' })).toThrow(/bit lines of 4096 cells are too long.*at most 3068 rows/);
    expect(memory(stt, { 'Capacity (KB)': '64', ForceMuxSenseAmp: '4' }).subarray.numRow).toBe(2048);
  });

  it('refuse a write current that no device carries, with and without a multiplexer', () => {
    const current = stt.replaceAll('Current (uA): 80', 'Current (uA): 800');
    for (const mux of ['1', '8'])
      expect(() => memory(current, { ForceMuxSenseAmp: mux, 'MaxNmosSize (F)': '10' })).toThrow(/10\.18.* F, more than MaxNmosSize/);
  });
});

// Cross-points of NVSim's sample of ReRAM, with energies that follow from voltages and currents.
const reram = `
-MemCellType: memristor
-CellArea (F^2): 4
-CellAspectRatio: 1
-ResistanceOnAtSetVoltage (ohm): 100000
-ResistanceOnAtResetVoltage (ohm): 100000
-ResistanceOnAtReadVoltage (ohm): 1000000
-ResistanceOffAtReadVoltage (ohm): 10000000
-ResistanceOnAtHalfResetVoltage (ohm): 500000
-CapacitanceOn (F): 1e-16
-CapacitanceOff (F): 1e-16
-ReadMode: current
-ReadVoltage (V): 0.4
-ReadPower (uW): 0.16
-ResetMode: voltage
-ResetVoltage (V): 2.0
-ResetPulse (ns): 10
-ResetEnergy (pJ): 0.6
-SetMode: voltage
-SetVoltage (V): 2.0
-SetPulse (ns): 15
-SetEnergy (pJ): 0.6
-AccessType: None
`;

describe('rules of layout', () => {
  const narrow = (width: string): string =>
    stt.replace('Area (F^2): 54', 'Area (F^2): 8').replace('Ratio: 0.54', 'Ratio: 1').replace('Width (F): 8', width);

  it('refuse an amplifier or an access transistor that cannot be folded into its pitch', () => {
    expect(() => memory(narrow('Width (F): 2'), { ForceMuxSenseAmp: '1' })).toThrow(/sense amplifier would have a pitch of 2\.8/);
    expect(() => memory(narrow('Width (F): 4'))).toThrow(/access transistor of 4 F does not fit into a cell 2\.8/);
    expect(memory(narrow('Width (F): 2')).bank.area_m2).toBeGreaterThan(0);
  });

  it.each([
    ['MinSenseVoltage (mV): 25', 'MinSenseVoltage (mV): 1e-320'],
    ['AccessCMOSWidth (F): 8', 'AccessCMOSWidth (F): 1e-320'],
  ])('refuse figures that no number holds: %s as %s', (from, to) => {
    expect(() => memory(stt.replace(from, to))).toThrow('its figures are beyond any number');
  });

  it('refuse a word that its active sub-arrays do not share evenly', () => {
    const change = { 'WordWidth (bit)': '6', 'Capacity (KB)': '48', 'ForceMat (Total AxB, Active CxD)': '2x2, 2x2' };
    expect(() => memory(stt, change)).toThrow('6 data bits, which do not divide among 4 active sub-arrays');
  });

  // 4 x 1: half of two heights reach the select lines, and no width is taken off.
  it('lead select lines over the sub-arrays beyond two, on either axis by itself', () => {
    const tall = memory(stt, { 'Capacity (KB)': '64', 'ForceMat (Total AxB, Active CxD)': '4x1, 1x1' });
    const flat = memory(stt, { 'Capacity (KB)': '32', 'ForceMat (Total AxB, Active CxD)': '2x1, 1x1' });
    const { localWire, subarray, mat } = tall;
    expect(flat.subarray.numRow).toBe(subarray.numRow);
    const half = subarray.height_m * localWire.C_F_per_m;
    expect(mat.bitlineMuxPredecoder1.readEnergy_J - flat.mat.bitlineMuxPredecoder1.readEnergy_J).toBeGreaterThan(half);
  });
});

describe('writes', () => {
  const pulse = ({ subarray: s }: ArrayNumbers): number =>
    s.writeLatency_s - Math.max(s.rowDecoder.writeLatency_s, s.columnDecoderLatency_s + s.chargeLatency_s);
  const muxes = ({ subarray: s }: ArrayNumbers): number => {
    const decoders = s.rowDecoder.writeEnergy_J + s.bitlineMuxDecoder.writeEnergy_J + s.muxLev1Decoder.writeEnergy_J + s.muxLev2Decoder.writeEnergy_J;
    return (s.writeEnergy_J - Math.max(s.cellSetEnergy_J, s.cellResetEnergy_J) - decoders) / s.bitlineMux.writeEnergy_J;
  };

  it.each([
    ['None', 'memristor', true, 2],
    ['diode', 'memristor', true, 2],
    ['diode', 'MRAM', true, 2],
    ['diode', 'PCRAM', false, 2],
    ['None', 'PCRAM', false, 2],
    ['CMOS', 'PCRAM', false, 1],
  ] as const)('through access %s of cells of %s reset before they set: %s, over the multiplexers %s times', (access, kind, twice, passes) => {
    const cell = reram.replace('AccessType: None', `AccessType: ${access}\n-AccessCMOSWidth (F): 1`).replace('memristor', kind);
    const numbers = memory(cell);
    const charged = numbers.subarray.chargeLatency_s;
    expect(pulse(numbers)).toBeCloseTo(twice ? charged + 25e-9 : 15e-9, 15);
    expect(muxes(numbers)).toBeCloseTo(passes, 9);
  });

  // 64 cells, and a line that a voltage charges to itself and a current to the supply of 1 V.
  const line = ({ subarray: s }: ArrayNumbers): number => s.capCellAccess_F + s.capBitline_F + s.bitlineMux_capDrain_F;

  it('charge bit lines by the mode, not by a voltage that is given beside a current', () => {
    const numbers = memory(
      stt
        .replace('-SetCurrent', '-SetVoltage (V): 2\n-SetEnergy (pJ): 1\n-SetCurrent')
        .replace('-ResetCurrent', '-ResetEnergy (pJ): 1\n-ResetCurrent'),
    );
    expect(numbers.subarray.cellSetEnergy_J / 64).toBeCloseTo(1e-12 + line(numbers), 20);
    const driven = memory(reram);
    expect(driven.subarray.cellSetEnergy_J / 64).toBeCloseTo(0.6e-12 + 4 * line(driven), 20);
  });

  it('take a current from the supply where the reset has no voltage', () => {
    const numbers = memory(stt.replace('-SetCurrent', '-SetVoltage (V): 2\n-SetCurrent'));
    expect(numbers.subarray.cellSetEnergy_J / 64).toBeCloseTo(80e-6 * 10e-9 + line(numbers), 20);
    const both = memory(
      stt.replace('-SetCurrent', '-SetVoltage (V): 2\n-SetCurrent').replace('-ResetCurrent', '-ResetVoltage (V): 1.5\n-ResetCurrent'),
    );
    expect(both.subarray.cellSetEnergy_J / 64).toBeCloseTo(2 * 80e-6 * 10e-9 + line(both), 20);
    expect(both.subarray.cellResetEnergy_J / 64).toBeCloseTo(1.5 * 80e-6 * 10e-9 + line(both), 20);
  });
});

describe('current sensing', () => {
  it('draws what the read voltage gives, whatever current is named beside it', () => {
    const { subarray: s } = memory(stt.replace('-ReadPower (uW): 30', '-ReadCurrent (uA): 500'));
    // Cell and reference, 64 of them, 0.25 - 0.15 V over 3 kohm from a supply of 1 V.
    expect(s.cellReadEnergy_J / (2 * 64 * s.senseAmp.readLatency_s * (0.1 / 3000))).toBeCloseTo(1, 9);
  });
});
