/** ConstantOfShape: a tensor of one repeated number (default: 0 in float32). */
import { zerosOf } from '../element.ts';
import type { Constant } from '../types.ts';
import { type Call, dataOf, type Operator, refuseCall, sizeOf } from './operator.ts';

export const constantOfShape: Operator = {
  attributes: ['value'],
  shape: (call) => Array.from(dataOf(call, 0)),
  type: (call) => fillingOf(call)?.type ?? 'float32',
  run: (call) => {
    const dims = Array.from(dataOf(call, 0));
    const filling = fillingOf(call);
    return { dims, data: zerosOf(filling?.type ?? 'float32', sizeOf(dims)).fill(Number(filling?.data[0] ?? 0)) };
  },
};

function fillingOf(call: Call): Constant | undefined {
  const { value } = call.attributes;
  if (value === undefined) return undefined;
  return typeof value === 'object' && 'dims' in value ? value : refuseCall(call, "has an attribute 'value' that is not a tensor");
}
