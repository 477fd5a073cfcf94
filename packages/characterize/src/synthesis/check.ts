/** The mapped netlist of a block against its TypeScript function: all inputs (and states) where they are few, seeded vectors where they are many. */
import { type Block, type ClockedBlock, type Ports, refuse, stream } from 'spinloom';
import { heldInputs, randomPorts } from './bench.ts';
import type { Netlist } from './netlist.ts';
import { type Simulation, simulation } from './simulate.ts';

/** Input bits up to which all inputs are tried. */
const exhaustiveBits = 18;
/** Bits of inputs and state up to which a clocked block is stepped from every state. */
const exhaustiveSteps = 20;
/** Groups of 32 random vectors of a combinational block; clocks beyond two operations of a clocked one, in 32 runs. */
const groups = 32;

export type Coverage = 'all inputs' | 'all inputs and states' | 'seeded vectors';

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
  if (checkSteps(run, block, netlist, bits)) return 'all inputs and states';
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

/**
 * Steps a clocked block once from every state with all inputs, where those are few; false where not. State counts where the function or the netlist reads it, and then all
 * of it must be in the outputs.
 */
function checkSteps(run: Simulation, block: ClockedBlock, netlist: Netlist, inputBits: number): boolean {
  const held = new Set(
    netlist.flipFlops.flatMap(({ cell, nets }) => cell.pins.filter((pin) => pin.direction === 'output').map((pin) => nets[pin.name])),
  );
  const readers = [...netlist.gates, ...netlist.flipFlops];
  const forgetful =
    ignoresState(block) && !readers.some((each) => each.cell.pins.some((pin) => pin.direction === 'input' && held.has(each.nets[pin.name])));
  const seen = new Set(Object.values(netlist.outputs).flat());
  if (!forgetful && [...held].some((net) => net !== undefined && !seen.has(net))) return false;
  const ports = { ...block.inputs, ...(forgetful ? {} : renamed(block.outputs)) };
  const bits = forgetful ? inputBits : inputBits + Object.values(block.outputs).reduce((sum, width) => sum + width, 0);
  if (bits > exhaustiveSteps) return false;
  for (let group = 0; group < Math.ceil(2 ** bits / 32); group++) {
    const cases = lanes((lane) => portsOf(BigInt((group * 32 + lane) % 2 ** bits), ports));
    const states = cases.map((each) =>
      forgetful ? unseen : Object.fromEntries(Object.keys(block.outputs).map((port) => [port, each[stateOf(port)]!])),
    );
    if (!forgetful) for (const [port, width] of Object.entries(block.outputs)) run.hold(port, wordsOf(states, port, width));
    drive(run, block, cases);
    run.settle();
    run.clock();
    compare(
      run,
      block,
      cases,
      cases.map((each, lane) => block.step(states[lane]!, each)),
    );
  }
  return true;
}

const stateOf = (port: string): string => `state ${port}`;
const renamed = (ports: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(ports).map(([port, width]) => [stateOf(port), width]));

/** Stands for a state that a step must not look at. */
const unseen: Ports = new Proxy<Ports>({}, { get: () => refuse('a step looks at the state'), ownKeys: () => refuse('a step looks at the state') });

/** Whether a step gives its result without a look at the state; the steps that follow are taken without one too. */
function ignoresState(block: ClockedBlock): boolean {
  try {
    for (const bit of [0n, 1n])
      block.step(unseen, Object.fromEntries(Object.entries(block.inputs).map(([port, width]) => [port, bit * ((1n << BigInt(width)) - 1n)])));
    return true;
  } catch {
    return false;
  }
}

const lanes = <T>(make: (lane: number) => T): T[] => Array.from({ length: 32 }, (_, lane) => make(lane));

function drive(run: Simulation, block: Block, cases: readonly Ports[]): void {
  for (const [port, width] of Object.entries(block.inputs)) run.drive(port, wordsOf(cases, port, width));
}

/** A port of 32 cases: one word of cases a bit. */
function wordsOf(cases: readonly Ports[], port: string, width: number): number[] {
  const words = new Array<number>(width).fill(0);
  for (const [lane, ports] of cases.entries()) {
    let rest = ports[port]!;
    for (let bit = 0; rest > 0n; bit++, rest >>= 1n) if ((rest & 1n) === 1n) words[bit]! |= 1 << lane;
  }
  return words;
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
