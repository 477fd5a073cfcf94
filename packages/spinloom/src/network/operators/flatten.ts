/** Flatten: all axes before `axis` into one, all others into another. */
import { reshaping } from '../arithmetic/reshape.ts';
import { axisOf, integerOf, type Operator, operandOf, sizeOf } from './operator.ts';

export const flatten: Operator = reshaping(['axis'], (call) => {
  const { dims } = operandOf(call, 0);
  const stated = integerOf(call, 'axis', 1);
  // Behind the last axis is allowed here: nothing remains for the second one.
  const axis = stated === dims.length ? stated : axisOf(call, stated, dims.length);
  return [sizeOf(dims.slice(0, axis)), sizeOf(dims.slice(axis))];
});
