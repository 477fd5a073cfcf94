/** CumSum: running sums along one axis, from either end, with or without the element itself. */
import { linesAlong } from '../arithmetic/along.ts';
import { axisOf, type Call, dataOf, integerOf, integersFrom, type Operator, operandOf } from './operator.ts';

export const cumSum: Operator = {
  attributes: ['exclusive', 'reverse'],
  shape: (call) => {
    if (operandOf(call, 1).data !== undefined) axisIn(call);
    return operandOf(call, 0).dims;
  },
  run: (call) => {
    const { dims } = operandOf(call, 0);
    const x = dataOf(call, 0);
    const exclusive = integerOf(call, 'exclusive', 0) !== 0;
    const reverse = integerOf(call, 'reverse', 0) !== 0;
    const { count, length, step, start } = linesAlong(dims, axisIn(call));
    const data = new Float64Array(x.length);
    for (let line = 0; line < count; line++) {
      let sum = 0;
      for (let j = 0; j < length; j++) {
        const at = start(line) + (reverse ? length - 1 - j : j) * step;
        data[at] = exclusive ? sum : sum + x[at]!;
        sum += x[at]!;
      }
    }
    return { dims, data };
  },
};

function axisIn(call: Call): number {
  return axisOf(call, integersFrom(call, 'axis', 1)?.[0] ?? 0, operandOf(call, 0).dims.length);
}
