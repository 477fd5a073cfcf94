/**
 * Probability that a sensing gives the wrong bit, exact for the law of law.ts (exact.ts has the method and its error).
 *
 * XOR errs where OR and not AND does, both decided on one voltage: without ones stored where it lies between the references, with ones alone
 * likewise, otherwise where it lies outside of them.
 */
import { sideProbability } from './exact.ts';
import { type SenseOptions, type Sensing, sensing } from './levels.ts';

export interface ErrorProbability {
  /** Of an error, given the state just below the reference; for XOR, below the reference of OR (no one stored). */
  readonly lower: number;
  /** Given the state just above the reference; for XOR, above the reference of OR (a single one). */
  readonly upper: number;
  /** By the number of ones stored. */
  readonly byOnes: readonly number[];
  /** Over cells that store independent, even bits. */
  readonly uniform: number;
}

/**
 * Error probabilities of an operation; those below 1e-30 are given as 0. Refuses what `sensing` refuses.
 *
 * `errorProbability({ operation: 'or' }).upper` is 1.188e-4.
 */
export function errorProbability(options: SenseOptions = {}): ErrorProbability {
  return errorProbabilityOf(sensing(options));
}

/** `pointsPerDeviation`: resolution of the lattice, see exact.ts. */
export function errorProbabilityOf({ law, fanIn, levels, branches }: Sensing, pointsPerDeviation?: number): ErrorProbability {
  const on = sideProbability(law, fanIn, pointsPerDeviation);
  const wrong = branches.map(({ upperOnes, level }) => {
    const byOnes = new Float64Array(fanIn + 1);
    // A 1 more raises the voltage, so that errors grow rarer away from the reference: none beyond the first that is 0.
    for (let ones = upperOnes - 1; ones >= 0; ones--) {
      byOnes[ones] = on('above', ones, level);
      if (byOnes[ones] === 0) break;
    }
    for (let ones = upperOnes; ones <= fanIn; ones++) {
      byOnes[ones] = on('below', ones, level);
      if (byOnes[ones] === 0) break;
    }
    return byOnes;
  });
  const byOnes = levels.map((_, ones) => (branches.length === 1 ? wrong[0]![ones]! : xorWrong(ones, fanIn, wrong)));
  const { upperOnes } = branches[0]!;
  let share = 0.5 ** fanIn;
  let uniform = 0;
  byOnes.forEach((probability, ones) => {
    uniform += share * probability;
    share *= (fanIn - ones) / (ones + 1);
  });
  return { lower: byOnes[upperOnes - 1]!, upper: byOnes[upperOnes]!, byOnes, uniform };
}

/** Both wrong at once is right again where the references have the state on one side; between them they cannot be wrong together. */
function xorWrong(ones: number, fanIn: number, wrong: readonly Float64Array[]): number {
  const [or, and] = [wrong[0]![ones]!, wrong[1]![ones]!];
  return ones === 0 || ones === fanIn ? Math.abs(or - and) : Math.min(1, or + and);
}
