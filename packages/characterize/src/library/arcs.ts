/** The timing arcs of a cell that has no state: which input moves which output, in which sense, and with which other inputs it is slowest. */
import type { SpiceEngine } from '../spice/index.ts';
import type { Cell } from './cells.ts';
import type { Conditions } from './conditions.ts';
import { assignments } from './formula.ts';
import { type ArcInput, measureArc } from './measure.ts';

/** All assignments of the other inputs under which `from` moves `to`, by sense. */
export function candidates(cell: Cell, from: string, to: string): Readonly<Record<'positive' | 'negative', readonly ArcInput[]>> {
  const formula = cell.outputs[to]!;
  const others = cell.inputs.filter((name) => name !== from);
  const moving = assignments(others).flatMap((when): ArcInput[] => {
    const [low, high] = [formula.value({ ...when, [from]: false }), formula.value({ ...when, [from]: true })];
    return low === high ? [] : [{ from, to, when, positive: high }];
  });
  return { positive: moving.filter((arc) => arc.positive), negative: moving.filter((arc) => !arc.positive) };
}

/** The slowest assignment of each arc and sense, by the sum of both delays at the typical slew and load. */
export async function slowestArcs(engine: SpiceEngine, cell: Cell, at: Conditions): Promise<ArcInput[]> {
  const chosen: ArcInput[] = [];
  for (const to of Object.keys(cell.outputs))
    for (const from of cell.inputs)
      for (const group of Object.values(candidates(cell, from, to))) {
        let [slowest, worst] = [group[0], Number.NEGATIVE_INFINITY];
        if (group.length > 1)
          for (const arc of group) {
            const { rise, fall } = await measureArc(engine, cell, arc, at.typical.slew_ps, at.typical.load_fF, at);
            if (rise.delay_ps + fall.delay_ps > worst) [slowest, worst] = [arc, rise.delay_ps + fall.delay_ps];
          }
        if (slowest !== undefined) chosen.push(slowest);
      }
  return chosen;
}
