/** OneHot: a new axis, `on` where its position is the index, `off` elsewhere; indices out of range are nowhere. */
import { zerosOf } from '../element.ts';
import { axisOf, type Call, dataOf, integerOf, type Operator, operandOf, refuseCall, sizeOf } from './operator.ts';

export const oneHot: Operator = {
  attributes: ['axis'],
  shape: (call) => plan(call).dims,
  type: (call) => operandOf(call, 2).type,
  run: (call) => {
    const { dims, axis, depth } = plan(call);
    const indices = dataOf(call, 0);
    const [off, on] = dataOf(call, 2) as unknown as readonly [number, number];
    const data = zerosOf(operandOf(call, 2).type, sizeOf(dims)).fill(off);
    const inner = sizeOf(dims.slice(axis + 1));
    indices.forEach((stated, i) => {
      const index = stated < 0 ? stated + depth : stated;
      if (index >= 0 && index < depth) data[(Math.floor(i / inner) * depth + index) * inner + (i % inner)] = on;
    });
    return { dims, data };
  },
};

function plan(call: Call): { readonly dims: readonly number[]; readonly axis: number; readonly depth: number } {
  const { dims } = operandOf(call, 0);
  const depth = dataOf(call, 1)[0] ?? 0;
  if (!(depth >= 1) || sizeOf(operandOf(call, 2).dims) !== 2)
    refuseCall(call, `has a depth of ${depth} and ${sizeOf(operandOf(call, 2).dims)} values; a depth of at least 1 and two values are expected`);
  const axis = axisOf(call, integerOf(call, 'axis', -1), dims.length + 1);
  return { dims: dims.toSpliced(axis, 0, Math.trunc(depth)), axis, depth: Math.trunc(depth) };
}
