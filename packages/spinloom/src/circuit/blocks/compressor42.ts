/**
 * 4:2 compressor (paper 2, II.B.1): x1 + x2 + x3 + x4 + cin = sum + 2 (carry + cout), as two full adders (Fig. 5a) and as XORs and multiplexers (eq. 2, Fig. 5b).
 *
 * Eq. 2 lost its complement bars in print; restored: carry = (x1^x2^x3^x4) cin + not(x1^x2^x3^x4) x4, cout = (x1^x2) x3 + not(x1^x2) x1. As printed,
 * 16 of the 32 input rows are wrong.
 */
import { type Binary, fullAdder } from './full-adder.ts';
import type { CombinationalBlock } from './types.ts';

export interface Compressed {
  readonly sum: Binary;
  readonly carry: Binary;
  readonly cout: Binary;
}

/** Two full adders in series. */
export function compressorOfAdders(x1: Binary, x2: Binary, x3: Binary, x4: Binary, cin: Binary): Compressed {
  const first = fullAdder(x1, x2, x3);
  const second = fullAdder(first.sum, x4, cin);
  return { sum: second.sum, carry: second.cout, cout: first.cout };
}

/** Eq. 2 with its bars. */
export function compressorOfMuxes(x1: Binary, x2: Binary, x3: Binary, x4: Binary, cin: Binary): Compressed {
  const low = x1 ^ x2;
  const all = low ^ x3 ^ x4;
  return { sum: (all ^ cin) as Binary, carry: all ? cin : x4, cout: low ? x3 : x1 };
}

function block(id: string, title: string, module: string, compress: typeof compressorOfAdders): CombinationalBlock {
  return {
    kind: 'combinational',
    id,
    title,
    cite: 'paper 2, II.B.1, Fig. 5 and eq. 2',
    module,
    parameters: {},
    inputs: { x1: 1, x2: 1, x3: 1, x4: 1, cin: 1 },
    outputs: { sum: 1, carry: 1, cout: 1 },
    evaluate: (inputs) => {
      const [x1, x2, x3, x4, cin] = ['x1', 'x2', 'x3', 'x4', 'cin'].map((name) => Number(inputs[name]) as Binary);
      const { sum, carry, cout } = compress(x1!, x2!, x3!, x4!, cin!);
      return { sum: BigInt(sum), carry: BigInt(carry), cout: BigInt(cout) };
    },
  };
}

const ofAdders = block('compressor42-adders', '4:2 compressor of two full-adder cells', 'compressor42_fa', compressorOfAdders);

export const compressorBlocks: readonly CombinationalBlock[] = [
  ofAdders,
  { ...ofAdders, id: 'compressor42-adders-gates', title: '4:2 compressor of two full adders of gates', onlyGates: true },
  block('compressor42-muxes', '4:2 compressor of XORs and multiplexers', 'compressor42_xm', compressorOfMuxes),
];
