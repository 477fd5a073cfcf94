/**
 * Batch normalisation over all axes but the second: y = gamma (x - mean) / sqrt(variance + epsilon) + beta.
 *
 * Training uses the statistics of the batch (the biased variance, here and in the running average); evaluation uses the running ones.
 * Backward (Ioffe and Szegedy, 2015, section 3, simplified): dX = gamma / sigma (dY - (sum dY + xhat sum(dY xhat)) / m).
 */
import { add, divide, multiply, reduce, reshape, subtract, unary } from '../arithmetic.ts';
import type { Draft, Value } from '../draft.ts';
import { record, type Tape } from '../tape.ts';

export interface BatchNormOutput {
  readonly y: Value;
  /** [c]: statistics of this batch. */
  readonly mean: Value;
  readonly variance: Value;
}

/** x [n, c, h, w]; gamma and beta [c]. */
export function batchNorm(on: Tape, x: Value, gamma: Value, beta: Value, epsilon: number): BatchNormOutput {
  const { graph } = on;
  const c = x.dims[1]!;
  const column = [1, c, 1, 1];
  const axes = [0, 2, 3];
  const count = x.dims[0]! * x.dims[2]! * x.dims[3]!;
  const mean = reduce(graph, 'Mean', x, axes);
  const centred = subtract(graph, x, mean);
  const variance = reduce(graph, 'Mean', multiply(graph, centred, centred), axes);
  const sigma = unary(graph, 'Sqrt', add(graph, variance, epsilon));
  const gain = divide(graph, reshape(graph, gamma, column), sigma);
  const y = add(graph, multiply(graph, centred, gain), reshape(graph, beta, column));
  record(on, y, [x, gamma, beta], (dy, wanted) => {
    const sum = reduce(graph, 'Sum', dy, axes);
    const along = divide(graph, reduce(graph, 'Sum', multiply(graph, dy, centred), axes), sigma);
    const slope = divide(graph, along, multiply(graph, sigma, count));
    const removed = add(graph, multiply(graph, centred, slope), divide(graph, sum, count));
    return [
      wanted[0] ? multiply(graph, subtract(graph, dy, removed), gain) : undefined,
      wanted[1] ? reshape(graph, along, [c]) : undefined,
      wanted[2] ? reshape(graph, sum, [c]) : undefined,
    ];
  });
  return { y, mean: reshape(graph, mean, [c]), variance: reshape(graph, variance, [c]) };
}

/** The same with given statistics [c]; not recorded, because evaluation needs no gradient. */
export function normalise(graph: Draft, x: Value, gamma: Value, beta: Value, mean: Value, variance: Value, epsilon: number): Value {
  const column = [1, x.dims[1]!, 1, 1];
  const gain = divide(graph, gamma, unary(graph, 'Sqrt', add(graph, variance, epsilon)));
  const offset = subtract(graph, beta, multiply(graph, mean, gain));
  return add(graph, multiply(graph, x, reshape(graph, gain, column)), reshape(graph, offset, column));
}
