/**
 * The closed form beside each simulated value. z = (simulated - expected) / sigma; where the form is exact, sigma is what counting in whole units leaves open
 * (half a unit), so that |z| <= 1 means equal.
 */
import { segmentTime } from './closed-form/index.ts';
import type { Plan } from './plan/types.ts';
import { restoreAndReplay } from './simulate/bulk.ts';
import type { RunResult } from './simulate/types.ts';
import type { Harvest, Outages } from './sources/types.ts';
import type { SupplyFigures } from './supply.ts';

export interface Expectation {
  readonly expected: number;
  readonly simulated: number;
  readonly sigma: number;
  readonly z: number;
  /** Formulas of docs/power.md. */
  readonly form: string;
}

export type Expected = Readonly<Record<string, Expectation>>;

function beside(simulated: number, expected: number, sigma: number, form: string): Expectation {
  const spread = Math.max(sigma, Math.abs(expected) * 1e-12, Number.MIN_VALUE);
  return { expected, simulated, sigma: spread, z: (simulated - expected) / spread, form };
}

/** F1 and F5 under random outages: time of the images done, failures. */
export function expectedUnderOutages(plan: Plan, { rate_per_s, off_s }: Outages, run: RunResult): Expected {
  let [time, variance, failures, failuresVariance, on] = [0, 0, 0, 0, 0];
  for (const { count, cost_J, work_J, restore_J } of plan.segments) {
    const segment = {
      rate_per_s,
      work_s: work_J / plan.active_W,
      checkpoint_s: (cost_J - work_J) / plan.active_W,
      restore_s: restore_J / plan.active_W,
    };
    const one = segmentTime({ ...segment, off_s });
    time += count * one.time_s;
    variance += count * one.variance_s2;
    failures += count * one.failures;
    failuresVariance += count * one.failuresVariance;
    on += count * segmentTime({ ...segment, off_s: 0 }).time_s;
  }
  // Hopeless beyond all numbers.
  if (!Number.isFinite(variance)) return { images: beside(run.images, 0, 0.5, 'F1') };
  const images = run.time_s / (time / plan.images);
  const sigmaTime = Math.sqrt((variance * Math.max(run.images, 1)) / plan.images);
  const done = run.images / plan.images;
  const sigmaFailures = Math.sqrt(failuresVariance * Math.max(done, 1));
  return {
    images: beside(run.images, run.end === 'images' ? run.images : images, Math.max(0.5, (images * sigmaTime) / run.time_s), 'F1'),
    ...(run.images === 0
      ? {}
      : {
          time_s: beside(run.time_s, time * done, sigmaTime, 'F1'),
          failures: beside(run.failures, failures * done, sigmaFailures, 'F1'),
          energy_J: beside(run.ledger.harvested_J - run.ledger.converterLoss_J, on * done * plan.active_W, sigmaTime * plan.active_W, 'F3'),
        }),
  };
}

/**
 * F6 and F9 on harvested power.
 *
 * Bursts that differ by less than a segment end at the same place of their segments again and again, so their losses are no independent draws: sigma is then that
 * of one, for all of them.
 */
export function expectedOnHarvest(plan: Plan, source: Harvest, figures: SupplyFigures, run: RunResult): Expected {
  const { unlogged, uniform, active_W } = plan;
  const { burst_J, cycle_s, first_s, never } = figures;
  const constant = source.duration_s === Number.POSITIVE_INFINITY && source.name.startsWith('constant:');
  if (never || (burst_J === Number.POSITIVE_INFINITY && !constant)) return {};
  if (burst_J === Number.POSITIVE_INFINITY) {
    const images = (Math.max(0, run.time_s - first_s) * active_W * plan.images) / plan.cost_J;
    return {
      images: beside(run.images, images, 1, 'F8: runs without a break'),
      failures: beside(run.failures, 0, 0.5, 'F9'),
      time_s: beside(run.time_s, first_s + (run.images * plan.cost_J) / plan.images / active_W, plan.duration_s * 1e-9, 'F8'),
    };
  }
  const { leaked_J, converterLoss_J, clipped_J, stored_J, harvested_J } = run.ledger;
  const consumed = harvested_J - leaked_J - converterLoss_J - clipped_J - stored_J;
  const bursts = constant ? 1 + Math.max(0, Math.floor((run.time_s - first_s) / cycle_s + 1e-9)) : consumed / figures.metBurst_J;
  // A changing harvest adds to each burst what it brings while the load runs.
  const unsure = constant ? 0.5 : Math.max(0.5, (bursts * figures.met_W) / active_W);
  const cycles: Expected = { powerCycles: beside(run.powerCycles, bursts, unsure, 'F9') };
  const exact = uniform !== undefined && constant;
  const spread = exact ? 0 : Math.sqrt(unlogged.variance_J2 + (plan.cut.replay ?? 0) ** 2 * plan.loss.variance_J2);
  // Of a changing harvest the mean burst is that of the run; F6 says what it was worth.
  const burst = constant || run.failures === 0 ? burst_J : run.failedBursts_J / run.failures;
  const equal = source.level_W !== undefined || (burst * figures.met_W) / active_W < 2 * plan.loss.mean_J;
  const counted = uniform !== undefined && equal ? uniform : undefined;
  const failures = Math.max(1, run.failures);
  // The first burst has nothing to restore, and where it keeps nothing there never is.
  const first = counted === undefined ? 0 : burst < counted.segment_J * (1 - 1e-9) ? 1 : 1 / failures;
  const left = burst - (1 - first) * Math.min(burst, restoreAndReplay(plan) + plan.reserve_J);
  if (left < plan.largestSegment_J && counted === undefined) return cycles;
  const lost =
    counted === undefined
      ? unlogged.mean_J
      : first * lostOf(burst, counted.segment_J) + (1 - first) * lostOf(Math.max(0, burst - plan.meanRestore_J - plan.reserve_J), counted.segment_J);
  const failed = equal ? failures : Math.sqrt(failures);
  const image_J = plan.cost_J / plan.images;
  const done = {
    images: beside(run.images, (consumed - run.failures * (burst - left + lost)) / image_J, Math.max(1, (failed * spread) / image_J), 'F6, F9'),
    reexecuted_J: beside(run.ledger.reexecuted_J, run.failures * lost, Math.max(failed * spread, plan.cost_J * 1e-9), 'F6'),
  };
  if (run.failures === 0) return { ...cycles, ...done };
  const perJoule = plan.frames / plan.cost_J;
  return {
    ...cycles,
    ...done,
    stepsPerBurst: beside(
      run.stepsPerBurst,
      (left - lost) * perJoule,
      Math.max(0.5, Math.hypot(((spread * failed) / failures) * perJoule, (plan.skew * plan.frames) / run.failures)),
      'F6',
    ),
    ...(constant ? { duty: beside(run.on_s / run.time_s, figures.duty, 1 / run.failures, 'F9') } : {}),
    ...(constant && run.end === 'images'
      ? { time_s: beside(run.time_s, first_s + run.failures * figures.off_s + consumed / active_W, cycle_s / 2, 'F8, F9') }
      : {}),
  };
}

/** What is left of a burst after whole segments. */
const lostOf = (burst_J: number, segment_J: number): number => burst_J - Math.floor(burst_J / segment_J + 1e-9) * segment_J;
