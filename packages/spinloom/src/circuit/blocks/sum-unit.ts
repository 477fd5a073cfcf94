/** Sum unit (paper 1, IV.A): the accumulator of a kernel, and the tree that merges the partial counts of a row. */
import { bitsOf, type ClockedBlock, type CombinationalBlock, cut, wordOf } from './types.ts';

/** Accumulator of `width` bits, two's complement, that adds or subtracts unsigned values of `input` bits. */
export function sumUnit(width: number, input: number): ClockedBlock {
  return {
    kind: 'clocked',
    id: `sum-unit-${width}`,
    title: `Accumulator of ${width} bits`,
    cite: 'paper 1, IV.A',
    module: 'sum_unit',
    parameters: { W: width, IN: input },
    inputs: { begin_: 1, negate: 1, value: input },
    outputs: { acc: width },
    step: ({ acc }, { begin_, negate, value }) => {
      const old = begin_ === 1n ? 0n : acc!;
      return { acc: cut(negate === 1n ? old - value! : old + value!, width) };
    },
    opening: { begin_: 1n },
    operation: { clocks: 1, what: 'one addition of a random value', held: () => ({ begin_: 0n, negate: 0n }) },
  };
}

/** Words of a port that holds several, first in the low bits. */
function words(port: bigint, count: number, width: number): readonly bigint[] {
  const bits = bitsOf(port, count * width);
  return Array.from({ length: count }, (_, i) => wordOf(bits.slice(i * width, (i + 1) * width)));
}

const total = (values: readonly bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n);

/** Sum of `counts` words of `width` bits; counts is a power of two. */
export function mergeTree(counts: number, width: number): CombinationalBlock {
  return {
    kind: 'combinational',
    id: `merge-tree-${counts}`,
    title: `Sum of ${counts} partial counts of ${width} bits`,
    cite: 'paper 1, IV.A; the tree is inferred',
    module: 'merge_tree',
    parameters: { N: counts, W: width },
    inputs: { counts: counts * width },
    outputs: { sum: width + Math.log2(counts) },
    evaluate: (inputs) => ({ sum: total(words(inputs.counts!, counts, width)) }),
  };
}

/** Average of a region of `count` words, a power of two: the sum shifted; the remainder is dropped. */
export function averagePool(count: number, width: number): CombinationalBlock {
  return {
    kind: 'combinational',
    id: `average-pool-${count}`,
    title: `Average pool of ${count} words of ${width} bits`,
    cite: 'paper 1, IV.A: Sum and Shifter',
    module: 'average_pool',
    parameters: { N: count, W: width },
    inputs: { values: count * width },
    outputs: { average: width },
    evaluate: ({ values }) => ({ average: total(words(values!, count, width)) >> BigInt(Math.log2(count)) }),
  };
}

/** Tile of a YodaNN-like ASIC: inputs added (weight 1) or subtracted (weight 0). */
export function binaryMacTile(count: number, width: number, accumulator: number): ClockedBlock {
  return {
    kind: 'clocked',
    id: `binary-mac-tile-${count}`,
    title: `Binary-weight tile of ${count} inputs of ${width} bits`,
    cite: 'paper 2, III.C: YodaNN-like baseline',
    module: 'binary_mac_tile',
    parameters: { N: count, W: width, ACC: accumulator },
    inputs: { begin_: 1, values: count * width, weights: count },
    outputs: { acc: accumulator },
    step: ({ acc }, { begin_, values, weights }) => {
      const signs = bitsOf(weights!, count);
      const sum = words(values!, count, width).reduce((partial, value, i) => (signs[i] === 1 ? partial + value : partial - value), 0n);
      return { acc: cut((begin_ === 1n ? 0n : acc!) + sum, accumulator) };
    },
    opening: { begin_: 1n },
    operation: { clocks: 1, what: 'one window of random values and weights', held: () => ({ begin_: 0n }) },
  };
}
