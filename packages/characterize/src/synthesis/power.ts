/**
 * Energy of a mapped netlist from its simulated activity: each change of a net costs the internal energy of the cell that drives it and half C V^2 of its load;
 * each clock edge costs the clock pins' internal energy and capacitance. Leakage is the sum over cells.
 *
 * Inputs of the block are driven, and paid, by whoever drives them; outputs pay for the standard load. Glitches are not seen.
 */
import { type Arc, type Library, lookUp } from './liberty.ts';
import { type Instance, inputPins, type Netlist, outputPins } from './netlist.ts';
import type { Simulation } from './simulate.ts';
import { inputSlew_s, type Timing } from './timing.ts';

export interface Meter {
  /** Takes the state of the netlist; what changed since the last call is paid. */
  readonly take: () => void;
  /** Adds one period of the clock. */
  readonly clock: () => void;
  /** Forgets what was paid so far. */
  readonly restart: () => void;
  /** Sum of all 32 runs so far, J. */
  readonly energy_J: () => number;
}

export function meter(netlist: Netlist, library: Library, { loads, slews }: Timing, { values }: Simulation): Meter {
  const changes = new Float64Array(netlist.nets);
  const price = new Float64Array(netlist.nets);
  const all = [...netlist.gates, ...netlist.flipFlops];
  for (const instance of all) {
    for (const pin of outputPins(instance)) {
      const net = instance.nets[pin.name]!;
      price[net] = switching(pin.energies, slews, loads[net]!, instance) + 0.5 * loads[net]! * library.voltage_V ** 2;
    }
    // What an input costs its cell whether or not the output moves.
    for (const pin of inputPins(instance)) {
      const net = instance.nets[pin.name];
      if (net !== undefined && !(pin.name === instance.cell.flipFlop?.clock)) price[net]! += alone(pin.energies, slews[net]!);
    }
  }
  let period = 0;
  for (const each of netlist.flipFlops) {
    const pin = each.cell.pins.find(({ name }) => name === each.cell.flipFlop!.clock)!;
    // Two edges a period: internal energy of both, and C V^2.
    period += 2 * alone(pin.energies, inputSlew_s) + pin.capacitance_F * library.voltage_V ** 2;
  }
  let last: Int32Array | undefined;
  let periods = 0;
  return {
    take: () => {
      if (last === undefined) {
        last = values.slice();
        return;
      }
      for (let net = 0; net < values.length; net++) changes[net]! += ones(values[net]! ^ last[net]!);
      last.set(values);
    },
    clock: () => {
      periods += 32;
    },
    restart: () => {
      changes.fill(0);
      periods = 0;
    },
    energy_J: () => changes.reduce((sum, count, net) => sum + count * price[net]!, periods * period),
  };
}

export const leakageOf = (netlist: Netlist): number => [...netlist.gates, ...netlist.flipFlops].reduce((sum, { cell }) => sum + cell.leakage_W, 0);

/** Internal energy of one change of an output: mean over the pins that can cause it, and over both edges. */
function switching(energies: readonly Arc[], slews: Float64Array, load: number, { nets }: Instance): number {
  const each = energies.map((arc) => mean(arc, slews[nets[arc.from] ?? 0] ?? inputSlew_s, load));
  return each.length === 0 ? 0 : each.reduce((sum, value) => sum + value, 0) / each.length;
}

/** Internal energy of one edge of an input pin by itself: mean over both edges. */
function alone(energies: readonly Arc[], slew: number): number {
  const each = energies.filter(({ from }) => from === '').map((arc) => mean(arc, slew, 0));
  return each.length === 0 ? 0 : each.reduce((sum, value) => sum + value, 0) / each.length;
}

function mean({ tables }: Arc, slew: number, load: number): number {
  const both = ['rise_power', 'fall_power'].flatMap((edge) => tables[edge] ?? []);
  return both.reduce((sum, table) => sum + lookUp(table, slew, load), 0) / Math.max(1, both.length);
}

function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
