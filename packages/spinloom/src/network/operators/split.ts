/** Split: the parts of a tensor along one axis, one output each. Sizes are an attribute up to operator set 12, an operand from 13 on. */
import { pick, range } from '../arithmetic/pick.ts';
import { axisOf, type Call, integerOf, integersFrom, type Operator, operandOf, refuseCall, showDims } from './operator.ts';

export const split: Operator = {
  attributes: ['axis', 'num_outputs', 'split'],
  outputs: Number.POSITIVE_INFINITY,
  shape: (call) => {
    const { axis, size } = plan(call);
    return operandOf(call, 0).dims.with(axis, size);
  },
  run: (call) => {
    const { axis, start, size } = plan(call);
    return pick(
      call,
      operandOf(call, 0).dims.map((length, at) => (at === axis ? range(size, start) : range(length))),
    );
  },
  keepsCodes: true,
};

/** The part that the call asks for. Equal parts where no sizes are given; the last may be smaller. */
function plan(call: Call): { readonly axis: number; readonly start: number; readonly size: number } {
  const { dims } = operandOf(call, 0);
  const axis = axisOf(call, integerOf(call, 'axis', 0), dims.length);
  const length = dims[axis]!;
  const parts = integerOf(call, 'num_outputs', call.outputs ?? 1);
  const each = Math.ceil(length / parts);
  const sizes = integersFrom(call, 'split', 1) ?? Array.from({ length: parts }, (_, part) => Math.min(each, length - part * each));
  const output = call.output ?? 0;
  if (sizes.some((size) => size < 0) || sizes.reduce((sum, size) => sum + size, 0) !== length || output >= sizes.length)
    refuseCall(call, `splits axis ${axis} of shape ${showDims(dims)} into ${showDims(sizes)} for ${call.outputs ?? 1} outputs; check the export`);
  return { axis, start: sizes.slice(0, output).reduce((sum, size) => sum + size, 0), size: sizes[output]! };
}
