/** LpNormalization: each line along an axis divided by its length, the sum of sizes (p = 1) or Euclidean (p = 2). A line of zeros stays. */
import { linesAlong } from '../arithmetic/along.ts';
import { axisOf, type Call, dataOf, integerOf, type Operator, operandOf, refuseCall } from './operator.ts';

export const lpNormalization: Operator = {
  attributes: ['axis', 'p'],
  shape: (call) => {
    axisIn(call);
    const p = integerOf(call, 'p', 2);
    if (p !== 1 && p !== 2) refuseCall(call, `has p = ${p}; expected 1 or 2`);
    return operandOf(call, 0).dims;
  },
  run: (call) => {
    const { dims } = operandOf(call, 0);
    const x = dataOf(call, 0);
    const p = integerOf(call, 'p', 2);
    const { count, length, step, start } = linesAlong(dims, axisIn(call));
    const data = new Float64Array(x.length);
    for (let line = 0; line < count; line++) {
      const from = start(line);
      let sum = 0;
      for (let i = from; i < from + length * step; i += step) sum += p === 1 ? Math.abs(x[i]!) : x[i]! * x[i]!;
      const norm = p === 1 ? sum : Math.sqrt(sum);
      for (let i = from; i < from + length * step; i += step) data[i] = norm === 0 ? x[i]! : x[i]! / norm;
    }
    return { dims, data };
  },
};

function axisIn(call: Call): number {
  return axisOf(call, integerOf(call, 'axis', -1), operandOf(call, 0).dims.length);
}
