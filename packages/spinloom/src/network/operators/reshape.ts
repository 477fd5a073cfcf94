/** Reshape: 0 copies a size (unless allowzero), -1 is what remains. The shape is an attribute before operator set 5. */
import { reshaping } from '../arithmetic/reshape.ts';
import { integerOf, integersFrom, type Operator, operandOf, refuseCall, showDims, sizeOf } from './operator.ts';

export const reshape: Operator = reshaping(['shape', 'allowzero', 'consumed_inputs'], (call) => {
  const { dims } = operandOf(call, 0);
  const asked = integersFrom(call, 'shape', 1) ?? [];
  const copies = integerOf(call, 'allowzero', 0) === 0;
  const to = asked.map((size, axis) =>
    size === 0 && copies ? (dims[axis] ?? refuseCall(call, `copies size ${axis} of ${showDims(dims)}, which has no such axis`)) : size,
  );
  if (asked.some((size) => size < -1) || asked.filter((size) => size === -1).length > 1)
    refuseCall(call, `asks for the shape ${showDims(asked)}; sizes of at least 0, and one -1 at most, are expected: check the export`);
  const free = to.indexOf(-1);
  if (free < 0) return to;
  const rest = sizeOf(to.filter((_, axis) => axis !== free));
  to[free] = rest === 0 ? 0 : Math.floor(sizeOf(dims) / rest);
  return to;
});
