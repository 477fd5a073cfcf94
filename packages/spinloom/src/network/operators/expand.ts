/** Expand: the tensor broadcast with a shape. */
import { broadcastDims, offsets } from '../arithmetic/broadcast.ts';
import { zerosOf } from '../element.ts';
import { type Call, checkDims, dataOf, integersFrom, type Operator, operandOf, refuseCall, showDims, sizeOf } from './operator.ts';

export const expand: Operator = {
  attributes: [],
  shape: target,
  run: (call) => {
    const { dims: from, type } = operandOf(call, 0);
    const dims = target(call);
    const x = dataOf(call, 0);
    const data = zerosOf(type, sizeOf(dims));
    const at = offsets(from, dims);
    for (let i = 0; i < data.length; i++) data[i] = x[at[i]!]!;
    return { dims, data };
  },
  keepsCodes: true,
};

function target(call: Call): readonly number[] {
  const { dims } = operandOf(call, 0);
  const asked = integersFrom(call, 'shape', 1) ?? [];
  const to = broadcastDims(dims, asked) ?? refuseCall(call, `cannot broadcast shape ${showDims(dims)} with ${showDims(asked)}; check the export`);
  checkDims(call, to, 'a tensor');
  return to;
}
