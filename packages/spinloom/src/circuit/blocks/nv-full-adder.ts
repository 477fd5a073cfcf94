/**
 * Full adder with non-volatile flip-flops (paper 2, II.B.3, Fig. 7a): sum and carry in flip-flops whose values junction pairs keep over a power failure.
 *
 * Variants (paper 2, section IV, and one more): both kept; the carry alone kept, which stands for both after a failure; the sum alone kept, the carry lost.
 * The block is the CMOS half: `kept_sum` and `kept_carry` are what the junctions hold.
 */
import { type Binary, fullAdder } from './full-adder.ts';
import { unsignedWord, wordsOf } from './sums.ts';
import type { ClockedBlock, Sums } from './types.ts';

export type NvVariant = 'dual' | 'cout-as-sum' | 'sum-only';
const variants: readonly NvVariant[] = ['dual', 'cout-as-sum', 'sum-only'];

/** Sum and carry after a power failure, from what was kept. */
export function restoredAdder(
  variant: NvVariant,
  kept: { readonly sum: Binary; readonly carry: Binary },
): { readonly sum: Binary; readonly carry: Binary } {
  if (variant === 'cout-as-sum') return { sum: kept.carry, carry: kept.carry };
  return { sum: kept.sum, carry: variant === 'sum-only' ? 0 : kept.carry };
}

function block(variant: NvVariant): ClockedBlock {
  return {
    kind: 'clocked',
    id: variant === 'dual' ? 'nv-full-adder' : `nv-full-adder-${variant}`,
    title: `Full adder with ${variant === 'dual' ? 'two non-volatile flip-flops' : `one non-volatile flip-flop, ${variant}`} (CMOS half)`,
    cite: variant === 'sum-only' ? 'inferred beside paper 2, section IV' : 'paper 2, II.B.3 and section IV',
    module: 'nv_full_adder',
    parameters: { VARIANT: variants.indexOf(variant) },
    inputs: { a: 1, b: 1, cin: 1, restore: 1, kept_sum: 1, kept_carry: 1 },
    outputs: { sum: 1, carry: 1 },
    step: (_, { a, b, cin, restore, kept_sum, kept_carry }) => {
      const bit = (value: bigint | undefined): Binary => Number(value) as Binary;
      if (restore === 1n) {
        const { sum, carry } = restoredAdder(variant, { sum: bit(kept_sum), carry: bit(kept_carry) });
        return { sum: BigInt(sum), carry: BigInt(carry) };
      }
      const { sum, cout } = fullAdder(bit(a), bit(b), bit(cin));
      return { sum: BigInt(sum), carry: BigInt(cout) };
    },
    opening: { restore: 1n },
    operation: { clocks: 1, what: 'one addition of random bits', held: () => ({ restore: 0n }) },
  };
}

export const nvFullAdderBlocks: readonly ClockedBlock[] = variants.map(block);

/** A ripple chain of so many full adders into registers: what paper 2 times as (m + n) x 58 ps. */
export function nvRippleAdder(width: number): ClockedBlock {
  const sums: Sums = {
    cases: ['restore'],
    words: ({ restore }) => ({
      sum: { sum: restore === 1n ? unsignedWord('kept', width + 1) : [...unsignedWord('a', width), ...unsignedWord('b', width)], width: width + 1 },
    }),
  };
  return {
    kind: 'clocked',
    id: `nv-ripple-adder-${width}`,
    title: `Chain of ${width} full adders into non-volatile flip-flops (CMOS half)`,
    cite: 'paper 2, II.B.3',
    module: 'nv_ripple_adder',
    parameters: { W: width },
    inputs: { a: width, b: width, restore: 1, kept: width + 1 },
    outputs: { sum: width + 1 },
    step: (_, inputs) => wordsOf(sums, inputs),
    sums,
    opening: { restore: 1n },
    operation: { clocks: 1, what: 'one addition of random words', held: () => ({ restore: 0n }) },
  };
}
