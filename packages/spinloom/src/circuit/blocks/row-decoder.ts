/** Row decoders: the array's own, and the modified one that opens two rows (paper 1, III.B: two decoders whose outputs are OR-ed). */
import type { CombinationalBlock } from './types.ts';

/** Decoder of so many address bits. */
export function rowDecoder(address: number): CombinationalBlock {
  return {
    kind: 'combinational',
    id: `row-decoder-${2 ** address}`,
    title: `Row decoder of ${2 ** address} rows`,
    cite: 'paper 1, III.B',
    module: 'row_decoder',
    parameters: { A: address },
    inputs: { address, enable: 1 },
    outputs: { line: 2 ** address },
    evaluate: (inputs) => ({ line: inputs.enable === 1n ? 1n << inputs.address! : 0n }),
  };
}

/** Decoder that opens one row, or both of two. */
export function modifiedRowDecoder(address: number): CombinationalBlock {
  return {
    kind: 'combinational',
    id: `modified-row-decoder-${2 ** address}`,
    title: `Modified row decoder of ${2 ** address} rows: two decoders and OR`,
    cite: 'paper 1, III.B',
    module: 'modified_row_decoder',
    parameters: { A: address },
    inputs: { first: address, second: address, enable: 1, both: 1 },
    outputs: { line: 2 ** address },
    evaluate: ({ first, second, enable, both }) => ({ line: enable === 1n ? (1n << first!) | (both === 1n ? 1n << second! : 0n) : 0n }),
  };
}
