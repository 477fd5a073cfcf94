/** All digital blocks whose figures are in the table. */
import { compressorBlocks } from './compressor42.ts';
import { compressorFold, compressorTree } from './compressor-tree.ts';
import { bitCounter, segmentCounter } from './counter.ts';
import { activationSign, activationTanh, batchNorm, quantizer, threshold } from './digital-unit.ts';
import { fullAdderBlock, halfAdderBlock } from './full-adder.ts';
import { gates } from './gates.ts';
import { nvFullAdderBlocks, nvRippleAdder } from './nv-full-adder.ts';
import { popcountTree } from './popcount.ts';
import { modifiedRowDecoder, rowDecoder } from './row-decoder.ts';
import { adaptiveShiftRegister, shiftAdderTree, shifter } from './shift.ts';
import { averagePool, binaryMacTile, mergeTree, sumUnit } from './sum-unit.ts';
import type { Block } from './types.ts';

export const blocks: readonly Block[] = [
  ...gates,
  halfAdderBlock,
  fullAdderBlock,
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
  shifter(10, 4),
  adaptiveShiftRegister(4),
  adaptiveShiftRegister(11),
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
