/** The mapped netlist of a block against its TypeScript function: all inputs where they are few, seeded vectors where they are many. */
import { type Block, type Ports, refuse, stream } from 'spinloom';
import { heldInputs, randomPorts } from './bench.ts';
import type { Netlist } from './netlist.ts';
import { type Simulation, simulation } from './simulate.ts';

/** Input bits up to which all inputs are tried. */
const exhaustiveBits = 17;
/** Groups of 32 random vectors of a combinational block; clocks beyond two operations of a clocked one, in 32 runs. */
const groups = 32;

export type Coverage = 'all inputs' | 'seeded vectors';

/** Refuses with the first inputs at which netlist and function differ. */
export function checkNetlist(block: Block, netlist: Netlist): Coverage {
  const run = simulation(netlist);
  const bits = Object.values(block.inputs).reduce((sum, width) => sum + width, 0);
  const random = stream(3, 'check').child(block.id);
  if (block.kind === 'combinational') {
    const exhaustive = bits <= exhaustiveBits;
    const count = exhaustive ? Math.ceil(2 ** bits / 32) : groups;
    for (let group = 0; group < count; group++) {
      const cases = lanes((lane) =>
        exhaustive
          ? portsOf(BigInt((group * 32 + lane) % 2 ** bits), block.inputs)
          : randomPorts(block, random.child('group', group).child('lane', lane)),
      );
      drive(run, block, cases);
      run.settle();
      compare(run, block, cases, cases.map(block.evaluate));
    }
    return exhaustive ? 'all inputs' : 'seeded vectors';
  }
  let states: Ports[] = lanes(() => ({}));
  const clocks = 1 + 2 * block.operation.clocks + groups;
  for (let clock = 0; clock < clocks; clock++) {
    const held = heldInputs(block, clock);
    const cases = lanes((lane) => ({ ...randomPorts(block, random.child('clock', clock).child('lane', lane)), ...held }));
    drive(run, block, cases);
    run.settle();
    run.clock();
    states = states.map((state, lane) => block.step(state, cases[lane]!));
    compare(run, block, cases, states);
  }
  return 'seeded vectors';
}

const lanes = <T>(make: (lane: number) => T): T[] => Array.from({ length: 32 }, (_, lane) => make(lane));

function drive(run: Simulation, block: Block, cases: readonly Ports[]): void {
  for (const [port, width] of Object.entries(block.inputs)) {
    const words = new Array<number>(width).fill(0);
    for (const [lane, ports] of cases.entries()) {
      let rest = ports[port]!;
      for (let bit = 0; rest > 0n; bit++, rest >>= 1n) if ((rest & 1n) === 1n) words[bit]! |= 1 << lane;
    }
    run.drive(port, words);
  }
}

function compare(run: Simulation, { id, outputs }: Block, cases: readonly Ports[], expected: readonly Ports[]): void {
  for (const port of Object.keys(outputs)) {
    const words = run.read(port);
    for (const [lane, ports] of expected.entries()) {
      let found = 0n;
      for (let bit = words.length - 1; bit >= 0; bit--) found = (found << 1n) | BigInt((words[bit]! >>> lane) & 1);
      if (found === ports[port]) continue;
      const given = Object.entries(cases[lane]!).map(([name, value]) => `${name} = 0x${value.toString(16)}`);
      refuse(`netlist of '${id}' at ${given.join(', ')}: ${port} must be 0x${ports[port]!.toString(16)}, found 0x${found.toString(16)}`);
    }
  }
}

/** Ports from one word, first port in the low bits. */
export function portsOf(word: bigint, ports: Readonly<Record<string, number>>): Ports {
  let rest = word;
  const values: Record<string, bigint> = {};
  for (const [port, width] of Object.entries(ports)) {
    values[port] = rest & ((1n << BigInt(width)) - 1n);
    rest >>= BigInt(width);
  }
  return values;
}
