/** One transient of a cell with one switching input: delay, transition and energy of both edges of an output, charge of the input. */
import { refuse } from 'spinloom';
import { crossing, integral, type SpiceEngine, type Waveforms } from '../spice/index.ts';
import type { Cell } from './cells.ts';
import { type Conditions, head, held, ramps, window_ps } from './conditions.ts';

export interface Edge {
  readonly delay_ps: number;
  readonly transition_ps: number;
  /** What the supply gave beyond leakage and the charge of the load. */
  readonly energy_fJ: number;
}

export interface ArcPoint {
  /** Of the output, by its direction. */
  readonly rise: Edge;
  readonly fall: Edge;
  /** Charge of the input a volt, mean of both edges. */
  readonly input_fF: number;
}

export interface ArcInput {
  readonly from: string;
  readonly to: string;
  /** The other inputs. */
  readonly when: Readonly<Record<string, boolean>>;
  readonly positive: boolean;
}

const firstEdge_ps = 100;

/** Runs the arc at one slew and load. */
export async function measureArc(
  engine: SpiceEngine,
  cell: Cell,
  arc: ArcInput,
  slew_ps: number,
  load_fF: number,
  at: Conditions,
): Promise<ArcPoint> {
  const window = window_ps(slew_ps, load_fF, at);
  const edges = [firstEdge_ps, firstEdge_ps + window];
  const netlist = [
    head(`${cell.name} ${arc.from} to ${arc.to}, slew ${slew_ps} ps, load ${load_fF} fF`, cell, at),
    ramps(arc.from, at.supply_V, slew_ps, false, edges),
    ...Object.entries(arc.when).map(([name, level]) => held(name, at.supply_V, level)),
    `c_load ${arc.to} 0 ${load_fF}f`,
    `.tran ${at.step_ps}p ${firstEdge_ps + 2 * window}p`,
    '.end',
  ].join('\n');
  const run = await engine.simulate(netlist);
  const supply = (edge: number): number => supplied_fJ(run, edges[edge]!, window, at);
  const edge = (index: number, input: Direction): Edge => {
    const output = arc.positive === (input === 'rise') ? 'rise' : 'fall';
    return outputEdge(run, { from: arc.from, to: arc.to, input, output, start_ps: edges[index]!, load_fF, supplied_fJ: supply(index) }, at);
  };
  const [first, second] = [edge(0, 'rise'), edge(1, 'fall')];
  const input_fF = (inputCharge_fF(run, arc.from, edges[0]!, slew_ps, at) + inputCharge_fF(run, arc.from, edges[1]!, slew_ps, at)) / 2;
  return arc.positive ? { rise: first, fall: second, input_fF } : { rise: second, fall: first, input_fF };
}

export type Direction = 'rise' | 'fall';

interface OutputEdge {
  readonly from: string;
  readonly to: string;
  readonly input: Direction;
  readonly output: Direction;
  readonly start_ps: number;
  readonly load_fF: number;
  readonly supplied_fJ: number;
}

/** Delay, transition and energy of an output after an edge of an input. */
export function outputEdge(run: Waveforms, edge: OutputEdge, { supply_V }: Conditions): Edge {
  const { from, to, output, start_ps } = edge;
  const cross = (name: string, share: number, direction: Direction): number =>
    crossing(run, `v(${name.toLowerCase()})`, { level: share * supply_V, direction, after_s: start_ps * 1e-12 }) ??
    refuse(`output ${to} never crosses ${share * 100} % after the edge of ${from}: the cell does not compute its formula, or has no time to settle`);
  const [early, late] = output === 'rise' ? [0.2, 0.8] : [0.8, 0.2];
  return {
    delay_ps: (cross(to, 0.5, output) - cross(from, 0.5, edge.input)) * 1e12,
    transition_ps: (cross(to, late, output) - cross(to, early, output)) * 1e12,
    energy_fJ: edge.supplied_fJ - (output === 'rise' ? edge.load_fF * supply_V ** 2 : 0),
  };
}

/** Charge that an edge moves through an input, a volt. */
export function inputCharge_fF(run: Waveforms, input: string, start_ps: number, slew_ps: number, { supply_V }: Conditions): number {
  const charge = integral(run, `i(v_${input.toLowerCase()})`, start_ps * 1e-12, (start_ps + slew_ps / 0.6 + 100) * 1e-12);
  return (Math.abs(charge) / supply_V) * 1e15;
}

/** Energy from the supply in a window beyond what leaks at its end. */
export function supplied_fJ(run: Waveforms, start_ps: number, span_ps: number, at: Conditions): number {
  const [from, to] = [start_ps * 1e-12, (start_ps + span_ps) * 1e-12];
  const tail = 50e-12;
  const leak_A = integral(run, 'i(vdd)', to - tail, to) / tail;
  return -(integral(run, 'i(vdd)', from, to) - leak_A * (to - from)) * at.supply_V * 1e15;
}
