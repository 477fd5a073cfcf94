/**
 * F6 and F9: what one burst of energy does, without chance.
 *
 *   F6  segments = floor((E - Er) / (K e + ec)), steps = K segments; no progress iff K e + ec > E - Er.
 *       Just in time (stored once, when the supply warns): floor((E - Er - ec) / e) steps.
 *   F9  harvest P0 < Pact without leak: duty = P0 / Pact, t_on = dE / (Pact - P0), t_off = dE / P0, energy of a burst dE Pact / (Pact - P0).
 */
import { notNegative, positive, whole } from '../checks.ts';

export interface Burst {
  /** Energy that one burst gives the load, E. */
  readonly burst_J: number;
  readonly restore_J: number;
  /** Of one step, e. */
  readonly step_J: number;
  /** Of one checkpoint, ec. */
  readonly checkpoint_J: number;
  /** Steps between checkpoints, K. */
  readonly interval: number;
}

export interface BurstProgress {
  readonly segments: number;
  /** Steps whose result is kept. */
  readonly steps: number;
  /** Steps of the just-in-time rival. */
  readonly justInTime: number;
  /** Most steps between checkpoints at which there is progress; 0: none at any interval. */
  readonly maximumInterval: number;
}

export function burstSteps({ burst_J, restore_J, step_J, checkpoint_J, interval }: Burst): BurstProgress {
  positive(burst_J, 'burst');
  notNegative(restore_J, 'restore');
  positive(step_J, 'step');
  notNegative(checkpoint_J, 'checkpoint');
  whole(interval, 'interval');
  const left = burst_J - restore_J;
  const segments = Math.max(0, wholes(left / (interval * step_J + checkpoint_J)));
  const rival = Math.max(0, wholes((left - checkpoint_J) / step_J));
  return { segments, steps: segments * interval, justInTime: rival, maximumInterval: rival };
}

/** Floor, guarded against a quotient that rounding put just below a whole number: 0.3 / 0.1 is 3. */
const wholes = (quotient: number): number => Math.floor(quotient * (1 + 1e-12));

export interface DutyCycle {
  /** Energy between the two thresholds, dE. */
  readonly stored_J: number;
  /** Into the storage, above 0 and below `active_W`. */
  readonly harvest_W: number;
  /** Drawn while running. */
  readonly active_W: number;
}

export interface Duty {
  readonly duty: number;
  readonly on_s: number;
  readonly off_s: number;
  readonly burst_J: number;
}

/** F9. A harvest of `active_W` or more never stops: refused by an infinite on-time, duty 1. */
export function dutyCycle({ stored_J, harvest_W, active_W }: DutyCycle): Duty {
  positive(stored_J, 'stored');
  positive(harvest_W, 'harvest');
  positive(active_W, 'active');
  if (harvest_W >= active_W) return { duty: 1, on_s: Number.POSITIVE_INFINITY, off_s: stored_J / harvest_W, burst_J: Number.POSITIVE_INFINITY };
  const on_s = stored_J / (active_W - harvest_W);
  return { duty: harvest_W / active_W, on_s, off_s: stored_J / harvest_W, burst_J: active_W * on_s };
}
