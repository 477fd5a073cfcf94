/** Identity: passes its operand on. */
import { dataOf, type Operator, operandOf } from './operator.ts';

export const identity: Operator = {
  attributes: [],
  shape: (call) => operandOf(call, 0).dims,
  run: (call) => ({ dims: operandOf(call, 0).dims, data: dataOf(call, 0) }),
  alias: () => true,
  coded: (_, source) => source,
};
