/** Concat: joins tensors along one axis. */
import { zerosOf } from '../element.ts';
import { axisOf, type Call, dataOf, integerOf, type Operator, operandOf, refuseCall, showDims, sizeOf } from './operator.ts';

export const concat: Operator = {
  attributes: ['axis'],
  shape: (call) => plan(call).dims,
  run: (call) => {
    const { dims, axis } = plan(call);
    const data = zerosOf(operandOf(call, 0).type, sizeOf(dims));
    let at = 0;
    for (let outer = 0; outer < sizeOf(dims.slice(0, axis)); outer++) {
      for (let position = 0; position < call.operands.length; position++) {
        const run = sizeOf(operandOf(call, position).dims.slice(axis));
        data.set(dataOf(call, position).subarray(outer * run, (outer + 1) * run), at);
        at += run;
      }
    }
    return { dims, data };
  },
  keepsCodes: true,
};

function plan(call: Call): { readonly dims: readonly number[]; readonly axis: number } {
  const { dims } = operandOf(call, 0);
  const axis = axisOf(call, integerOf(call, 'axis', 1), dims.length);
  let length = 0;
  for (let position = 0; position < call.operands.length; position++) {
    const own = operandOf(call, position).dims;
    const fits = own.length === dims.length && own.every((size, at) => at === axis || size === dims[at]);
    if (!fits) refuseCall(call, `cannot join shapes ${showDims(dims)} and ${showDims(own)} along axis ${axis}; check the export`);
    length += own[axis]!;
  }
  return { dims: dims.with(axis, length), axis };
}
