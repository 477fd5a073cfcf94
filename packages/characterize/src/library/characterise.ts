/** A cell at all slews and loads: its tables. The same netlists give the same tables, to the last digit that is kept. */
import type { SpiceEngine } from '../spice/index.ts';
import { slowestArcs } from './arcs.ts';
import type { Cell } from './cells.ts';
import type { Conditions } from './conditions.ts';
import { type ClockPoint, measureClock, measureConstraint, measureReset } from './flip-flop.ts';
import { leakage } from './leakage.ts';
import { type ArcInput, type Edge, measureArc } from './measure.ts';
import type { ArcTables, CellTables, EdgeTables } from './tables.ts';

export async function characterise(engine: SpiceEngine, cell: Cell, at: Conditions): Promise<CellTables> {
  const states = await leakage(engine, cell, at);
  const common = {
    name: cell.name,
    area_um2: cell.area_um2,
    transistors: cell.transistors.length,
    leakage_nW: kept(mean(states.map(({ nW }) => nW))),
    leakage: states.map(({ when, nW }) => ({ when: condition(when), nW: kept(nW) })),
    functions: Object.fromEntries(Object.entries(cell.outputs).map(([name, formula]) => [name, formula.text])),
  };
  return { ...common, ...(cell.flipFlop === undefined ? await combinational(engine, cell, at) : await sequential(engine, cell, at)) };
}

type Dynamic = Pick<CellTables, 'arcs' | 'capacitance_fF' | 'quiet' | 'reset' | 'constraint'>;

async function combinational(engine: SpiceEngine, cell: Cell, at: Conditions): Promise<Dynamic> {
  const arcs: ArcTables[] = [];
  const charges = new Map<string, number[]>(cell.inputs.map((name) => [name, []]));
  for (const arc of await slowestArcs(engine, cell, at)) {
    const points = await grid(at, (slew, load) => measureArc(engine, cell, arc, slew, load, at));
    arcs.push(
      arcTables(
        arc,
        points.map((row) => row.map(({ rise }) => rise)),
        points.map((row) => row.map(({ fall }) => fall)),
      ),
    );
    charges.get(arc.from)!.push(typicalOf(points, at).input_fF);
  }
  return { arcs, capacitance_fF: Object.fromEntries([...charges].map(([name, values]) => [name, kept(mean(values))])) };
}

async function sequential(engine: SpiceEngine, cell: Cell, at: Conditions): Promise<Dynamic> {
  const points = await grid(at, (slew, load) => measureClock(engine, cell, slew, load, at));
  const typical = typicalOf(points, at);
  const [rise, fall] = [points.map((row) => row.map((point) => point.rise)), points.map((row) => row.map((point) => point.fall))];
  // The load is behind the output stage and does not reach the quiet edges: the typical load stands for all.
  const column = at.loads_fF.indexOf(at.typical.load_fF);
  const bySlew = (energy: (point: ClockPoint) => number): number[] => points.map((row) => kept(energy(row[column]!)));
  const quiet = {
    CK: { rise_fJ: bySlew(({ quiet: { ck } }) => ck.rise), fall_fJ: bySlew(({ quiet: { ck } }) => ck.fall) },
    D: { rise_fJ: bySlew(({ quiet: { d } }) => d.rise), fall_fJ: bySlew(({ quiet: { d } }) => d.fall) },
  };
  const clock: ArcTables = { from: 'CK', to: 'Q', sense: 'clock', when: '', rise: edgeTables(rise), fall: edgeTables(fall) };
  const constraint = await measureConstraint(engine, cell, typical, at);
  const capacitance_fF = { D: kept(typical.input_fF.D), CK: kept(typical.input_fF.CK) };
  const reset = cell.flipFlop?.reset;
  if (reset === undefined) return { arcs: [clock], capacitance_fF, quiet, constraint };
  const resets = await grid(at, (slew, load) => measureReset(engine, cell, slew, load, at));
  const clear: ArcTables = { from: reset, to: 'Q', sense: 'reset', when: '', fall: edgeTables(resets.map((row) => row.map((point) => point.fall))) };
  return { arcs: [clock, clear], capacitance_fF: { ...capacitance_fF, [reset]: kept(typicalOf(resets, at).input_fF) }, quiet, constraint, reset };
}

async function grid<Point>({ slews_ps, loads_fF }: Conditions, measure: (slew_ps: number, load_fF: number) => Promise<Point>): Promise<Point[][]> {
  const rows: Point[][] = [];
  for (const slew of slews_ps) {
    const row: Point[] = [];
    for (const load of loads_fF) row.push(await measure(slew, load));
    rows.push(row);
  }
  return rows;
}

function typicalOf<Point>(points: readonly (readonly Point[])[], { slews_ps, loads_fF, typical }: Conditions): Point {
  return points[slews_ps.indexOf(typical.slew_ps)]![loads_fF.indexOf(typical.load_fF)]!;
}

function arcTables({ from, to, when, positive }: ArcInput, rise: readonly (readonly Edge[])[], fall: readonly (readonly Edge[])[]): ArcTables {
  return { from, to, sense: positive ? 'positive' : 'negative', when: condition(when), rise: edgeTables(rise), fall: edgeTables(fall) };
}

function edgeTables(points: readonly (readonly Edge[])[]): EdgeTables {
  const table = (key: keyof Edge): number[][] => points.map((row) => row.map((edge) => kept(edge[key])));
  return { delay_ps: table('delay_ps'), transition_ps: table('transition_ps'), energy_fJ: table('energy_fJ') };
}

function condition(when: Readonly<Record<string, boolean>>): string {
  return Object.entries(when)
    .map(([name, level]) => (level ? name : `!${name}`))
    .join(' & ');
}

const mean = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0) / values.length;
/** Five digits: more than the models mean, fewer than a change of the last bit reaches. */
const kept = (value: number): number => Number(value.toPrecision(5));
