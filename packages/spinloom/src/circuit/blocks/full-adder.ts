/** Full and half adder: a + b + cin = sum + 2 cout. */
import type { CombinationalBlock } from './types.ts';

export type Bit = 0 | 1;

export function fullAdder(a: Bit, b: Bit, cin: Bit): { readonly sum: Bit; readonly cout: Bit } {
  const total = a + b + cin;
  return { sum: (total % 2) as Bit, cout: (total > 1 ? 1 : 0) as Bit };
}

export const fullAdderBlock: CombinationalBlock = {
  kind: 'combinational',
  id: 'full-adder',
  title: 'Full adder',
  cite: 'paper 2, II.B.3',
  module: 'full_adder',
  parameters: {},
  inputs: { a: 1, b: 1, cin: 1 },
  outputs: { sum: 1, cout: 1 },
  evaluate: ({ a, b, cin }) => {
    const { sum, cout } = fullAdder(Number(a) as Bit, Number(b) as Bit, Number(cin) as Bit);
    return { sum: BigInt(sum), cout: BigInt(cout) };
  },
};

export const halfAdderBlock: CombinationalBlock = {
  kind: 'combinational',
  id: 'half-adder',
  title: 'Half adder',
  cite: 'part of counters',
  module: 'half_adder',
  parameters: {},
  inputs: { a: 1, b: 1 },
  outputs: { sum: 1, cout: 1 },
  evaluate: ({ a, b }) => ({ sum: a! ^ b!, cout: a! & b! }),
};
