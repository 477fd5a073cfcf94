/** CastLike: casts to the element type of its second operand. */

import { castingTo } from './cast.ts';
import { type Operator, operandOf } from './operator.ts';

export const castLike: Operator = castingTo(['saturate', 'round_mode'], (call) => operandOf(call, 1).type);
