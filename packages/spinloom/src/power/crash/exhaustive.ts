/**
 * Power lost at every micro-operation of one round of windows and at every torn bit of what was being written, and again at every row and torn bit of the restore.
 *
 * What is left after a loss depends on the non-volatile state alone; losses that leave the same are run once and counted each.
 */
import type { Machine } from '../../engine/machine/index.ts';
import { type Course, type CrashTask, courseOf, roundsOf } from './course.ts';
import { type Loss, type Outcome, replay } from './replay.ts';
import type { CrashReport, Difference } from './types.ts';

export interface ExhaustiveOptions {
  /** Round of windows, from 0. Default: the second, so that checkpoints of an earlier window are there; the only one where there is one. */
  readonly round?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

export function crashEverywhere(task: CrashTask, { round, onProgress }: ExhaustiveOptions = {}): CrashReport {
  let chosen = 0;
  let bounds: readonly number[] = [];
  const course = courseOf(
    task,
    (run) => {
      bounds = roundsOf(run);
      const rounds = bounds.length - 1;
      chosen = Math.min(round ?? 1, rounds - 1);
      // The round before holds the checkpoints to fall back to; the round after shows what a wrong state does.
      return { from: bounds[Math.max(0, chosen - 1)]!, to: bounds[Math.min(rounds, chosen + 2)]! };
    },
    1,
  );
  const [from, to] = [bounds[chosen]!, bounds[chosen + 1]!];
  const tally = tallyOf(course);
  for (let step = from; step < to; step++) {
    const one = course.at(step);
    const machine = course.before(step);
    machine.step(one);
    const most = machine.underWay();
    for (let landed = 0; landed <= most; landed++) {
      const after = landed === 0 ? machine : course.before(step);
      if (landed > 0) after.step(one);
      after.lose({ changed: landed });
      const checkpoint = one.op.op === 'store' || one.op.op === 'commit';
      tally.lost(after, { step, landed, during: 'step' }, checkpoint, landed > 0 && landed < most);
    }
    onProgress?.(step - from + 1, to - from);
  }
  return tally.report();
}

interface Tally {
  /** `torn`: a state that only this loss leaves. */
  readonly lost: (machine: Machine, loss: Loss, checkpoint: boolean, torn: boolean) => void;
  readonly report: () => CrashReport;
}

function tallyOf(course: Course): Tally {
  let [injected, wrong, duringRestore, duringCheckpoint, mostReexecuted] = [0, 0, 0, 0, 0];
  let first: Difference | null = null;
  let last: { readonly machine: Machine; readonly outcome: Outcome } | undefined;
  const count = ({ difference, reexecuted }: Outcome, times: number): void => {
    injected += times;
    mostReexecuted = Math.max(mostReexecuted, reexecuted);
    if (difference === null) return;
    wrong += times;
    first ??= difference;
  };
  const lost = (machine: Machine, loss: Loss, checkpoint: boolean, torn: boolean): void => {
    if (checkpoint) duringCheckpoint += 1;
    if (torn) {
      count(replay(course, machine, machine.restore(), loss), 1);
      return;
    }
    if (last?.machine.agrees(machine)) {
      // Steps executed again grow with the distance; the outcome is the same.
      const { outcome } = last;
      count({ ...outcome, reexecuted: Math.max(0, loss.step + 1 - resumeOf(machine)) }, 1);
      return;
    }
    const back = machine.fork();
    const outcome = replay(course, back, back.restore(), loss);
    count(outcome, 1);
    const again = loss.landed === 0 ? loseAgain(course, machine, loss) : { count: 0, wrong: 0, first: null };
    injected += again.count;
    duringRestore += again.count;
    wrong += again.wrong;
    first ??= again.first;
    last = { machine, outcome };
  };
  return {
    lost,
    report: () => ({
      layer: course.task.layer.name,
      injected,
      wrong,
      duringRestore,
      duringCheckpoint,
      mostReexecuted,
      first,
      stores: course.kept(course.to)!.stores(),
    }),
  };
}

function resumeOf(machine: Machine): number {
  return machine.fork().restore();
}

/** Every row that a restore writes, every torn bit of it: the second restore must find what the first would have. */
function loseAgain(course: Course, lost: Machine, loss: Loss): { readonly count: number; readonly wrong: number; readonly first: Difference | null } {
  const { placement } = course;
  const rows = placement.rows.weight(0, 0, 0, 0, 0) - placement.rules.scratch.length;
  let [count, wrong] = [0, 0];
  let first: Difference | null = null;
  const whole = lost.fork();
  const resumed = whole.restore();
  for (let row = 1; row <= rows; row++) {
    const probe = lost.fork();
    probe.restore({ rows: row });
    const most = probe.underWay();
    for (let landed = 0; landed <= most; landed++) {
      const machine = lost.fork();
      machine.restore({ rows: row });
      machine.lose({ changed: landed });
      const second = machine.restore();
      count += 1;
      if (second === resumed && machine.agrees(whole)) continue;
      const outcome = replay(course, machine, second, { ...loss, landed, during: 'restore' });
      if (outcome.difference === null) continue;
      wrong += 1;
      first ??= outcome.difference;
    }
  }
  return { count, wrong, first };
}
