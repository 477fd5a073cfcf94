/** GroupNormalization: groups of channels by their common mean and variance. Scale and shift are one a group before operator set 21, one a channel from then on. */
import { momentsOf } from '../arithmetic/moments.ts';
import { dataOf, integerOf, numberOf, type Operator, operandOf, refuseCall, showDims, sizeOf } from './operator.ts';

export const groupNormalization: Operator = {
  attributes: ['epsilon', 'num_groups', 'stash_type'],
  shape: (call) => {
    const { dims } = operandOf(call, 0);
    const groups = integerOf(call, 'num_groups', 0);
    const parameters = call.opset < 21 ? groups : (dims[1] ?? 0);
    const fits = groups >= 1 && dims.length >= 3 && dims[1]! % groups === 0;
    if (!fits || [1, 2].some((position) => sizeOf(operandOf(call, position).dims) !== parameters))
      refuseCall(
        call,
        `normalises ${showDims(dims)} in ${groups} group(s); ${parameters} scales and shifts and a whole number of channels a group are expected`,
      );
    return dims;
  },
  run: (call) => {
    const { dims } = operandOf(call, 0);
    const x = dataOf(call, 0);
    const groups = integerOf(call, 'num_groups', 1);
    const channels = dims[1]!;
    const area = sizeOf(dims.slice(2));
    const run = (channels / groups) * area;
    const { mean, inverse } = momentsOf(x, run, numberOf(call, 'epsilon', 1e-5));
    const scale = dataOf(call, 1);
    const shift = dataOf(call, 2);
    const data = Float64Array.from(x, (value, i) => {
      const group = Math.floor(i / run);
      const at = call.opset < 21 ? group % groups : Math.floor(i / area) % channels;
      return (value - mean[group]!) * inverse[group]! * scale[at]! + shift[at]!;
    });
    return { dims, data };
  },
};
