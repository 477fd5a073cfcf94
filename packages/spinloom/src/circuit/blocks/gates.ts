/** The library's simplest parts as blocks, so that their figures are measured as all others are. */
import type { Block, ClockedBlock, CombinationalBlock, Ports } from './types.ts';

function gate(id: string, title: string, module: string, inputs: readonly string[], y: (inputs: Ports) => bigint): CombinationalBlock {
  return {
    kind: 'combinational',
    id,
    title,
    cite: 'part of the add-ons',
    module,
    parameters: {},
    inputs: Object.fromEntries(inputs.map((name) => [name, 1])),
    outputs: { y: 1 },
    evaluate: (given) => ({ y: y(given) }),
  };
}

const flipFlop: ClockedBlock = {
  kind: 'clocked',
  id: 'flip-flop',
  title: 'Flip-flop',
  cite: 'part of the add-ons',
  module: 'flip_flop',
  parameters: {},
  inputs: { d: 1 },
  outputs: { q: 1 },
  step: (_, { d }) => ({ q: d! }),
  opening: { d: 0n },
  operation: { clocks: 1, what: 'one clock with a random bit', held: () => ({}) },
};

export const gates: readonly Block[] = [
  gate('inverter', 'Inverter', 'inverter', ['a'], ({ a }) => a! ^ 1n),
  gate('nand', 'NAND of two', 'nand2', ['a', 'b'], ({ a, b }) => (a! & b!) ^ 1n),
  gate('or', 'OR of two', 'or2', ['a', 'b'], ({ a, b }) => a! | b!),
  gate('xor', 'XOR of two', 'xor2', ['a', 'b'], ({ a, b }) => a! ^ b!),
  gate('mux', 'Two-way multiplexer', 'mux2', ['a', 'b', 's'], ({ a, b, s }) => (s === 1n ? b! : a!)),
  flipFlop,
];
