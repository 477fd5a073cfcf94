/** P15: runs on harvested power give the same integers in Chromium and, through runs.test.ts, in Node. */
import { describe, expect, it } from 'vitest';
import { constantSource, markovSource, planOf, poissonOutages, type RunOptions, simulate, uniformWorkload } from './index.ts';

const workload = uniformWorkload({ steps: 1000, step_J: 1e-9, active_W: 80e-3, checkpoint_J: 0.5e-9, restore_J: 2e-9 });
const planner = { plan: planOf(workload, { interval: 20, grain: 'part' }) };

describe('the same seed gives the same integers on every engine', () => {
  // The last line is G7; the others were taken from Node: what is held here is that engines agree.
  it.each<[string, Omit<RunOptions, 'planner'>, readonly number[]]>([
    ['Poisson outages', { source: poissonOutages(1e6, 0), images: 50, seed: 5 }, [50, 734, 733, 50_000, 2500, 733]],
    [
      'a Markov source and a leak',
      { source: markovSource(2e-3, 0.01, 0.05, 3), duration_s: 20, storage: { leak_ohm: 1e6, capacitance_F: 2e-6 } },
      [6208, 1078, 1078, 6_208_780, 310_439, 1077],
    ],
    ['constant power', { source: constantSource(1e-3), duration_s: 100 }, [97_492, 3428, 3428, 97_492_320, 4_874_616, 3427]],
  ])('%s', (_, options, integers) => {
    const { images, powerCycles, failures, steps, checkpoints, restores } = simulate({ planner, ...options });
    expect([images, powerCycles, failures, steps, checkpoints, restores]).toEqual(integers);
  });
});
