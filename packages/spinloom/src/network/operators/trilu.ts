/** Trilu: the upper or lower triangle of each matrix, from the k-th diagonal on; zeros elsewhere. */
import { zerosOf } from '../element.ts';
import { dataOf, integerOf, type Operator, operandOf, refuseCall, showDims } from './operator.ts';

export const trilu: Operator = {
  attributes: ['upper'],
  shape: (call) => {
    const { dims } = operandOf(call, 0);
    return dims.length >= 2 ? dims : refuseCall(call, `works on shape ${showDims(dims)}; matrices are expected`);
  },
  run: (call) => {
    const { dims, type } = operandOf(call, 0);
    const x = dataOf(call, 0);
    const diagonal = call.operands[1] === undefined ? 0 : dataOf(call, 1)[0]!;
    const upper = integerOf(call, 'upper', 1) !== 0;
    const [rows, columns] = [dims.at(-2)!, dims.at(-1)!];
    const data = zerosOf(type, x.length);
    for (let i = 0; i < x.length; i++) {
      const ahead = (i % columns) - (Math.floor(i / columns) % rows) - diagonal;
      if (upper ? ahead >= 0 : ahead <= 0) data[i] = x[i]!;
    }
    return { dims, data };
  },
};
