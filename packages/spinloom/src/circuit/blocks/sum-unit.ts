/** Sum unit (paper 1, IV.A): the accumulator of a kernel, and the tree that merges the partial counts of a row. */
import { product, scaled, unsignedWord, wordsOf } from './sums.ts';
import type { ClockedBlock, CombinationalBlock, Sum, Sums } from './types.ts';

/** Accumulator of `width` bits, two's complement, that adds or subtracts unsigned values of `input` bits. */
export function sumUnit(width: number, input: number): ClockedBlock {
  const sums: Sums = {
    cases: ['begin_', 'negate'],
    words: ({ begin_, negate }) => ({
      acc: { sum: [...(begin_ === 1n ? [] : unsignedWord('acc', width)), ...scaled(unsignedWord('value', input), negate === 1n ? -1n : 1n)], width },
    }),
  };
  return {
    kind: 'clocked',
    id: `sum-unit-${width}`,
    title: `Accumulator of ${width} bits`,
    cite: 'paper 1, IV.A',
    module: 'sum_unit',
    parameters: { W: width, IN: input },
    inputs: { begin_: 1, negate: 1, value: input },
    outputs: { acc: width },
    step: (state, inputs) => wordsOf(sums, { ...state, ...inputs }),
    sums,
    opening: { begin_: 1n },
    operation: { clocks: 1, what: 'one addition of a random value', held: () => ({ begin_: 0n, negate: 0n }) },
  };
}

/** Sum of the words of a port that holds several, first in the low bits. */
function totalOf(port: string, count: number, width: number): Sum {
  return Array.from({ length: count }, (_, i) => unsignedWord(port, width, i * width)).flat();
}

/** Sum of `counts` words of `width` bits; counts is a power of two. */
export function mergeTree(counts: number, width: number): CombinationalBlock {
  const wide = width + Math.log2(counts);
  const sums: Sums = { cases: [], words: () => ({ sum: { sum: totalOf('counts', counts, width), width: wide } }) };
  return {
    kind: 'combinational',
    id: `merge-tree-${counts}`,
    title: `Sum of ${counts} partial counts of ${width} bits`,
    cite: 'paper 1, IV.A; the tree is inferred',
    module: 'merge_tree',
    parameters: { N: counts, W: width },
    inputs: { counts: counts * width },
    outputs: { sum: wide },
    evaluate: (inputs) => wordsOf(sums, inputs),
    sums,
  };
}

/** Average of a region of `count` words, a power of two: the sum shifted; the remainder is dropped. */
export function averagePool(count: number, width: number): CombinationalBlock {
  const sums: Sums = { cases: [], words: () => ({ average: { sum: totalOf('values', count, width), width, drop: Math.log2(count) } }) };
  return {
    kind: 'combinational',
    id: `average-pool-${count}`,
    title: `Average pool of ${count} words of ${width} bits`,
    cite: 'paper 1, IV.A: Sum and Shifter',
    module: 'average_pool',
    parameters: { N: count, W: width },
    inputs: { values: count * width },
    outputs: { average: width },
    evaluate: (inputs) => wordsOf(sums, inputs),
    sums,
  };
}

/** Tile of a YodaNN-like ASIC: inputs added (weight 1) or subtracted (weight 0). */
export function binaryMacTile(count: number, width: number, accumulator: number): ClockedBlock {
  const signed = Array.from({ length: count }, (_, i) =>
    product(unsignedWord('values', width, i * width), [
      { weight: 2n, bits: [['weights', i]] },
      { weight: -1n, bits: [] },
    ]),
  ).flat();
  const sums: Sums = {
    cases: ['begin_'],
    words: ({ begin_ }) => ({ acc: { sum: [...(begin_ === 1n ? [] : unsignedWord('acc', accumulator)), ...signed], width: accumulator } }),
  };
  return {
    kind: 'clocked',
    id: `binary-mac-tile-${count}`,
    title: `Binary-weight tile of ${count} inputs of ${width} bits`,
    cite: 'paper 2, III.C: YodaNN-like baseline',
    module: 'binary_mac_tile',
    parameters: { N: count, W: width, ACC: accumulator },
    inputs: { begin_: 1, values: count * width, weights: count },
    outputs: { acc: accumulator },
    step: (state, inputs) => wordsOf(sums, { ...state, ...inputs }),
    sums,
    opening: { begin_: 1n },
    operation: { clocks: 1, what: 'one window of random values and weights', held: () => ({ begin_: 0n }) },
  };
}
