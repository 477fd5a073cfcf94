/**
 * A sub-array: cells, row decoder, three levels of column multiplexers with their decoders, sense amplifiers, precharger (array model, section 4.6).
 *
 * What does not depend on the ramp of the predecoder is computed apart, so that a search reuses it.
 */
import { type BitLine, computeBitLine } from './bit-line.ts';
import { type Broken, isBroken } from './block.ts';
import { lineCurrents, writeEnergyOf } from './cell-write.ts';
import { leakageCurrent } from './gate.ts';
import type { MemoryCell } from './memory-cell.ts';
import { computeMultiplexer, type Multiplexer } from './multiplexer.ts';
import type { BufferStyle } from './output-driver.ts';
import type { Precharger } from './precharger.ts';
import type { Process } from './process.ts';
import type { RowDecoder } from './row-decoder.ts';
import { computeSenseAmplifier, type SenseAmplifier } from './sense-amplifier.ts';
import type { Workshop } from './workshop.ts';

export interface SubarrayShape {
  readonly rows: number;
  readonly columns: number;
  readonly muxSenseAmp: number;
  readonly muxOutput1: number;
  readonly muxOutput2: number;
  readonly style: BufferStyle;
}

/** The parts of a sub-array, before it is known how fast its inputs rise. */
export interface SubarrayParts {
  readonly shape: SubarrayShape;
  readonly cell: MemoryCell;
  readonly width_m: number;
  readonly height_m: number;
  readonly lenWordline_m: number;
  readonly lenBitline_m: number;
  readonly capWordline_F: number;
  readonly resWordline_ohm: number;
  readonly capBitline_F: number;
  readonly resBitline_ohm: number;
  readonly resCellAccess_ohm: number;
  readonly capCellAccess_F: number;
  readonly chargeLatency_s: number;
  readonly cellSetEnergy_J: number;
  readonly cellResetEnergy_J: number;
  readonly cellLeakage_W: number;
  readonly rowDecoder: RowDecoder;
  readonly bitlineMuxDecoder: RowDecoder;
  readonly muxLev1Decoder: RowDecoder;
  readonly muxLev2Decoder: RowDecoder;
  readonly bitlineMux: Multiplexer;
  readonly muxLev1: Multiplexer;
  readonly muxLev2: Multiplexer;
  readonly senseAmp: SenseAmplifier;
  readonly precharger: Precharger;
  readonly bitLine: BitLine;
}

