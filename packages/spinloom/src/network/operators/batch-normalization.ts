/** BatchNormalization at inference: (x - mean) / sqrt(variance + epsilon) x gamma + beta, one set of four a channel. */
import { zerosOf } from '../element.ts';
import { type Call, dataOf, integerOf, numberOf, type Operator, operandOf, refuseCall, showDims, sizeOf } from './operator.ts';

export const batchNormalization: Operator = {
  batched: true,
  limits: 'no training mode, no spatial = 0',
  attributes: ['epsilon', 'momentum', 'training_mode', 'is_test', 'spatial', 'consumed_inputs'],
  shape: (call) => {
    const { dims } = operandOf(call, 0);
    const channels = dims[1];
    if (channels === undefined) return refuseCall(call, `works on shape ${showDims(dims)}, but [batch, channels, ...] is expected`);
    if (integerOf(call, 'training_mode', 0) !== 0) refuseCall(call, 'is in training mode; export the model for inference (model.eval())');
    if (integerOf(call, 'spatial', 1) !== 1) refuseCall(call, 'has spatial = 0, which is not supported; export with one mean a channel');
    for (let position = 1; position <= 4; position++) {
      const own = operandOf(call, position).dims;
      if (sizeOf(own) !== channels)
        refuseCall(
          call,
          `normalises ${showDims(dims)} with '${operandOf(call, position).name}' of shape ${showDims(own)}; ${channels} numbers are expected`,
        );
    }
    const variance = dataOf(call, 4);
    const epsilon = numberOf(call, 'epsilon', 1e-5);
    for (const value of variance)
      if (!(value + epsilon > 0)) refuseCall(call, `has a variance of ${value} in '${operandOf(call, 4).name}'; positive numbers are expected`);
    return dims;
  },
  run: (call) => {
    const { dims, type } = operandOf(call, 0);
    const x = dataOf(call, 0);
    const apply = normaliser(call);
    const channels = dims[1]!;
    const area = sizeOf(dims.slice(2));
    const data = zerosOf(type, x.length);
    for (let i = 0, map = 0; i < x.length; map++) {
      for (let end = i + area; i < end; i++) data[i] = apply(x[i]!, map % channels);
    }
    return { dims, data };
  },
  link: (call, operand) => {
    if (operand !== 0) return undefined;
    const gamma = dataOf(call, 1);
    return { kind: 'map', affine: true, slope: (kernel) => Math.sign(gamma[kernel]!), apply: normaliser(call) };
  },
};

function normaliser(call: Call): (x: number, channel: number) => number {
  const gamma = dataOf(call, 1);
  const beta = dataOf(call, 2);
  const mean = dataOf(call, 3);
  const epsilon = numberOf(call, 'epsilon', 1e-5);
  const deviation = Float64Array.from(dataOf(call, 4), (variance) => Math.sqrt(variance + epsilon));
  return (x, channel) => ((x - mean[channel]!) / deviation[channel]!) * gamma[channel]! + beta[channel]!;
}
