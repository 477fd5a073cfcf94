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
