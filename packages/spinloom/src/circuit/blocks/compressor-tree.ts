/**
 * Compressor tree: the ones of a row counted at once, by a binary tree of rows of 4:2 compressors and one carry-propagating addition (paper 2, II.B.1); and its fold,
 * which counts two AND rows of the sub-array from their XOR and the second of them.
 */
import { product, unsignedWord, wordsOf } from './sums.ts';
import type { CombinationalBlock, Sums } from './types.ts';

/** Ones of a port. */
export function countOf(port: string, columns: number, width: number): Sums {
  const sum = Array.from({ length: columns }, (_, i) => unsignedWord(port, 1, i)).flat();
  return { cases: [], words: () => ({ count: { sum, width } }) };
}

/** Ones of two AND rows, given as the XOR in the sense amplifiers and the row still in the write drivers: a column holds latch + 2 (driver and not latch). */
function foldedCount(columns: number, width: number): Sums {
  const sum = Array.from({ length: columns }, (_, i) => {
    const latch = unsignedWord('latch', 1, i);
    return [
      ...latch,
      ...product(
        [{ weight: 2n, bits: [['driver', i]] }],
        [
          { weight: 1n, bits: [] },
          { weight: -1n, bits: [['latch', i]] },
        ],
      ),
    ];
  }).flat();
  return { cases: [], words: () => ({ count: { sum, width } }) };
}

/** Tree over a row of so many columns, a power of two. */
export function compressorTree(columns: number): CombinationalBlock {
  const width = Math.log2(columns) + 1;
  const sums = countOf('ones', columns, width);
  return {
    kind: 'combinational',
    id: `compressor-tree-${columns}`,
    title: `4:2 compressor tree over ${columns} columns`,
    cite: 'paper 2, II.B.1',
    module: 'compressor_tree',
    parameters: { N: columns },
    inputs: { ones: columns },
    outputs: { count: width },
    evaluate: (inputs) => wordsOf(sums, inputs),
    sums,
  };
}

/** Tree over two folded rows of so many columns, a power of two. The XOR and nothing else comes from the array. */
export function compressorFold(columns: number): CombinationalBlock {
  const width = Math.log2(columns) + 2;
  const sums = foldedCount(columns, width);
  return {
    kind: 'combinational',
    id: `compressor-fold-${columns}`,
    title: `4:2 compressor tree over two rows of ${columns} columns`,
    cite: 'paper 2, II.B.1; which rows meet is inferred',
    module: 'compressor_fold',
    parameters: { N: columns },
    inputs: { latch: columns, driver: columns },
    outputs: { count: width },
    evaluate: (inputs) => wordsOf(sums, inputs),
    sums,
  };
}
