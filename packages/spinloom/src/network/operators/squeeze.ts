/** Squeeze: drops axes of size 1; `axes` is an attribute up to operator set 12, an operand from 13 on. */
import { reshaping } from '../arithmetic/reshape.ts';
import { axisOf, integersFrom, type Operator, operandOf, refuseCall, showDims } from './operator.ts';

export const squeeze: Operator = reshaping(['axes'], (call) => {
  const { dims } = operandOf(call, 0);
  const axes = integersFrom(call, 'axes', 1)?.map((axis) => axisOf(call, axis, dims.length));
  if (axes?.some((axis) => dims[axis] !== 1))
    refuseCall(call, `drops the axes ${showDims(axes)} of shape ${showDims(dims)}, which are not all of size 1; check the export`);
  return dims.filter((size, axis) => (axes === undefined ? size !== 1 : !axes.includes(axis)));
});
