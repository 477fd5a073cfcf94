/** Where: elements of the second operand where the first is true, of the third elsewhere, with broadcasting. */
import { broadcastShape, offsets } from '../arithmetic/broadcast.ts';
import { zerosOf } from '../element.ts';
import { dataOf, type Operator, operandOf, sizeOf } from './operator.ts';

export const where: Operator = {
  attributes: [],
  shape: (call) => broadcastShape(call),
  type: (call) => operandOf(call, 1).type,
  run: (call) => {
    const dims = broadcastShape(call);
    const [condition, yes, no] = [0, 1, 2].map((position) => {
      const own = dataOf(call, position);
      const at = offsets(operandOf(call, position).dims, dims);
      return (i: number): number => own[at[i]!]!;
    });
    const data = zerosOf(operandOf(call, 1).type, sizeOf(dims));
    for (let i = 0; i < data.length; i++) data[i] = condition!(i) !== 0 ? yes!(i) : no!(i);
    return { dims, data };
  },
  keepsCodes: true,
};
