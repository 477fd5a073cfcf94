/** All digital blocks whose figures are in the table. */

import { compressorFold, compressorTree } from './compressor-tree.ts';
import { compressorBlocks } from './compressor42.ts';
import { bitCounter, segmentCounter } from './counter.ts';
import { activationSign, activationTanh, batchNorm, quantizer, threshold } from './digital-unit.ts';
import { adderBlocks } from './full-adder.ts';
import { gates } from './gates.ts';
import { nvFullAdderBlocks, nvRippleAdder } from './nv-full-adder.ts';
import { popcountTree } from './popcount.ts';
import { modifiedRowDecoder, rowDecoder } from './row-decoder.ts';
import { adaptiveShiftRegister, shiftAdderTree, shifter } from './shift.ts';
import { averagePool, binaryMacTile, mergeTree, sumUnit } from './sum-unit.ts';
import type { Block } from './types.ts';

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

export const blocks: readonly Block[] = [
  ...gates,
  ...adderBlocks,
  ...compressorBlocks,
  compressorTree(8),
  compressorTree(64),
  compressorTree(512),
  compressorFold(8),
  compressorFold(512),
  popcountTree(8),
  popcountTree(64),
  popcountTree(512),
  bitCounter(8),
  ...[2, 4, 8, 16, 32, 64].map(segmentCounter),
  // Counts of all organisations: 32 to 65536 columns, and twice as many where two rows are folded.
  ...range(6, 18).map((bits) => shifter(bits, 4)),
  adaptiveShiftRegister(4),
  ...range(7, 18).map(adaptiveShiftRegister),
  shiftAdderTree(4),
  ...nvFullAdderBlocks,
  nvRippleAdder(2),
  nvRippleAdder(5),
  nvRippleAdder(8),
  sumUnit(32, 26),
  mergeTree(8, 4),
  mergeTree(64, 4),
  rowDecoder(8),
  modifiedRowDecoder(8),
  quantizer(1, 16),
  quantizer(4, 16),
  quantizer(8, 16),
  batchNorm(16, 8),
  activationSign(16),
  activationTanh(16, 10),
  averagePool(4, 16),
  threshold(32),
  binaryMacTile(9, 12, 24),
];
