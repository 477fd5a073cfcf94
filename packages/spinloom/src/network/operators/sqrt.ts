/** Sqrt, element by element. */
import { dataOf, type Operator, operandOf } from './operator.ts';

export const sqrt: Operator = {
  attributes: [],
  shape: (call) => operandOf(call, 0).dims,
  run: (call) => ({ dims: operandOf(call, 0).dims, data: dataOf(call, 0).map(Math.sqrt) }),
};
