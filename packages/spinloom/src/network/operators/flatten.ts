/** Flatten: all axes before `axis` into one, all others into another. */
import { reshaping } from '../arithmetic/reshape.ts';
import { axisOf, integerOf, type Operator, operandOf, sizeOf } from './operator.ts';

export const flatten: Operator = reshaping(['axis'], (call) => {
  const { dims } = operandOf(call, 0);
  const axis = axisOf(call, integerOf(call, 'axis', 1), dims.length);
  return [sizeOf(dims.slice(0, axis)), sizeOf(dims.slice(axis))];
});
