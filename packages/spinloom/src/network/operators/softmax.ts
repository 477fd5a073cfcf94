/** Softmax along one axis; before operator set 13 over all axes from `axis` on. */
import { softmaxLines } from '../arithmetic/along.ts';
import { exp } from '../arithmetic/functions.ts';
import { type Call, dataOf, type Operator, operandOf, type Result } from './operator.ts';

export const softmax: Operator = {
  attributes: ['axis'],
  shape: (call) => {
    softmaxLines(call);
    return operandOf(call, 0).dims;
  },
  run: (call) => normalised(call, (x, largest, sum) => exp(x - largest) / sum),
};

/** Each number of a line from itself, the largest of the line, and the sum of e^(x - largest). */
export function normalised(call: Call, each: (x: number, largest: number, sum: number) => number): Result {
  const x = dataOf(call, 0);
  const { count, length, step, start } = softmaxLines(call);
  const data = new Float64Array(x.length);
  for (let line = 0; line < count; line++) {
    const from = start(line);
    const end = from + length * step;
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = from; i < end; i += step) largest = Math.max(largest, x[i]!);
    let sum = 0;
    for (let i = from; i < end; i += step) sum += exp(x[i]! - largest);
    for (let i = from; i < end; i += step) data[i] = each(x[i]!, largest, sum);
  }
  return { dims: operandOf(call, 0).dims, data };
}
