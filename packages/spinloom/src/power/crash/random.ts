/** Random losses of power over whole layers: runs of one to four losses each, some of them during the restore of the one before, at random torn bits. */

import type { Machine } from '../../engine/machine/index.ts';
import { type Stream, stream } from '../../random/index.ts';
import { type Course, type CrashTask, courseOf } from './course.ts';
import { type Loss, replay } from './replay.ts';
import type { CrashReport, Difference } from './types.ts';

export interface RandomOptions {
  readonly runs: number;
  readonly seed: number;
  /** That a stored bit flips while power is off after each loss. Default 0. */
  readonly flip?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Steps between forks of the undisturbed course. */
const stride = 64;

export function crashAtRandom(task: CrashTask, { runs, seed, flip = 0, onProgress }: RandomOptions): CrashReport {
  const course = courseOf(task, (run) => ({ from: 0, to: run.length }), stride);
  const random = stream(seed, 'crash').child(task.layer.name);
  let [wrong, duringRestore, duringCheckpoint, mostReexecuted] = [0, 0, 0, 0];
  let first: Difference | null = null;
  for (let run = 0; run < runs; run++) {
    const one = crashRun(course, random.child('run', run), flip);
    duringRestore += one.duringRestore;
    duringCheckpoint += one.duringCheckpoint;
    mostReexecuted = Math.max(mostReexecuted, one.reexecuted);
    if (one.difference !== null) {
      wrong += 1;
      first ??= one.difference;
    }
    onProgress?.(run + 1, runs);
  }
  return {
    layer: task.layer.name,
    injected: runs,
    wrong,
    duringRestore,
    duringCheckpoint,
    mostReexecuted,
    first,
    stores: course.kept(course.to)!.stores(),
  };
}

function crashRun(
  course: Course,
  { uniform, child }: Stream,
  flip: number,
): { difference: Difference | null; reexecuted: number; duringRestore: number; duringCheckpoint: number } {
  const { run, placement } = course;
  const rows = placement.rows.weight(0, 0, 0, 0, 0) - placement.rules.scratch.length;
  const losses = 1 + Math.floor(4 * uniform(0));
  let step = Math.floor(run.length * uniform(1));
  const machine: Machine = course.before(step);
  let [duringRestore, duringCheckpoint, at] = [0, 0, 2];
  let loss: Loss = { step, landed: 0, during: 'step' };
  let resumed = 0;
  for (let i = 0; i < losses; i++) {
    const one = course.at(step);
    machine.step(one);
    const landed = Math.floor((machine.underWay() + 1) * uniform(at++));
    machine.lose({ changed: landed });
    if (one.op.op === 'store' || one.op.op === 'commit') duringCheckpoint += 1;
    loss = { step, landed, during: 'step' };
    if (uniform(at++) < 0.3) {
      machine.restore({ rows: 1 + Math.floor(rows * uniform(at++)) });
      machine.lose({ changed: Math.floor((machine.underWay() + 1) * uniform(at++)) });
      duringRestore += 1;
    }
    if (flip > 0) {
      const random = child('flips', i);
      machine.decay((bit) => random.uniform(bit) < flip);
    }
    resumed = machine.restore();
    if (i + 1 === losses || resumed >= run.length) break;
    // The next loss comes a few steps later, on the way through what is done again.
    const next = Math.min(run.length - 1, resumed + Math.floor(60 * uniform(at++)));
    for (let again = resumed; again < next; again++) machine.step(course.at(again));
    step = next;
  }
  const { difference, reexecuted } = replay(course, machine, resumed, loss, flip > 0);
  return { difference, reexecuted, duringRestore, duringCheckpoint };
}
