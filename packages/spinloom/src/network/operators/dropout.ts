/** Dropout: does nothing at inference. Its mask output is not there. */
import { identity } from './identity.ts';
import { type Operator, refuseCall } from './operator.ts';

export const dropout: Operator = {
  ...identity,
  attributes: ['ratio', 'seed', 'is_test'],
  shape: (call) => {
    const training = call.operands[2];
    if (training !== undefined && training.data?.[0] !== 0) refuseCall(call, 'is in training mode; export the model for inference (model.eval())');
    return identity.shape(call);
  },
};
