/** TopK: the largest (or smallest) k numbers along one axis, and where they stand. k is an attribute before operator set 10. */
import { linesAlong } from '../arithmetic/along.ts';
import { axisOf, type Call, dataOf, integerOf, integersFrom, type Operator, operandOf, refuseCall } from './operator.ts';

export const topK: Operator = {
  attributes: ['axis', 'k', 'largest', 'sorted'],
  outputs: 2,
  shape: (call) => {
    const { dims } = operandOf(call, 0);
    const { axis, k } = plan(call);
    return dims.with(axis, k);
  },
  type: (call) => (call.output === 1 ? 'int64' : operandOf(call, 0).type),
  run: (call) => {
    const { dims } = operandOf(call, 0);
    const { axis, k } = plan(call);
    const sign = integerOf(call, 'largest', 1) !== 0 ? -1 : 1;
    const x = dataOf(call, 0);
    const from = linesAlong(dims, axis);
    const into = linesAlong(dims.with(axis, k), axis);
    const data = new Float64Array(into.count * k);
    for (let line = 0; line < from.count; line++) {
      const at = (j: number): number => x[from.start(line) + j * from.step]!;
      // Of equal numbers the first comes first; sort is stable.
      const order = Array.from({ length: from.length }, (_, j) => j).sort((a, b) => sign * (at(a) - at(b)));
      for (let j = 0; j < k; j++) data[into.start(line) + j * into.step] = call.output === 1 ? order[j]! : at(order[j]!);
    }
    return { dims: dims.with(axis, k), data };
  },
};

function plan(call: Call): { readonly axis: number; readonly k: number } {
  const { dims } = operandOf(call, 0);
  const axis = axisOf(call, integerOf(call, 'axis', -1), dims.length);
  const k = call.operands[1] === undefined ? integerOf(call, 'k', -1) : (integersFrom(call, 'k', 1)?.[0] ?? -1);
  if (k < 0 || k > dims[axis]!) refuseCall(call, `asks for ${k} of ${dims[axis]} numbers along axis ${axis}; check the export`);
  return { axis, k };
}
