/** InstanceNormalization: each channel of each image by its own mean and variance, then scale and shift. */
import { momentsOf } from '../arithmetic/moments.ts';
import { dataOf, numberOf, type Operator, operandOf, refuseCall, showDims, sizeOf } from './operator.ts';

export const instanceNormalization: Operator = {
  attributes: ['epsilon'],
  shape: (call) => {
    const { dims } = operandOf(call, 0);
    for (const position of [1, 2]) {
      const own = operandOf(call, position);
      if (dims.length < 3 || own.dims.join() !== String(dims[1]))
        refuseCall(
          call,
          `normalises ${showDims(dims)} with '${own.name}' of shape ${showDims(own.dims)}; maps and one number a channel are expected`,
        );
    }
    return dims;
  },
  run: (call) => {
    const { dims } = operandOf(call, 0);
    const x = dataOf(call, 0);
    const area = sizeOf(dims.slice(2));
    const { mean, inverse } = momentsOf(x, area, numberOf(call, 'epsilon', 1e-5));
    const scale = dataOf(call, 1);
    const shift = dataOf(call, 2);
    const data = Float64Array.from(x, (value, i) => {
      const map = Math.floor(i / area);
      const channel = map % dims[1]!;
      return (value - mean[map]!) * inverse[map]! * scale[channel]! + shift[channel]!;
    });
    return { dims, data };
  },
};
