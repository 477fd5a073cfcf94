/** Dropout: does nothing at inference; its second output, the mask, is all true. */
import { identity } from './identity.ts';
import { type Operator, operandOf, refuseCall, sizeOf } from './operator.ts';

export const dropout: Operator = {
  ...identity,
  attributes: ['ratio', 'seed', 'is_test'],
  outputs: 2,
  limits: 'no training mode, unless its ratio is 0',
  shape: (call) => {
    const [, ratio, training] = call.operands;
    // torchvision's Swin transformers export a training mode that drops nothing.
    const drops = ratio?.data?.[0] !== 0;
    if (training !== undefined && training.data?.[0] !== 0 && drops)
      refuseCall(call, 'is in training mode; export the model for inference (model.eval())');
    return identity.shape(call);
  },
  type: (call) => (call.output === 1 && call.opset >= 10 ? 'bool' : operandOf(call, 0).type),
  run: (call) => {
    const { dims } = operandOf(call, 0);
    return call.output === 1 ? { dims, data: new Float64Array(sizeOf(dims)).fill(1) } : identity.run(call);
  },
  alias: (call) => call.output !== 1,
};
