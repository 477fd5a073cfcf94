/**
 * F1 and F3: one segment (work W, then a checkpoint of delta) under Poisson failures of rate lambda during on-time. After a failure: off for D, then a restore
 * of R, which a failure can interrupt.
 *
 *   F1  E[T] = e^(lambda R) (1/lambda + D) (e^(lambda (W + delta)) - 1)
 *   F3  E[energy] = [Pw (1 - e^(-lambda W)) / lambda + Pc e^(-lambda W) (1 - e^(-lambda delta)) / lambda] / e^(-lambda (W + delta)) + Er (e^(lambda (W + delta)) - 1)
 *
 * with powers Pw of work and Pc of the checkpoint and energy Er of a restore. The variance of T follows from the same renewal: failed attempts are geometric,
 * their lengths truncated exponentials. W and delta enter F1 as their sum, except in the overhead E[T] / W - 1.
 */
import { notNegative, positive } from '../checks.ts';

export interface FailingSegment {
  /** Failures a second of on-time; above 0. */
  readonly rate_per_s: number;
  readonly work_s: number;
  readonly checkpoint_s: number;
  /** Default 0. */
  readonly restore_s?: number;
  /** Time without power after each failure. Default 0. */
  readonly off_s?: number;
}

export interface SegmentTime {
  readonly time_s: number;
  readonly variance_s2: number;
  /** time_s / work_s - 1. */
  readonly overhead: number;
  /** Expected failures of one segment, those during restores included. */
  readonly failures: number;
  readonly failuresVariance: number;
}

export function segmentTime({ rate_per_s, work_s, checkpoint_s, restore_s = 0, off_s = 0 }: FailingSegment): SegmentTime {
  positive(rate_per_s, 'rate_per_s');
  const length = positive(work_s, 'work_s') + notNegative(checkpoint_s, 'checkpoint_s');
  notNegative(restore_s, 'restore_s');
  notNegative(off_s, 'off_s');
  const x = rate_per_s * length;
  const time_s = Math.exp(rate_per_s * restore_s) * (1 / rate_per_s + off_s) * Math.expm1(x);
  // Recovery: off, then restores until one is not interrupted.
  const restore = attempts(rate_per_s, restore_s);
  const recovery = { mean: off_s + restore_s + restore.lost * (restore.mean + off_s), variance: restore.variance(off_s, 0) };
  const segment = attempts(rate_per_s, length);
  const variance_s2 = segment.variance(recovery.mean, recovery.variance);
  // Each failed attempt brings a geometric number of interrupted restores.
  const failuresVariance = segment.lost * restore.lost * (1 + restore.lost) + segment.lost * (1 + segment.lost) * (1 + restore.lost) ** 2;
  return { time_s, variance_s2, overhead: time_s / work_s - 1, failures: segment.lost * (1 + restore.lost), failuresVariance };
}

interface Attempts {
  /** Expected failed attempts. */
  readonly lost: number;
  /** Mean length of a failed attempt. */
  readonly mean: number;
  /** Variance of the sum over failed attempts, each with an independent addition of that mean and variance. */
  readonly variance: (addedMean: number, addedVariance: number) => number;
}

/** Attempts at an uninterrupted stretch of a length: geometric in number, each failed one exponential, cut off at the length. */
function attempts(rate: number, length: number): Attempts {
  const x = rate * length;
  const lost = Math.expm1(x);
  if (lost === 0) return { lost: 0, mean: 0, variance: () => 0 };
  const mean = 1 / rate - length / lost;
  const variance = 1 / rate ** 2 - (length ** 2 * Math.exp(x)) / lost ** 2;
  return {
    lost,
    mean,
    // Variance of a geometric sum: E[N] Var + Var[N] mean^2, Var[N] = lost (1 + lost).
    variance: (addedMean, addedVariance) => lost * (Math.max(0, variance) + addedVariance) + lost * (1 + lost) * (mean + addedMean) ** 2,
  };
}

export interface FailingEnergy extends FailingSegment {
  readonly work_W: number;
  readonly checkpoint_W: number;
  /** Of one restore, uninterrupted. */
  readonly restore_J: number;
}

/** F3: expected energy of one segment, lost work and restores included. Restores are not interrupted here. */
export function segmentEnergy_J({ rate_per_s, work_s, checkpoint_s, work_W, checkpoint_W, restore_J }: FailingEnergy): number {
  positive(rate_per_s, 'rate_per_s');
  notNegative(work_W, 'work_W');
  notNegative(checkpoint_W, 'checkpoint_W');
  notNegative(restore_J, 'restore_J');
  const working = -Math.expm1(-rate_per_s * positive(work_s, 'work_s')) / rate_per_s;
  const storing = (Math.exp(-rate_per_s * work_s) * -Math.expm1(-rate_per_s * notNegative(checkpoint_s, 'checkpoint_s'))) / rate_per_s;
  const x = rate_per_s * (work_s + checkpoint_s);
  return (work_W * working + checkpoint_W * storing) * Math.exp(x) + restore_J * Math.expm1(x);
}
