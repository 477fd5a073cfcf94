/** Relu: max(x, 0). */
import { dataOf, type Operator, operandOf } from './operator.ts';

export const relu: Operator = {
  attributes: [],
  shape: (call) => operandOf(call, 0).dims,
  run: (call) => {
    const { dims } = operandOf(call, 0);
    return { dims, data: dataOf(call, 0).map((x) => (x > 0 ? x : 0)) };
  },
  link: () => ({ kind: 'map', affine: false, slope: () => 1, apply: (x) => (x > 0 ? x : 0) }),
};
