/** Mean and variance of runs of neighbouring elements, as the normalisations of activations need them. */
import type { Numbers } from '../element.ts';

export interface Moments {
  readonly mean: Float64Array;
  /** 1 / sqrt(variance + epsilon). */
  readonly inverse: Float64Array;
}

/** Moments of each run of `length` elements. */
export function momentsOf(x: Numbers, length: number, epsilon: number): Moments {
  const runs = length === 0 ? 0 : x.length / length;
  const mean = new Float64Array(runs);
  const inverse = new Float64Array(runs);
  for (let run = 0; run < runs; run++) {
    const own = x.subarray(run * length, (run + 1) * length);
    let sum = 0;
    for (const value of own) sum += value;
    mean[run] = sum / length;
    let squares = 0;
    for (const value of own) squares += (value - mean[run]!) ** 2;
    inverse[run] = 1 / Math.sqrt(squares / length + epsilon);
  }
  return { mean, inverse };
}
