/**
 * What many organisations share, computed once each: lines, precharger and decoders by rows and columns, and predecoders without a load.
 *
 * A search meets each of them thousands of times; one memory meets most of them once.
 */
import type { BitLineWires } from './bit-line.ts';
import { type Broken, isBroken } from './block.ts';
import { lineCurrents } from './cell-write.ts';
import { drainCapacitance, folding_F, minNmos_F } from './gate.ts';
import { cellSize, type MemoryCell } from './memory-cell.ts';
import { computeNandStage, type NandStage } from './nand-stage.ts';
import { type BufferStyle, bufferStyles, type StageLoad } from './output-driver.ts';
import { computePrecharger, type Precharger } from './precharger.ts';
import { computePredecoder, type Predecoder } from './predecoder.ts';
import type { Process } from './process.ts';
import { computeRowDecoder, decoderInputs, type RowDecoder } from './row-decoder.ts';

export interface Lines extends BitLineWires {
  /** Of a cell. */
  readonly width_m: number;
  readonly lenWordline_m: number;
  readonly lenBitline_m: number;
  readonly capWordline_F: number;
  readonly resWordline_ohm: number;
}

export interface Frame {
  readonly lines: Lines;
  readonly precharger: Precharger;
  /** That a bit line must carry to write a cell. */
  readonly bitline_A: number;
  /** Of word lines that carry `current_A`. */
  readonly rowDecoder: (current_A: number) => RowDecoder | Broken;
  /** Of the select lines of a multiplexer of `degree`. */
  readonly selectDecoder: (degree: number) => RowDecoder | Broken;
}

export interface Workshop {
  readonly process: Process;
  readonly cell: MemoryCell;
  readonly frame: (rows: number, columns: number, style: BufferStyle) => Frame | Broken;
  readonly predecoder: (bits: number, load_F: number) => Predecoder | Broken;
}

export function workshop(process: Process, cell: MemoryCell): Workshop {
  const frames = new Map<number, Frame | Broken>();
  const unloaded: (Predecoder | Broken)[] = [];
  return {
    process,
    cell,
    frame: (rows, columns, style) => {
      // All are powers of two; 64 of each are more than there can be.
      const key = (Math.log2(rows) * 64 + Math.log2(columns)) * bufferStyles.length + bufferStyles.indexOf(style);
      const before = frames.get(key);
      if (before !== undefined) return before;
      const made = computeFrame(process, cell, rows, columns, style);
      frames.set(key, made);
      return made;
    },
    predecoder: (bits, load_F) => {
      if (load_F !== 0) return computePredecoder(process, bits, load_F);
      unloaded[bits] ??= computePredecoder(process, bits, 0);
      return unloaded[bits];
    },
  };
}

function computeFrame(p: Process, cell: MemoryCell, rows: number, columns: number, style: BufferStyle): Frame | Broken {
  const { width_m } = cellSize(cell, 1);
  if (cell.access === 'CMOS' && cell.accessWidth_F >= width_m && width_m <= folding_F) {
    return `the access transistor of ${cell.accessWidth_F} F does not fit into a cell ${width_m} F wide, and folding it needs more than ${folding_F} F: use a narrower one or a wider cell`;
  }
  const lines = lineNumbers(p, cell, rows, columns);
  const { capWordline_F, resWordline_ohm, resBitline_ohm, capBitline_F, lenWordline_m } = lines;
  const precharger = computePrecharger(p, { columns, cellWidth_m: lines.width_m, capBitline_F, resBitline_ohm });
  if (isBroken(precharger)) return precharger;
  const { bitline_A } = lineCurrents(cell, rows, columns, columns);
  const selectWidth = Math.max(minNmos_F * p.featureSize_m, bitline_A / p.ionN_A_per_m);
  const select: StageLoad = {
    outputCap_F: p.gate_F_per_m * selectWidth * columns + lenWordline_m * p.local.C_F_per_m,
    outputRes_ohm: resWordline_ohm,
    style,
    minCurrent_A: 0,
  };
  const selectStages: (NandStage | Broken)[] = [];
  const words = (minCurrent_A: number): RowDecoder | Broken =>
    computeRowDecoder(p, rows, { outputCap_F: capWordline_F, outputRes_ohm: resWordline_ohm, style, minCurrent_A });
  let idleWords: RowDecoder | Broken | undefined;
  return {
    lines,
    precharger,
    bitline_A,
    rowDecoder: (current_A) => {
      if (current_A !== 0) return words(current_A);
      idleWords ??= words(0);
      return idleWords;
    },
    selectDecoder: (degree) => {
      const inputs = decoderInputs(degree);
      selectStages[inputs] ??= computeNandStage(p, inputs, select);
      const stage = selectStages[inputs];
      return isBroken(stage) ? stage : { rows: degree, stage };
    },
  };
}

function lineNumbers(p: Process, cell: MemoryCell, rows: number, columns: number): Lines {
  const { width_m, height_m } = cellSize(cell, p.featureSize_m);
  const lenWordline_m = columns * width_m;
  const lenBitline_m = rows * height_m;
  const { R_ohm_per_m: R, C_F_per_m: C } = p.local;
  const resWordline_ohm = lenWordline_m * R;
  const resBitline_ohm = lenBitline_m * R;
  const sizes = { width_m, lenWordline_m, lenBitline_m, resWordline_ohm, resBitline_ohm };
  if (cell.access === 'CMOS') {
    const access = cell.accessWidth_F * p.featureSize_m;
    const capAccess_F = drainCapacitance(p, 1, access, 0, width_m);
    const gates = cell.kind === 'SRAM' ? 2 : 1;
    return {
      ...sizes,
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
    ...sizes,
    capWordline_F: lenWordline_m * C + capAccess_F * columns,
    capBitline_F: lenBitline_m * C + capAccess_F * rows,
    resAccess_ohm: 0,
    capAccess_F,
  };
}
