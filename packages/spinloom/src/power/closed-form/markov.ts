/**
 * F4: steps executed until K consecutive steps succeed, each failing with probability p: E = ((1 - p)^-K - 1) / p.
 *
 * The exact solution of the Markov chain of a segment that restarts at its first step after each failure; a failed step counts. For p -> 0 it is K.
 */
import { probability, whole } from '../checks.ts';

export interface MarkovSegment {
  /** Steps between checkpoints, K. */
  readonly interval: number;
  /** Probability that power fails within one step, above 0 and below 1. */
  readonly failure: number;
}

/** Expected steps of one segment, lost ones included. Infinite where the segment is hopeless. */
export function markovSteps({ interval, failure }: MarkovSegment): number {
  whole(interval, 'interval');
  probability(failure, 'failure');
  // expm1 and log1p keep the digits of a small p.
  return Math.expm1(-interval * Math.log1p(-failure)) / failure;
}
