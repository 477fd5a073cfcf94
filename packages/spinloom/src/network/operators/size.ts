/** Size: the number of elements of its operand; a constant here, because all sizes are known. */
import { type Operator, operandOf, sizeOf } from './operator.ts';

export const size: Operator = {
  attributes: [],
  shape: () => [],
  type: () => 'int64',
  run: (call) => ({ dims: [], data: Float64Array.of(sizeOf(operandOf(call, 0).dims)) }),
  ofShape: true,
};
