/**
 * F5: a volatile task of duration T under Poisson failures of rate lambda, restarted from its beginning after each: slowdown (e^x - 1) / x with x = lambda T,
 * and the completed tasks relative to no failures, x / (e^x - 1).
 */
import { positive } from '../checks.ts';

export interface Restart {
  readonly slowdown: number;
  /** Completed tasks relative to a supply without failures. */
  readonly completed: number;
}

/** `x`: failure rate x duration of the task, above 0. */
export function volatileRestart(x: number): Restart {
  const growth = Math.expm1(positive(x, 'x'));
  return { slowdown: growth / x, completed: x / growth };
}
