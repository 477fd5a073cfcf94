/** Checks of error rates, and what they leave untouched. */
import type { ErrorRates } from '../../../circuit/index.ts';
import { refuse } from '../../../refusal/index.ts';

const checked = new WeakSet<ErrorRates>();

/** Refuses a rate that is no probability. */
export function checkRates(rates: ErrorRates): void {
  if (checked.has(rates)) return;
  const all = [...Object.entries(rates.sense), ['write', rates.write] as const];
  for (const [name, values] of all) {
    for (const [state, value] of values.entries()) {
      if (!(value >= 0 && value <= 1)) refuse(`error rate ${name}[${state}] is ${value}: expected a probability from 0 to 1`);
    }
  }
  checked.add(rates);
}

export function anyRate(rates: readonly number[]): boolean {
  return rates.some((rate) => rate > 0);
}

export function errorFree(rates: ErrorRates): boolean {
  return !anyRate(rates.write) && !Object.values(rates.sense).some((values) => anyRate(values));
}
