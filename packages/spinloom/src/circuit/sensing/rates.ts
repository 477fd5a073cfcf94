/** Error rates of a mat's operations on two cells, from the exact probabilities: what the engine's faults take. */
import { refuse } from '../../refusal/index.ts';
import type { ErrorRates } from '../error-rates.ts';
import { errorProbability } from './error-probability.ts';
import type { LawOptions } from './law.ts';
import type { ReferencePlacement, SenseOperation } from './levels.ts';

export interface RateOptions extends LawOptions {
  /** Default 'midpoint'. */
  readonly reference?: ReferencePlacement;
  /** Probability that a write fails, by the value written, as the device tells it. Default [0, 0]. */
  readonly write?: readonly [number, number];
}

/** Refuses a rate outside 0 to 1, and what the law refuses. */
export function errorRates({ write = [0, 0], ...options }: RateOptions = {}): ErrorRates {
  write.forEach((rate, value) => {
    if (!(rate >= 0 && rate <= 1)) refuse(`error rate of writing a ${value} must lie between 0 and 1, found ${rate}`);
  });
  const byOnes = (operation: SenseOperation): readonly number[] => errorProbability({ ...options, operation, fanIn: 2 }).byOnes;
  const two = (operation: SenseOperation): readonly [number, number, number] => {
    const [none, one, both] = byOnes(operation);
    return [none!, one!, both!];
  };
  const [zero, one] = byOnes('read');
  return { sense: { read: [zero!, one!], and: two('and'), or: two('or'), xor: two('xor') }, write };
}
