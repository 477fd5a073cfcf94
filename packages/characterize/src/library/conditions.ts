/** The conditions of the characterisation. Times are between thresholds: delay from 50 to 50 % of the supply, slew and transition from 20 to 80 %. */
import { refuse, suggestion } from 'spinloom';
import { type Cell, cells } from './cells.ts';
import { subcircuit } from './drawing.ts';

export interface Conditions {
  readonly supply_V: number;
  readonly temperature_C: number;
  /** Threshold flavour of the FreePDK45 card, nominal corner. */
  readonly models: 'VTG' | 'VTL' | 'VTH';
  readonly slews_ps: readonly number[];
  readonly loads_fF: readonly number[];
  /** Where a single number stands for a table: input capacitance, setup, hold, the choice of side inputs. */
  readonly typical: { readonly slew_ps: number; readonly load_fF: number };
  /** Longest time step. */
  readonly step_ps: number;
  /** Time for a cell to settle after an edge: fixed, and for each femtofarad of load. */
  readonly settle: { readonly fixed_ps: number; readonly load_ps: number };
}

export const conditions: Conditions = {
  supply_V: 1,
  temperature_C: 27,
  models: 'VTG',
  slews_ps: [4, 16, 64, 200],
  loads_fF: [0.4, 1.6, 6.4, 25.6],
  typical: { slew_ps: 16, load_fF: 1.6 },
  step_ps: 2,
  settle: { fixed_ps: 300, load_ps: 40 },
};

/** From the start of an edge until a cell has settled. */
export function window_ps(slew_ps: number, load_fF: number, { settle }: Conditions): number {
  return Math.ceil(slew_ps / 0.6 + settle.fixed_ps + settle.load_ps * load_fF);
}

/** Head of a netlist: title, card, temperature, supply and the cell. */
export function head(title: string, cell: Cell, { models, temperature_C, supply_V }: Conditions): string {
  return [
    `* ${title}`,
    '.include modelcard.FreePDK45',
    `.temp ${temperature_C}`,
    subcircuitOf(cell, models),
    `vdd vdd 0 ${supply_V}`,
    `x1 ${[...cell.inputs, ...Object.keys(cell.outputs)].join(' ')} vdd 0 ${cell.name}`,
  ].join('\n');
}

function subcircuitOf(cell: Cell, models: Conditions['models']): string {
  return subcircuit(cell.name, [...cell.inputs, ...Object.keys(cell.outputs)], cell.transistors, models);
}

/** The cell of a name as a SPICE subcircuit: inputs, outputs, vdd, vss. */
export function cellNetlist(name: string, models: Conditions['models'] = conditions.models): string {
  const cell = cells.find((candidate) => candidate.name === name);
  return cell === undefined
    ? refuse(
        `there is no cell '${name}'; ${suggestion(
          name,
          cells.map((known) => known.name),
        )}`,
      )
    : subcircuitOf(cell, models);
}

/** All cells as SPICE subcircuits. */
export function libraryNetlist(models: Conditions['models'] = conditions.models): string {
  return cells.map((cell) => subcircuitOf(cell, models)).join('\n\n');
}

/** A source of straight ramps between levels: each edge starts at its time and goes from rail to rail in slew / 0.6. */
export function ramps(name: string, supply_V: number, slew_ps: number, start: boolean, edges_ps: readonly number[]): string {
  const ramp = slew_ps / 0.6;
  let level = start;
  const points = [`0 ${volts(level, supply_V)}`];
  for (const at of edges_ps) {
    points.push(`${time(at)} ${volts(level, supply_V)}`);
    level = !level;
    points.push(`${time(at + ramp)} ${volts(level, supply_V)}`);
  }
  return `v_${name} ${name} 0 pwl(${points.join(' ')})`;
}

/** A source that holds a level. */
export const held = (name: string, supply_V: number, level: boolean): string => `v_${name} ${name} 0 ${volts(level, supply_V)}`;

const volts = (level: boolean, supply_V: number): string => String(level ? supply_V : 0);
const time = (ps: number): string => `${Number(ps.toPrecision(9))}p`;
