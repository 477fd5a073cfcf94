/** Shape: the dims of its operand, batch 1 included; a constant here, because all sizes are known. */
import { integerOf, type Operator, operandOf } from './operator.ts';

export const shape: Operator = {
  attributes: ['start', 'end'],
  shape: (call) => {
    const rank = operandOf(call, 0).dims.length;
    return [operandOf(call, 0).dims.slice(integerOf(call, 'start', 0), integerOf(call, 'end', rank)).length];
  },
  type: () => 'int64',
  run: (call) => {
    const { dims } = operandOf(call, 0);
    const data = Float64Array.from(dims.slice(integerOf(call, 'start', 0), integerOf(call, 'end', dims.length)));
    return { dims: [data.length], data };
  },
  ofShape: true,
};
