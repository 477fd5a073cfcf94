/**
 * How long a bit lasts: Arrhenius with an attempt time, tau = tau0 exp(Delta), Delta = barrier / kT.
 *
 *   flip of one bit within t: 1 - exp(-t / tau);  any of N bits: 1 - exp(-N t / tau)
 *   barrier for risk R: Delta = ln(N t / (tau0 (-ln(1 - R))))
 *
 * Source: Neel (1949), Brown, Phys. Rev. 130, 1677 (1963). The attempt time is assumed, 1 ns as usual; it moves Delta by its logarithm only. One
 * barrier for all bits: a spread of sizes costs more. Not for a barrier of a few kT, where nothing is kept anyway.
 */
import { notNegative, positive, share, whole } from '../checks.ts';

/** Usual attempt time, assumed. */
export const attemptTime_s = 1e-9;

export interface RetentionOptions {
  /** Barrier in kT at the temperature of storage. Default 40. */
  readonly barrier_kT?: number;
  /** Default 1e-9. */
  readonly attempt_s?: number;
}

/** Mean time to a flip, seconds. Refuses a barrier of 0 or less; infinite above some 690 kT. */
export function retentionTime_s({ barrier_kT = 40, attempt_s = attemptTime_s }: RetentionOptions = {}): number {
  return positive(attempt_s, 'attempt_s') * Math.exp(positive(barrier_kT, 'barrier_kT'));
}

/** Probability that at least one of `bits` (default 1) flips while `off_s` passes. */
export function flipProbability(off_s: number, bits = 1, options: RetentionOptions = {}): number {
  whole(bits, 'bits', 1, Number.MAX_SAFE_INTEGER);
  return -Math.expm1((-bits * notNegative(off_s, 'off_s')) / retentionTime_s(options));
}

export interface StorageTask {
  readonly bits: number;
  readonly off_s: number;
  /** Probability, that is accepted, that at least one bit flips. */
  readonly risk: number;
}

/** Barrier in kT that keeps `bits` for `off_s` at a risk. 0 where no barrier is needed. */
export function barrierNeeded_kT({ bits, off_s, risk }: StorageTask, attempt_s: number = attemptTime_s): number {
  whole(bits, 'bits', 1, Number.MAX_SAFE_INTEGER);
  const attempts = (bits * positive(off_s, 'off_s')) / positive(attempt_s, 'attempt_s');
  return Math.max(0, Math.log(attempts / -Math.log1p(-share(risk, 'risk'))));
}
