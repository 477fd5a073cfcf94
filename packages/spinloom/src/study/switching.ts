/** Switching trials in chunks that any executor may run; a trial depends on its seed and number alone. */
import { type MacrospinOptions, type Switching, type SwitchingOutcomes, summariseSwitching, switchingOutcomes } from '../device/index.ts';
import { refuse } from '../refusal/index.ts';
import type { Executor, Task } from './executor.ts';

interface TrialRange {
  readonly from: number;
  readonly to: number;
}

export const switchingTask: Task<MacrospinOptions, TrialRange, SwitchingOutcomes> = {
  id: 'switching',
  prepare:
    (options) =>
    ({ from, to }) =>
      switchingOutcomes(options, from, to),
};

/** A day of work on two cores. */
const mostTrials = 1e8;

/** Trials of a chunk: some 80 ms. */
const chunkTrials = 100;

export interface SwitchingRun {
  readonly options: MacrospinOptions;
  readonly trials: number;
  readonly executor: Executor;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface SwitchingDistribution {
  readonly summary: Switching;
  /** Of the trials that switched, in seconds, in the order of the trials. */
  readonly times_s: readonly number[];
}

/** The distribution of switching times. Refuses what `switchingTrials` refuses. */
export async function runSwitching({ options, trials, executor, onProgress }: SwitchingRun): Promise<SwitchingDistribution> {
  if (trials > mostTrials) refuse(`--trials ${trials}: expected at most ${mostTrials}`);
  // Refused here, in one sentence, rather than in a worker.
  switchingOutcomes(options, 0, 0);
  const chunks: TrialRange[] = [];
  for (let from = 0; from < trials; from += chunkTrials) chunks.push({ from, to: Math.min(trials, from + chunkTrials) });
  let done = 0;
  const time_s = new Float64Array(trials);
  const switched = new Uint8Array(trials);
  await executor.each(switchingTask, options, chunks, (index, part) => {
    const { from, to } = chunks[index]!;
    time_s.set(part.time_s, from);
    switched.set(part.switched, from);
    done += to - from;
    onProgress?.(done, trials);
  });
  return { summary: summariseSwitching(options, { time_s, switched }), times_s: [...time_s].filter((time) => !Number.isNaN(time)) };
}
