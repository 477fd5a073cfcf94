/** Checks of the numbers that come in from outside. Each returns the number, or refuses it in one sentence. */
import { refuse } from '../refusal/index.ts';

/** A finite number. */
export function finite(value: number, what: string): number {
  return Number.isFinite(value) ? value : refuse(`${what}: expected a finite number, found ${value}`);
}

/** A finite number above 0. */
export function positive(value: number, what: string): number {
  return finite(value, what) > 0 ? value : refuse(`${what}: expected a number above 0, found ${value}`);
}

/** A finite number of 0 or more. */
export function notNegative(value: number, what: string): number {
  return finite(value, what) >= 0 ? value : refuse(`${what}: expected 0 or more, found ${value}`);
}

/** A probability or share strictly between 0 and 1. */
export function share(value: number, what: string): number {
  return finite(value, what) > 0 && value < 1 ? value : refuse(`${what}: expected a number between 0 and 1, both excluded, found ${value}`);
}

/** A whole number from `least` to `most`. */
export function whole(value: number, what: string, least: number, most: number): number {
  const fits = Number.isInteger(value) && value >= least && value <= most;
  return fits ? value : refuse(`${what}: expected a whole number from ${least} to ${most}, found ${value}`);
}
