/** Transpose: reorders axes; the default reverses them. */
import { permute } from '../arithmetic/permute.ts';
import { type Call, dataOf, integersOf, type Operator, operandOf, refuseCall, showDims } from './operator.ts';

export const transpose: Operator = {
  attributes: ['perm'],
  shape: (call) => orderOf(call).map((axis) => operandOf(call, 0).dims[axis]!),
  run: (call) => {
    const { dims } = operandOf(call, 0);
    const order = orderOf(call);
    return { dims: order.map((axis) => dims[axis]!), data: permute(dataOf(call, 0), dims, order) };
  },
  // Where only axes of size 1 change places, no element moves.
  view: (call) => {
    const { dims } = operandOf(call, 0);
    const moved = orderOf(call).filter((axis) => dims[axis] !== 1);
    return moved.every((axis, at) => at === 0 || axis > moved[at - 1]!);
  },
  keepsCodes: true,
  coded: (call, source) => {
    if (source === undefined) return undefined;
    const order = orderOf(call);
    return {
      ...source,
      dims: order.map((axis) => source.dims[axis]!),
      codes: permute(source.codes, source.dims, order),
      scale: permute(source.scale, source.scaleDims, order),
      scaleDims: order.map((axis) => source.scaleDims[axis]!),
    };
  },
};

function orderOf(call: Call): readonly number[] {
  const { dims } = operandOf(call, 0);
  const order = integersOf(call, 'perm') ?? dims.map((_, axis) => dims.length - 1 - axis);
  const sorted = order.toSorted((a, b) => a - b);
  if (order.length !== dims.length || sorted.some((axis, at) => axis !== at)) {
    refuseCall(call, `reorders shape ${showDims(dims)} by ${showDims(order)}, which is no order of its axes; check the export`);
  }
  return order;
}
