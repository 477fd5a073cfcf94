/**
 * A sub-array: cells, row decoder, three levels of column multiplexers with their decoders, sense amplifiers, precharger (array model, section 4.6).
 *
 * What does not depend on the ramp of the predecoder is computed apart, so that a search reuses it.
 */
import { type BitLine, type BitLineWires, computeBitLine } from './bit-line.ts';
import { type Broken, isBroken } from './block.ts';
import { lineCurrents, writeEnergyOf } from './cell-write.ts';
import { drainCapacitance, leakageCurrent, minNmos_F } from './gate.ts';
import { cellSize, type MemoryCell } from './memory-cell.ts';
import { computeMultiplexer, type Multiplexer } from './multiplexer.ts';
import type { BufferStyle } from './output-driver.ts';
import { computePrecharger, type Precharger } from './precharger.ts';
import type { Process } from './process.ts';
import { computeRowDecoder, type RowDecoder } from './row-decoder.ts';
import { computeSenseAmplifier, type SenseAmplifier } from './sense-amplifier.ts';

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

export function computeSubarray(p: Process, cell: MemoryCell, shape: SubarrayShape): SubarrayParts | Broken {
  const { rows, columns, muxSenseAmp, muxOutput1, muxOutput2, style } = shape;
  if (cell.kind === 'memristor' && muxSenseAmp < 2) {
    return 'resistive cells that are sensed inside the sub-array need a sense-amplifier multiplexer of at least 2 (ForceMuxSenseAmp)';
  }
  const lines = lineNumbers(p, cell, rows, columns);
  const { width_m: cellWidth_m, lenWordline_m, lenBitline_m, resWordline_ohm, resBitline_ohm, capBitline_F } = lines;
  const senseAmps = columns / muxSenseAmp;
  const selected = senseAmps / muxOutput1 / muxOutput2;
  const currents = lineCurrents(cell, rows, columns, selected);
  const rowDecoder = computeRowDecoder(p, rows, {
    outputCap_F: lines.capWordline_F,
    outputRes_ohm: resWordline_ohm,
    style,
    minCurrent_A: currents.wordline_A,
  });
  if (isBroken(rowDecoder)) return `word lines: ${rowDecoder}`;
  const senseAmp = computeSenseAmplifier(p, {
    count: senseAmps,
    pitch_m: cellWidth_m * muxSenseAmp,
    currentSensing: cell.kind !== 'SRAM' && cell.read.mode === 'current',
    senseVoltage_V: cell.read.minSense_V,
  });
  if (isBroken(senseAmp)) return senseAmp;
  const cell_ohm = cell.resistance?.on_ohm;
  const current_A = currents.bitline_A;
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
  const selectWidth = Math.max(minNmos_F * p.featureSize_m, currents.bitline_A / p.ionN_A_per_m);
  const select = {
    outputCap_F: p.gate_F_per_m * selectWidth * columns + lenWordline_m * p.local.C_F_per_m,
    outputRes_ohm: resWordline_ohm,
    style,
    minCurrent_A: 0,
  };
  const bitlineMuxDecoder = computeRowDecoder(p, muxSenseAmp, select);
  const muxLev1Decoder = computeRowDecoder(p, muxOutput1, select);
  const muxLev2Decoder = computeRowDecoder(p, muxOutput2, select);
  if (isBroken(bitlineMuxDecoder)) return bitlineMuxDecoder;
  if (isBroken(muxLev1Decoder)) return muxLev1Decoder;
  if (isBroken(muxLev2Decoder)) return muxLev2Decoder;
  const precharger = computePrecharger(p, { columns, cellWidth_m, capBitline_F, resBitline_ohm });
  if (isBroken(precharger)) return precharger;
  const bitLine = computeBitLine(p, cell, columns, lines, bitlineMux);
  if (isBroken(bitLine)) return bitLine;
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

interface Lines extends BitLineWires {
  readonly width_m: number;
  readonly lenWordline_m: number;
  readonly lenBitline_m: number;
  readonly capWordline_F: number;
  readonly resWordline_ohm: number;
}

function lineNumbers(p: Process, cell: MemoryCell, rows: number, columns: number): Lines {
  const { width_m, height_m } = cellSize(cell, p.featureSize_m);
  const lenWordline_m = columns * width_m;
  const lenBitline_m = rows * height_m;
  const { R_ohm_per_m: R, C_F_per_m: C } = p.local;
  const resWordline_ohm = lenWordline_m * R;
  const resBitline_ohm = lenBitline_m * R;
  if (cell.access === 'CMOS') {
    const access = cell.accessWidth_F * p.featureSize_m;
    const capAccess_F = drainCapacitance(p, 1, access, 0, width_m);
    const gates = cell.kind === 'SRAM' ? 2 : 1;
    return {
      width_m,
      lenWordline_m,
      lenBitline_m,
      resWordline_ohm,
      resBitline_ohm,
      capWordline_F: lenWordline_m * C + gates * p.gate_F_per_m * access * columns,
      // Two cells share a contact.
      capBitline_F: lenBitline_m * C + (capAccess_F * rows) / 2,
      resAccess_ohm: p.onN_ohm_m / access,
      capAccess_F,
    };
  }
  const { capOn_F, capOff_F } = cell.resistance!;
  const capAccess_F = Math.max(capOn_F, capOff_F);
  return {
    width_m,
    lenWordline_m,
    lenBitline_m,
    resWordline_ohm,
    resBitline_ohm,
    capWordline_F: lenWordline_m * C + capAccess_F * columns,
    capBitline_F: lenBitline_m * C + capAccess_F * rows,
    resAccess_ohm: 0,
    capAccess_F,
  };
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