export function computeSubarray({ process: p, cell, frame: frameOf }: Workshop, shape: SubarrayShape): SubarrayParts | Broken {
  const { rows, columns, muxSenseAmp, muxOutput1, muxOutput2, style } = shape;
  if (cell.kind === 'memristor' && muxSenseAmp < 2) {
    return 'resistive cells that are sensed inside the sub-array need a sense-amplifier multiplexer of at least 2 (ForceMuxSenseAmp)';
  }
  if (cell.read.minSense_V >= p.vdd_V) {
    return `MinSenseVoltage is ${cell.read.minSense_V} V, and must be below the supply of ${p.vdd_V} V`;
  }
  const frame = frameOf(rows, columns, style);
  if (isBroken(frame)) return frame;
  const tooMuch = limitOf(p, cell, rows, frame.bitline_A);
  if (tooMuch !== undefined) return tooMuch;
  const { lines, precharger } = frame;
  const { lenWordline_m, lenBitline_m, resWordline_ohm, resBitline_ohm, capBitline_F } = lines;
  const senseAmps = columns / muxSenseAmp;
  const selected = senseAmps / muxOutput1 / muxOutput2;
  const rowDecoder = frame.rowDecoder(lineCurrents(cell, rows, columns, selected).wordline_A);
  if (isBroken(rowDecoder)) return `word lines: ${rowDecoder}`;
  const senseAmp = computeSenseAmplifier(p, {
    count: senseAmps,
    pitch_m: lines.width_m * muxSenseAmp,
    currentSensing: cell.kind !== 'SRAM' && cell.read.mode === 'current',
    senseVoltage_V: cell.read.minSense_V,
  });
  if (isBroken(senseAmp)) return senseAmp;
  const cell_ohm = cell.resistance?.on_ohm;
  const current_A = frame.bitline_A;
  const muxLev2 = computeMultiplexer(p, { cell_ohm, current_A, degree: muxOutput2, count: selected, loadDelay_F: 0, loadPower_F: 0 });
  if (isBroken(muxLev2)) return muxLev2;
  const muxLev1 = computeMultiplexer(p, {
    cell_ohm,
    current_A,
    degree: muxOutput1,
    count: senseAmps / muxOutput1,
    loadDelay_F: muxLev2.capPrevDelay_F,
    loadPower_F: muxLev2.capPrevPower_F,
  });
  if (isBroken(muxLev1)) return muxLev1;
  const bitlineMux = computeMultiplexer(p, {
    cell_ohm,
    current_A,
    degree: muxSenseAmp,
    count: senseAmps,
    loadDelay_F: senseAmp.capLoad_F,
    loadPower_F: senseAmp.capLoad_F,
  });
  if (isBroken(bitlineMux)) return bitlineMux;
  const bitlineMuxDecoder = frame.selectDecoder(muxSenseAmp);
  const muxLev1Decoder = frame.selectDecoder(muxOutput1);
  const muxLev2Decoder = frame.selectDecoder(muxOutput2);
  if (isBroken(bitlineMuxDecoder)) return bitlineMuxDecoder;
  if (isBroken(muxLev1Decoder)) return muxLev1Decoder;
  if (isBroken(muxLev2Decoder)) return muxLev2Decoder;
  const bitLine = computeBitLine(p, cell, columns, lines, bitlineMux);
  if (isBroken(bitLine)) return bitLine;
  if (bitLine.readPower_W < 0) {
    return `ReadVoltage is below the ${cell.accessDrop_V} V that drop at the access device (VoltageDropAccessDevice): raise it, or give ReadPower`;
  }
  const passRes = bitlineMux.res_ohm + muxLev1.res_ohm + muxLev2.res_ohm;
  const passCap = bitlineMux.capDrain_F + muxLev1.capDrain_F + muxLev2.capDrain_F;
  const decoderWidth = Math.max(
    foldedAlong(rowDecoder, lenBitline_m),
    bitlineMuxDecoder.stage.width_m,
    muxLev1Decoder.stage.width_m,
    muxLev2Decoder.stage.width_m,
  );
  const line_F = lines.capAccess_F + capBitline_F + bitlineMux.capPrevPower_F;
  return {
    shape,
    cell,
    width_m: lenWordline_m + decoderWidth,
    height_m:
      lenBitline_m +
      precharger.height_m +
      senseAmp.numbers.height_m +
      bitlineMux.numbers.height_m +
      muxLev1.numbers.height_m +
      muxLev2.numbers.height_m,
    lenWordline_m,
    lenBitline_m,
    capWordline_F: lines.capWordline_F,
    resWordline_ohm,
    capBitline_F,
    resBitline_ohm,
    resCellAccess_ohm: lines.resAccess_ohm,
    capCellAccess_F: lines.capAccess_F,
    chargeLatency_s: Math.LN2 * (passRes * (passCap + capBitline_F) + (resBitline_ohm * capBitline_F) / 2),
    cellSetEnergy_J: selected * writeEnergyOf(p, cell, 'set', line_F),
    cellResetEnergy_J: selected * writeEnergyOf(p, cell, 'reset', line_F),
    cellLeakage_W: rows * columns * sramLeakage(p, cell),
    rowDecoder,
    bitlineMuxDecoder,
    muxLev1Decoder,
    muxLev2Decoder,
    bitlineMux,
    muxLev1,
    muxLev2,
    senseAmp,
    precharger,
    bitLine,
  };
}

/** Of a bit line: the rows whose access transistors may leak on it, and the current of a write, which must pass a device with and without a multiplexer. */
function limitOf(p: Process, cell: MemoryCell, rows: number, bitline_A: number): Broken | undefined {
  const F = p.featureSize_m;
  const onOff = p.ionN_A_per_m / p.ioffN_A_per_m;
  if (cell.kind !== 'SRAM' && cell.access === 'CMOS' && onOff < rows) {
    return `bit lines of ${rows} cells are too long: the access transistors that are off leak more than one gives that is on; at most ${Math.floor(onOff)} rows`;
  }
  const carrying = bitline_A / p.ionN_A_per_m;
  if (carrying > p.maxNmos_m) {
    return `the bit-line multiplexer must carry ${bitline_A} A and would need an N device of ${carrying / F} F, more than MaxNmosSize (${p.maxNmos_m / F} F)`;
  }
  return undefined;
}

/** A row decoder taller than the bit lines is folded to the side of the cells. */
function foldedAlong({ rows, stage }: RowDecoder, lenBitline_m: number): number {
  const height = rows * stage.height_m;
  return height > lenBitline_m ? (height * stage.width_m) / lenBitline_m : stage.width_m;
}

function sramLeakage(p: Process, { sram, accessWidth_F }: MemoryCell): number {
  if (sram === undefined) return 0;
  const F = p.featureSize_m;
  return p.vdd_V * (2 * leakageCurrent(p, 1, sram.nmos_F * F, sram.pmos_F * F) + leakageCurrent(p, 1, accessWidth_F * F, 0));
}
