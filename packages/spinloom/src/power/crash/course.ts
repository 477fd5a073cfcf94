/**
 * The course of a layer without a failure, on the literal machine, with forks along the way: where crashes start from, and what a run after a crash is compared with.
 *
 * Once a machine that came back agrees with the undisturbed one at the same step, the rest is the same: no need to run it.
 */
import { literalMachine, type Machine, type Storing } from '../../engine/machine/index.ts';
import {
  type CheckpointPlan,
  type LayerSchedule,
  layerShape,
  type Organisation,
  type Placement,
  type Program,
  place,
  type Step,
  schedule,
} from '../../engine/schedule/index.ts';
import type { Dot } from '../../network/index.ts';

export interface CrashTask {
  readonly layer: Dot;
  /** Codes [channel, y, x] of one image. */
  readonly input: Uint8Array;
  readonly program: Program;
  readonly organisation: Organisation;
  readonly replicas: number;
  readonly checkpoints: CheckpointPlan;
}

export interface Course {
  readonly task: CrashTask;
  readonly placement: Placement;
  readonly run: LayerSchedule;
  /** The undisturbed machine before a step; steps of [from, to]. A fork: may be changed. */
  readonly before: (step: number) => Machine;
  /** The same, not to be changed: undefined where none is kept. */
  readonly kept: (step: number) => Machine | undefined;
  /** Steps of the schedule; kept once made, crashes run the same few again and again. */
  readonly at: (step: number) => Step;
  readonly from: number;
  readonly to: number;
}

/** Runs the layer up to step `to` and keeps a fork before every `stride`-th step from `from` on. */
export function courseOf(task: CrashTask, range: (run: LayerSchedule) => { readonly from: number; readonly to: number }, stride: number): Course {
  const { layer, input, program, organisation, replicas, checkpoints } = task;
  const placement = place(layerShape(layer), organisation, program.rules, replicas);
  const run = schedule(0, placement, { ...program, checkpoints });
  const storing: Storing = { commit: checkpoints.commit, flipFlops: checkpoints.flipFlops };
  const { from, to } = range(run);
  const machine = literalMachine(placement, layer, input, undefined, storing);
  const forks = new Map<number, Machine>();
  const steps: Step[] = [];
  const at = (index: number): Step => (steps[index] ??= run.at(index));
  for (let step = 0; step < to; step++) {
    if (step >= from && (step - from) % stride === 0) forks.set(step, machine.fork());
    machine.step(at(step));
  }
  forks.set(to, machine);
  return {
    task,
    placement,
    run,
    from,
    to,
    at,
    kept: (step) => forks.get(step),
    before: (step) => {
      const exact = forks.get(step);
      if (exact !== undefined) return exact.fork();
      const start = from + Math.floor((step - from) / stride) * stride;
      const fork = forks.get(start)!.fork();
      for (let on = start; on < step; on++) fork.step(at(on));
      return fork;
    },
  };
}

/** First step of each round of windows, and the end of the last. */
export function roundsOf(run: LayerSchedule): readonly number[] {
  const starts: number[] = [];
  const { placement } = run;
  const rounds = Math.ceil(placement.layerShape.windows / placement.replicas);
  for (let round = 0; round < rounds; round++) starts.push(firstOf(run, (window, phase) => phase === 'pool' || window >= round));
  starts.push(firstOf(run, (_, phase) => phase === 'pool'));
  return starts;
}

/** The first step for which a monotone test holds; the length of the schedule where none does. */
function firstOf(run: LayerSchedule, holds: (window: number, phase: string) => boolean): number {
  let [low, high] = [0, run.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { at } = run.at(middle);
    if (holds(at.window, at.phase)) high = middle;
    else low = middle + 1;
  }
  return low;
}
