/** Transients of a flip-flop: clock to output, asynchronous reset to output, and what the clock and the data cost while the output rests. */
import { crossing, type SpiceEngine } from '../spice/index.ts';
import type { Cell } from './cells.ts';
import { type Conditions, head, held, ramps, window_ps } from './conditions.ts';
import { type Direction, type Edge, inputCharge_fF, outputEdge, supplied_fJ } from './measure.ts';

export interface ClockPoint {
  readonly rise: Edge;
  readonly fall: Edge;
  /** Energy of an edge of CK or D after which the output stays, mean over both states. */
  readonly quiet: { readonly ck: Readonly<Record<Direction, number>>; readonly d: Readonly<Record<Direction, number>> };
  readonly input_fF: { readonly CK: number; readonly D: number };
}

/** Two quiet clocks and two that move the output. Energy of the output is beyond that of the quiet clock edge. */
export async function measureClock(engine: SpiceEngine, cell: Cell, slew_ps: number, load_fF: number, at: Conditions): Promise<ClockPoint> {
  const window = window_ps(slew_ps, load_fF, at);
  const when = (half: number): number => half * window;
  const netlist = [
    head(`${cell.name} clocked, slew ${slew_ps} ps, load ${load_fF} fF`, cell, at),
    ramps('CK', at.supply_V, slew_ps, false, [1, 2, 3, 4, 6, 7, 8, 9, 11, 12].map(when)),
    ramps('D', at.supply_V, slew_ps, false, [5, 10].map(when)),
    ...resetHeld(cell, at),
    `c_load Q 0 ${load_fF}f`,
    `.tran ${at.step_ps}p ${when(13)}p`,
    '.end',
  ].join('\n');
  const run = await engine.simulate(netlist);
  const supplied = (half: number): number => supplied_fJ(run, when(half), window, at);
  const mean = (a: number, b: number): number => (a + b) / 2;
  const quiet = { ck: { rise: mean(supplied(3), supplied(8)), fall: mean(supplied(4), supplied(9)) }, d: { rise: supplied(5), fall: supplied(10) } };
  const edge = (half: number, output: Direction, still: number): Edge =>
    outputEdge(run, { from: 'CK', to: 'Q', input: 'rise', output, start_ps: when(half), load_fF, supplied_fJ: supplied(half) - still }, at);
  const charge = (name: string, a: number, b: number): number =>
    mean(inputCharge_fF(run, name, when(a), slew_ps, at), inputCharge_fF(run, name, when(b), slew_ps, at));
  return {
    rise: edge(6, 'rise', supplied(8)),
    fall: edge(11, 'fall', supplied(3)),
    quiet,
    input_fF: { CK: charge('CK', 3, 4), D: charge('D', 5, 10) },
  };
}

/** The fall of Q when the reset falls, the clock at rest; and the charge of the reset. */
export async function measureReset(
  engine: SpiceEngine,
  cell: Cell,
  slew_ps: number,
  load_fF: number,
  at: Conditions,
): Promise<{ readonly fall: Edge; readonly input_fF: number }> {
  const reset = cell.flipFlop!.reset!;
  const window = window_ps(slew_ps, load_fF, at);
  const netlist = [
    head(`${cell.name} reset, slew ${slew_ps} ps, load ${load_fF} fF`, cell, at),
    ramps('CK', at.supply_V, slew_ps, false, [window, 2 * window]),
    held('D', at.supply_V, true),
    ramps(reset, at.supply_V, slew_ps, true, [3 * window, 4 * window]),
    `c_load Q 0 ${load_fF}f`,
    `.tran ${at.step_ps}p ${5 * window}p`,
    '.end',
  ].join('\n');
  const run = await engine.simulate(netlist);
  const start_ps = 3 * window;
  const fall = outputEdge(
    run,
    { from: reset, to: 'Q', input: 'fall', output: 'fall', start_ps, load_fF, supplied_fJ: supplied_fJ(run, start_ps, window, at) },
    at,
  );
  const input_fF = (inputCharge_fF(run, reset, start_ps, slew_ps, at) + inputCharge_fF(run, reset, 4 * window, slew_ps, at)) / 2;
  return { fall, input_fF };
}

export interface Constraint {
  readonly setup_ps: Readonly<Record<Direction, number>>;
  readonly hold_ps: Readonly<Record<Direction, number>>;
}

const [earliest_ps, latest_ps, resolution_ps] = [-100, 100, 1];

/**
 * Setup and hold at the typical slew and load, by bisection to 1 ps. Setup: the least time from an edge of D to that of CK with which Q takes the new
 * value within 1.1 times its usual delay. Hold: the least time from CK to an edge of D after which Q still takes the old value so.
 */
export async function measureConstraint(engine: SpiceEngine, cell: Cell, usual: ClockPoint, at: Conditions): Promise<Constraint> {
  /** Whether Q takes `value`, in time, when D goes from its opposite to it (setup) or from it to its opposite (hold) `late_ps` after CK. */
  const takes = async (value: boolean, kind: 'setup' | 'hold', late_ps: number): Promise<boolean> => {
    const { slew_ps, load_fF } = at.typical;
    const window = window_ps(slew_ps, load_fF, at);
    const clock = 4 * window;
    // Q starts at the opposite of the value; for hold, D takes the value in time before its late edge.
    const before = kind === 'setup' ? [clock + late_ps] : [3 * window, clock + late_ps];
    const netlist = [
      head(`${cell.name} ${kind} ${late_ps} ps`, cell, at),
      ramps('CK', at.supply_V, slew_ps, false, [window, 2 * window, clock]),
      ramps('D', at.supply_V, slew_ps, !value, before),
      ...resetHeld(cell, at),
      `c_load Q 0 ${load_fF}f`,
      `.tran ${at.step_ps}p ${clock + window}p`,
      '.end',
    ].join('\n');
    const run = await engine.simulate(netlist);
    const direction = value ? 'rise' : 'fall';
    const level = at.supply_V / 2;
    const [ck, q] = [
      crossing(run, 'v(ck)', { level, direction: 'rise', after_s: clock * 1e-12 }),
      crossing(run, 'v(q)', { level, direction, after_s: clock * 1e-12 }),
    ];
    return ck !== undefined && q !== undefined && (q - ck) * 1e12 <= 1.1 * usual[direction].delay_ps;
  };
  const bisect = async (value: boolean, kind: 'setup' | 'hold'): Promise<number> => {
    let [bad, good] = kind === 'setup' ? [latest_ps, earliest_ps] : [earliest_ps, latest_ps];
    while (Math.abs(good - bad) > resolution_ps) {
      const middle = (good + bad) / 2;
      if (await takes(value, kind, middle)) good = middle;
      else bad = middle;
    }
    return kind === 'setup' ? -good : good;
  };
  // The direction is that of D's edge.
  return {
    setup_ps: { rise: await bisect(true, 'setup'), fall: await bisect(false, 'setup') },
    hold_ps: { rise: await bisect(false, 'hold'), fall: await bisect(true, 'hold') },
  };
}

function resetHeld(cell: Cell, { supply_V }: Conditions): string[] {
  return cell.flipFlop?.reset === undefined ? [] : [held(cell.flipFlop.reset, supply_V, true)];
}
