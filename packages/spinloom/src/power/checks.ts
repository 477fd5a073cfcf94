/** Checks of the numbers that come in from outside. Each returns the number, or refuses it in one sentence. */
import { refuse } from '../refusal/index.ts';

/** A finite number above 0. */
export function positive(value: number, what: string): number {
  return Number.isFinite(value) && value > 0 ? value : refuse(`${what}: expected a number above 0, found ${value}`);
}

/** A finite number of 0 or more. */
export function notNegative(value: number, what: string): number {
  return Number.isFinite(value) && value >= 0 ? value : refuse(`${what}: expected 0 or more, found ${value}`);
}

/** A probability strictly between 0 and 1. */
export function probability(value: number, what: string): number {
  return value > 0 && value < 1 ? value : refuse(`${what}: expected a number between 0 and 1, both excluded, found ${value}`);
}

/** A share above 0, at most 1. */
export function efficiency(value: number, what: string): number {
  return value > 0 && value <= 1 ? value : refuse(`${what}: expected a share above 0 and at most 1, found ${value}`);
}

/** A whole number of at least `least`. */
export function whole(value: number, what: string, least = 1): number {
  return Number.isSafeInteger(value) && value >= least ? value : refuse(`${what}: expected a whole number of at least ${least}, found ${value}`);
}
