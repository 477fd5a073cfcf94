/** Leakage of a cell in each state of its inputs, and the check that its transistors compute its formula. */
import { refuse } from 'spinloom';
import { average, type SpiceEngine, valueAt, type Waveforms } from '../spice/index.ts';
import type { Cell } from './cells.ts';
import { type Conditions, head, held, ramps } from './conditions.ts';
import { assignments } from './formula.ts';

export interface Leakage {
  readonly when: Readonly<Record<string, boolean>>;
  readonly nW: number;
}

/** Power of all sources, those of the inputs included (gate leakage), 3 ns after the last edge. */
export async function leakage(engine: SpiceEngine, cell: Cell, at: Conditions): Promise<Leakage[]> {
  const found: Leakage[] = [];
  for (const when of assignments(cell.inputs)) {
    const run = await engine.simulate(settled(cell, when, at));
    for (const [name, formula] of Object.entries(cell.outputs)) {
      const volts = valueAt(run, `v(${name.toLowerCase()})`, end_ps * 1e-12);
      const expected = cell.flipFlop !== undefined && resets(cell, when) ? false : formula.value(when);
      if (Math.abs(volts - (expected ? at.supply_V : 0)) > 0.02 * at.supply_V)
        refuse(
          `cell ${cell.name} gives ${name} = ${volts.toFixed(3)} V for ${JSON.stringify(when)}, expected ${expected ? 1 : 0}; correct its drawing`,
        );
    }
    found.push({ when, nW: power(run, cell, when, at) * 1e9 });
  }
  return found;
}

const end_ps = 4000;

/** The cell in a state of its inputs. A flip-flop first takes D at a clock edge, so that its state is that of D. */
function settled(cell: Cell, when: Readonly<Record<string, boolean>>, at: Conditions): string {
  const source = (name: string): string => {
    if (name !== 'CK' || cell.flipFlop === undefined) return held(name, at.supply_V, when[name]!);
    return ramps(name, at.supply_V, at.typical.slew_ps, false, when.CK ? [200] : [200, 700]);
  };
  return [head(`${cell.name} at rest`, cell, at), ...cell.inputs.map(source), `.tran 10p ${end_ps}p`, '.end'].join('\n');
}

function power(run: Waveforms, cell: Cell, when: Readonly<Record<string, boolean>>, { supply_V }: Conditions): number {
  const current = (name: string): number => -average(run, `i(${name})`, (end_ps - 1000) * 1e-12, end_ps * 1e-12);
  const inputs = cell.inputs.reduce((total, name) => total + (when[name]! ? current(`v_${name.toLowerCase()}`) : 0), 0);
  return supply_V * (current('vdd') + inputs);
}

function resets(cell: Cell, when: Readonly<Record<string, boolean>>): boolean {
  const reset = cell.flipFlop?.reset;
  return reset !== undefined && !when[reset]!;
}
