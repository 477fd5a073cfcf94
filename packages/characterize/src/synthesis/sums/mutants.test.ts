/** The algebra against an evaluation of the same cells, bit by bit: of adder networks that are broken at random, none that computes something else may be accepted. */
import { blocks, type CombinationalBlock, type Ports, type Stream, stream } from 'spinloom';
import { expect, it } from 'vitest';
import { portsOf } from '../check.ts';
import { rtlFiles } from '../sources.ts';
import { runYosys } from '../yosys.ts';
import { topOf } from './adders.ts';
import type { Module } from './network.ts';
import { proveSums } from './prove.ts';

type Wires = { readonly type: string; readonly connections: Record<string, (number | string)[]> };

/** Outputs of the module, or undefined where a loop or an open wire leaves one unknown. */
function evaluated(module: Module, inputs: Ports): Ports | undefined {
  const values = new Map<number | string, number>([
    ['0', 0],
    ['1', 1],
  ]);
  const set = (word: bigint, bits: readonly (number | string)[]): void => {
    for (const [i, bit] of bits.entries()) values.set(bit, Number((word >> BigInt(i)) & 1n));
  };
  for (const [port, { bits, direction }] of Object.entries(module.ports)) if (direction === 'input') set(inputs[port]!, bits);
  const cells = new Set(Object.values(module.cells).filter(({ type }) => type !== '$scopeinfo'));
  const word = (bits: readonly (number | string)[]): bigint => bits.reduceRight((sum, bit) => (sum << 1n) | BigInt(values.get(bit)!), 0n);
  for (let before = -1; before !== cells.size; ) {
    before = cells.size;
    for (const cell of cells) {
      const { type, connections } = cell;
      const own = outputs[type]!;
      const read = Object.entries(connections).filter(([port]) => !own.includes(port));
      if (read.some(([, bits]) => bits.some((bit) => !values.has(bit)))) continue;
      const given = Object.fromEntries(read.map(([port, bits]) => [port, word(bits)]));
      const made = functions[type]!(given);
      for (const port of own) set(made[port]!, connections[port]!);
      cells.delete(cell);
    }
  }
  if (cells.size > 0) return undefined;
  return Object.fromEntries(
    Object.entries(module.ports)
      .filter(([, { direction }]) => direction === 'output')
      .map(([port, { bits }]) => [port, word(bits)]),
  );
}

const added = (total: bigint): Ports => ({ sum: total & 1n, cout: total >> 1n });
const functions: Readonly<Record<string, (given: Ports) => Ports>> = {
  half_adder: ({ a, b }) => added(a! + b!),
  full_adder: ({ a, b, cin }) => added(a! + b! + cin!),
  compressor42_xm: ({ x1, x2, x3, x4, cin }) => {
    const all = x1! ^ x2! ^ x3! ^ x4!;
    return { sum: all ^ cin!, carry: all === 1n ? cin! : x4!, cout: x1 === x2 ? x1! : x3! };
  },
  $add: ({ A, B }) => ({ Y: A! + B! }),
  $and: ({ A, B }) => ({ Y: A! & B! }),
  $not: ({ A }) => ({ Y: ~A! }),
};
const outputs: Readonly<Record<string, readonly string[]>> = {
  half_adder: ['sum', 'cout'],
  full_adder: ['sum', 'cout'],
  compressor42_xm: ['sum', 'carry', 'cout'],
  $add: ['Y'],
  $and: ['Y'],
  $not: ['Y'],
};

/** Exchanges two wires of the same direction, or holds an input. */
function broken(text: string, random: Stream): Module {
  const module = topOf(text);
  const cells = Object.values(module.cells).filter(({ type }) => type !== '$scopeinfo') as unknown as Wires[];
  let drawn = 0;
  const below = (count: number): number => random.uint32(drawn++) % count;
  const wire = (output: boolean): readonly [bits: (number | string)[], place: number] => {
    const { type, connections } = cells[below(cells.length)]!;
    const ports = Object.keys(connections).filter((port) => outputs[type]!.includes(port) === output);
    const bits = connections[ports[below(ports.length)]!]!;
    return [bits, below(bits.length)];
  };
  const kind = below(3);
  const [bits, place] = wire(kind === 0);
  if (kind === 2) bits[place] = String(below(2));
  else {
    const [others, other] = wire(kind === 0);
    [bits[place], others[other]] = [others[other]!, bits[place]!];
  }
  return module;
}

it.each(['compressor-tree-8', 'compressor-fold-8', 'popcount-8'])('accepts no broken %s that computes something else', async (id) => {
  const block = blocks.find((each) => each.id === id) as CombinationalBlock;
  const files = rtlFiles();
  const { files: made } = await runYosys(
    [
      `read_verilog -sv ${Object.keys(files).join(' ')}`,
      `hierarchy -top ${block.module} -chparam N 8`,
      'rename -top top',
      'setattr -mod -set keep_hierarchy 1 full_adder half_adder compressor42_xm',
      'proc',
      'flatten',
      'opt_clean',
      'write_json adders.json',
    ],
    files,
    `reading '${id}'`,
  );
  const bits = Object.values(block.inputs).reduce((sum, width) => sum + width, 0);
  const words = Array.from({ length: 256 }, (_, i) => BigInt(bits === 8 ? i : stream(4, 'mutants').child('words').uint32(i) % 2 ** bits));
  const expected = words.map((word) => block.evaluate(portsOf(word, block.inputs)));
  const same = (module: Module): boolean =>
    words.every((word, i) => {
      const found = evaluated(module, portsOf(word, block.inputs));
      return found !== undefined && Object.entries(expected[i]!).every(([port, value]) => found[port] === value);
    });
  const accepted = (module: Module): boolean => {
    try {
      proveSums(block, module);
      return true;
    } catch {
      return false;
    }
  };
  const text = made['adders.json']!;
  expect(same(topOf(text))).toBe(true);
  expect(accepted(topOf(text))).toBe(true);
  let rejected = 0;
  for (let i = 0; i < 120; i++) {
    const module = broken(text, stream(4, 'mutants').child(id, i));
    if (!accepted(module)) rejected++;
    else expect(same(module), `mutant ${i}`).toBe(true);
  }
  expect(rejected).toBeGreaterThan(40);
});
