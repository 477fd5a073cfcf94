/** Popcount tree of ripple adders: what the compressor tree is compared with. */
import { countOf } from './compressor-tree.ts';
import { wordsOf } from './sums.ts';
import type { CombinationalBlock } from './types.ts';

/** Tree over so many bits, a power of two. */
export function popcountTree(bits: number): CombinationalBlock {
  const width = Math.log2(bits) + 1;
  const sums = countOf('ones', bits, width);
  return {
    kind: 'combinational',
    id: `popcount-${bits}`,
    title: `Popcount of ${bits} bits by ripple adders`,
    cite: 'the usual alternative',
    module: 'popcount_tree',
    parameters: { N: bits },
    inputs: { ones: bits },
    outputs: { count: width },
    evaluate: (inputs) => wordsOf(sums, inputs),
    sums,
  };
}
