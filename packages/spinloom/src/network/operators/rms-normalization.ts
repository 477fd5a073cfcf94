/** RMSNormalization over all axes from `axis` on: x / sqrt(mean of squares + epsilon) x scale. */
import { offsets } from '../arithmetic/broadcast.ts';
import { layerNormalization, normalisedAxis } from './layer-normalization.ts';
import { dataOf, numberOf, type Operator, operandOf, sizeOf } from './operator.ts';

export const rmsNormalization: Operator = {
  attributes: ['axis', 'epsilon', 'stash_type'],
  shape: layerNormalization.shape,
  run: (call) => {
    const { dims } = operandOf(call, 0);
    const x = dataOf(call, 0);
    const length = sizeOf(dims.slice(normalisedAxis(call)));
    const epsilon = numberOf(call, 'epsilon', 1e-5);
    const scale = dataOf(call, 1);
    const at = offsets(operandOf(call, 1).dims, dims);
    const data = new Float64Array(x.length);
    for (let from = 0; from < x.length; from += length) {
      let squares = 0;
      for (let i = from; i < from + length; i++) squares += x[i]! * x[i]!;
      const root = Math.sqrt(squares / length + epsilon);
      for (let i = from; i < from + length; i++) data[i] = (x[i]! / root) * scale[at[i]!]!;
    }
    return { dims, data };
  },
};
