/**
 * F2: the work between checkpoints that makes F1 least: W* = (1 + W0(-e^(-lambda delta - 1))) / lambda, W0 the principal branch of Lambert's function.
 * It depends on neither the restore nor the time off. Beside it the usual approximations:
 *
 *   Young (1974)  sqrt(2 delta / lambda)
 *   Daly (2006)   sqrt(2 delta M) (1 + sqrt(x)/3 + x/9) - delta, with M = 1/lambda, x = delta / (2 M); M itself where delta >= 2 M
 */
import { positive } from '../checks.ts';
import { type FailingSegment, segmentTime } from './failures.ts';

export interface Optimum {
  readonly work_s: number;
  readonly young_s: number;
  readonly daly_s: number;
}

/** Best work between checkpoints for failures of a rate and a checkpoint of a duration, both above 0. */
export function optimalWork(rate_per_s: number, checkpoint_s: number): Optimum {
  const x = positive(rate_per_s, 'rate_per_s') * positive(checkpoint_s, 'checkpoint_s');
  const mean = 1 / rate_per_s;
  const half = checkpoint_s / (2 * mean);
  return {
    work_s: positiveRoot(x) / rate_per_s,
    young_s: Math.sqrt(2 * checkpoint_s * mean),
    daly_s: half >= 1 ? mean : Math.sqrt(2 * checkpoint_s * mean) * (1 + Math.sqrt(half) / 3 + half / 9) - checkpoint_s,
  };
}

/** Frames between checkpoints: the better by F1 of the two whole numbers around W* / frame. */
export function optimalInterval(frame_s: number, segment: Omit<FailingSegment, 'work_s'>): number {
  positive(frame_s, 'frame_s');
  const below = Math.floor(optimalWork(segment.rate_per_s, segment.checkpoint_s).work_s / frame_s);
  if (below < 1) return 1;
  const overhead = (frames: number): number => segmentTime({ ...segment, work_s: frames * frame_s }).overhead;
  return overhead(below) <= overhead(below + 1) ? below : below + 1;
}

/** u = 1 + W0(-e^(-x-1)): the root in (0, 1) of -u - log(1 - u) = x. By Newton, without the cancellation at the branch point. */
function positiveRoot(x: number): number {
  // Checkpoints far longer than the mean time between failures: W0(z) = z to all digits.
  if (x > 30) return -Math.expm1(-x - 1);
  let u = x < 1 ? Math.sqrt(2 * x) / (1 + Math.sqrt(2 * x) / 3) : -Math.expm1(-x - 1);
  for (let round = 0; round < 60; round++) {
    const next = u - ((excess(u) - x) * (1 - u)) / u;
    const kept = next <= 0 ? u / 2 : next >= 1 ? (1 + u) / 2 : next;
    if (Math.abs(kept - u) <= 1e-16 * u) return kept;
    u = kept;
  }
  return u;
}

/** -u - log(1 - u). */
function excess(u: number): number {
  if (u > 0.01) return -u - Math.log1p(-u);
  let sum = 0;
  for (let power = 12; power >= 2; power--) sum = sum * u + 1 / power;
  return sum * u * u;
}
