/** Hardmax: 1 for the first largest number of a line, 0 for all others; along the same axes as Softmax. */
import { softmaxLines } from '../arithmetic/along.ts';
import { dataOf, type Operator, operandOf } from './operator.ts';
import { softmax } from './softmax.ts';

export const hardmax: Operator = {
  ...softmax,
  run: (call) => {
    const x = dataOf(call, 0);
    const { count, length, step, start } = softmaxLines(call);
    const data = new Float64Array(x.length);
    for (let line = 0; line < count && length > 0; line++) {
      let best = start(line);
      for (let j = 1; j < length; j++) if (x[start(line) + j * step]! > x[best]!) best = start(line) + j * step;
      data[best] = 1;
    }
    return { dims: operandOf(call, 0).dims, data };
  },
};
