/** A netlist mapped to cells of a library, from what Yosys writes as JSON. */
import { refuse } from 'spinloom';
import type { Cell, Library, Pin } from './liberty.ts';

/** Nets are numbered; these two are the constants. */
const low = 0;
export const high = 1;

export interface Instance {
  readonly name: string;
  readonly cell: Cell;
  /** Net of each connected pin. */
  readonly nets: Readonly<Record<string, number>>;
}

export interface Netlist {
  readonly name: string;
  /** Nets of each port, least significant first. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly outputs: Readonly<Record<string, readonly number[]>>;
  readonly nets: number;
  /** Combinational cells in an order in which each follows its drivers. */
  readonly gates: readonly Instance[];
  readonly flipFlops: readonly Instance[];
}

interface YosysModule {
  readonly ports: Record<string, { readonly direction: string; readonly bits: readonly (number | string)[] }>;
  readonly cells: Record<string, { readonly type: string; readonly connections: Record<string, readonly (number | string)[]> }>;
}

/** The mapped netlist of a top module. Refuses cells that the library lacks, loops, and flip-flops on another clock than port `clk`. */
export function readNetlist(json: string, top: string, library: Library): Netlist {
  const { modules } = JSON.parse(json) as { readonly modules: Record<string, YosysModule> };
  const module = modules[top] ?? refuse(`netlist: module '${top}' is missing; there are: ${Object.keys(modules).join(', ')}`);
  const numbers = new Map<number | string, number>([
    ['0', low],
    ['1', high],
    // What a bit is that nobody reads does not matter.
    ['x', low],
  ]);
  const net = (bit: number | string): number => {
    const known = numbers.get(bit);
    if (known !== undefined) return known;
    // 'x' shares a net with '0'.
    const made = numbers.size - 1;
    numbers.set(bit, made);
    return made;
  };
  const ports = (direction: string): Record<string, number[]> =>
    Object.fromEntries(
      Object.entries(module.ports)
        .filter(([, port]) => port.direction === direction)
        .map(([name, port]) => [name, port.bits.map(net)]),
    );
  const inputs = ports('input');
  const outputs = ports('output');
  const instances = Object.entries(module.cells)
    .filter(([, { type }]) => type !== '$scopeinfo')
    .map(([name, { type, connections }]): Instance => {
      const cell = library.cells.get(type) ?? refuse(`netlist of '${top}': cell '${type}' is not in library '${library.name}'`);
      return { name, cell, nets: Object.fromEntries(Object.entries(connections).map(([pin, bits]) => [pin, net(bits[0] ?? '0')])) };
    });
  const flipFlops = instances.filter(({ cell }) => cell.flipFlop !== undefined);
  // Simulation and proofs step all flip-flops at once, so no other clock may hide among them.
  for (const { name, cell, nets } of flipFlops) {
    if (nets[cell.flipFlop!.clock] !== inputs.clk?.[0]) refuse(`netlist of '${top}': flip-flop '${name}' is not clocked by port 'clk'`);
  }
  const gates = ordered(
    top,
    instances.filter(({ cell }) => cell.flipFlop === undefined),
    new Set([low, high, ...Object.values(inputs).flat(), ...flipFlops.flatMap((each) => outputNets(each))]),
  );
  return { name: top, inputs, outputs, nets: numbers.size - 1, gates, flipFlops };
}

export const inputPins = ({ cell }: Instance): readonly Pin[] => cell.pins.filter((pin) => pin.direction === 'input');
export const outputPins = ({ cell, nets }: Instance): readonly Pin[] =>
  cell.pins.filter((pin) => pin.direction === 'output' && nets[pin.name] !== undefined);
const outputNets = (instance: Instance): number[] => outputPins(instance).map((pin) => instance.nets[pin.name]!);

function ordered(top: string, gates: readonly Instance[], known: Set<number>): Instance[] {
  const readers = new Map<number, Instance[]>();
  const missing = new Map<Instance, number>();
  const ready: Instance[] = [];
  for (const gate of gates) {
    const unknown = new Set(
      inputPins(gate)
        .map((pin) => gate.nets[pin.name])
        .filter((net): net is number => net !== undefined && !known.has(net)),
    );
    missing.set(gate, unknown.size);
    if (unknown.size === 0) ready.push(gate);
    for (const net of unknown) readers.set(net, [...(readers.get(net) ?? []), gate]);
  }
  for (let at = 0; at < ready.length; at++) {
    for (const net of outputNets(ready[at]!)) {
      if (known.has(net)) continue;
      known.add(net);
      for (const reader of readers.get(net) ?? []) {
        const left = missing.get(reader)! - 1;
        missing.set(reader, left);
        if (left === 0) ready.push(reader);
      }
    }
  }
  if (ready.length < gates.length) refuse(`netlist of '${top}' has a loop of gates, or a net that nothing drives`);
  return ready;
}

/** Capacitance on each net: pins that it drives, and `port_F` for each output port. */
export function loadsOf(netlist: Netlist, port_F: number): Float64Array {
  const loads = new Float64Array(netlist.nets);
  for (const instance of [...netlist.gates, ...netlist.flipFlops]) {
    for (const pin of inputPins(instance)) {
      const net = instance.nets[pin.name];
      if (net !== undefined) loads[net]! += pin.capacitance_F;
    }
  }
  for (const net of Object.values(netlist.outputs).flat()) loads[net]! += port_F;
  return loads;
}
