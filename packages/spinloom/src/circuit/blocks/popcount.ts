/** Popcount tree of ripple adders: what the compressor tree is compared with. */
import { type CombinationalBlock, onesOf } from './types.ts';

/** Tree over so many bits, a power of two. */
export function popcountTree(bits: number): CombinationalBlock {
  return {
    kind: 'combinational',
    id: `popcount-${bits}`,
    title: `Popcount of ${bits} bits by ripple adders`,
    cite: 'the usual alternative',
    module: 'popcount_tree',
    parameters: { N: bits },
    inputs: { ones: bits },
    outputs: { count: Math.log2(bits) + 1 },
    evaluate: ({ ones }) => ({ count: BigInt(onesOf(ones!)) }),
  };
}
