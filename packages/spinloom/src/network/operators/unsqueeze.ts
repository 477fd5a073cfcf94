/** Unsqueeze: inserts axes of size 1; `axes` is an attribute up to operator set 12, an operand from 13 on. */
import { reshaping } from '../arithmetic/reshape.ts';
import { axisOf, integersFrom, type Operator, operandOf, refuseCall, showDims } from './operator.ts';

export const unsqueeze: Operator = reshaping(['axes'], (call) => {
  const { dims } = operandOf(call, 0);
  const listed = integersFrom(call, 'axes', 1) ?? [];
  const rank = dims.length + listed.length;
  const axes = listed.map((axis) => axisOf(call, axis, rank));
  if (new Set(axes).size < axes.length) refuseCall(call, `inserts the axes ${showDims(listed)}, of which two are the same; check the export`);
  let next = 0;
  return Array.from({ length: rank }, (_, axis) => (axes.includes(axis) ? 1 : dims[next++]!));
});
