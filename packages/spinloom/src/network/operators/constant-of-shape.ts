/** ConstantOfShape: a tensor of one repeated number (default 0). */
import { dataOf, type Operator, refuseCall, sizeOf } from './operator.ts';

export const constantOfShape: Operator = {
  attributes: ['value'],
  shape: (call) => Array.from(dataOf(call, 0)),
  run: (call) => {
    const dims = Array.from(dataOf(call, 0));
    const { value } = call.attributes;
    if (value === undefined) return { dims, data: new Float32Array(sizeOf(dims)), integer: false };
    if (typeof value !== 'object' || !('dims' in value)) return refuseCall(call, "has an attribute 'value' that is not a tensor");
    const integer = !(value.data instanceof Float32Array || value.data instanceof Float64Array);
    const filling = Number(value.data[0] ?? 0);
    const size = sizeOf(dims);
    return { dims, data: integer ? new Float64Array(size).fill(filling) : new Float32Array(size).fill(filling), integer };
  },
};
