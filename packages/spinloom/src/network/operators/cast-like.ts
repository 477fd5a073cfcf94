/** CastLike: casts to the element type of its second operand. */

import { castingTo } from './cast.ts';
import { type Operator, operandOf } from './operator.ts';

export const castLike: Operator = {
  ...castingTo(['saturate', 'round_mode'], (call) => operandOf(call, 1).type),
  // Exports cast constants to the type of an activation.
  ofShape: (call) => operandOf(call, 0).data !== undefined,
};
