/** Full and half adder: a + b + cin = sum + 2 cout. */
import type { CombinationalBlock } from './types.ts';

export type Binary = 0 | 1;

export function fullAdder(a: Binary, b: Binary, cin: Binary): { readonly sum: Binary; readonly cout: Binary } {
  const total = a + b + cin;
  return { sum: (total % 2) as Binary, cout: (total > 1 ? 1 : 0) as Binary };
}

const fullAdderBlock: CombinationalBlock = {
  kind: 'combinational',
  id: 'full-adder',
  title: "Full adder, the library's cell",
  cite: 'paper 2, II.B.3',
  module: 'full_adder_cell',
  parameters: {},
  inputs: { a: 1, b: 1, cin: 1 },
  outputs: { sum: 1, cout: 1 },
  evaluate: ({ a, b, cin }) => {
    const { sum, cout } = fullAdder(Number(a) as Binary, Number(b) as Binary, Number(cin) as Binary);
    return { sum: BigInt(sum), cout: BigInt(cout) };
  },
};

const halfAdderBlock: CombinationalBlock = {
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

export const adderBlocks: readonly CombinationalBlock[] = [
  halfAdderBlock,
  fullAdderBlock,
  { ...fullAdderBlock, id: 'full-adder-gates', title: 'Full adder of gates', module: 'full_adder', onlyGates: true },
];
