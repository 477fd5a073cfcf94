/**
 * Retention of bits without power: tau = tau0 e^Delta is the time constant of one bit; it is a two-way street, so after t a bit is wrong with probability
 * p(t) = (1 - e^(-2t/tau)) / 2: Delta -> infinity never, Delta = 0 one half. Of n bits at least one is wrong with 1 - (1 - p)^n.
 *
 * The attempt time tau0 is 1 ns by default, assumed; prefactors up to 1e21 Hz are reported (arXiv 2007.02152), so it is a parameter.
 */
import { notNegative, positive, probability, whole } from '../checks.ts';

export interface RetainedBits {
  readonly barrier_kT: number;
  readonly off_s: number;
  /** Default 1. */
  readonly bits?: number;
  /** Default 1e-9. */
  readonly attempt_s?: number;
}

export interface Retention {
  readonly retention_s: number;
  /** That one bit is wrong. */
  readonly flip: number;
  /** That any of the bits is wrong. */
  readonly anyFlip: number;
}

export function retention({ barrier_kT, off_s, bits = 1, attempt_s = 1e-9 }: RetainedBits): Retention {
  notNegative(barrier_kT, 'barrier');
  notNegative(off_s, 'off');
  whole(bits, 'bits');
  const retention_s = positive(attempt_s, 'attempt') * Math.exp(barrier_kT);
  const flip = -Math.expm1((-2 * off_s) / retention_s) / 2;
  return { retention_s, flip, anyFlip: -Math.expm1(bits * Math.log1p(-flip)) };
}

/** Least barrier that keeps n bits for a time at a risk, for small risks: Delta = ln(n t / (q tau0)). 0 where none is needed. */
export function leastBarrier_kT(bits: number, off_s: number, risk: number, attempt_s = 1e-9): number {
  return Math.max(0, Math.log((whole(bits, 'bits') * positive(off_s, 'off')) / (probability(risk, 'risk') * positive(attempt_s, 'attempt'))));
}
