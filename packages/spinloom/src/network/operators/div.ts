/** Div, with broadcasting. Integers divide towards zero. */
import { affineLink, broadcastShape, elementwise } from '../arithmetic/broadcast.ts';
import { isInteger } from '../element.ts';
import { type Operator, operandOf, refuseCall } from './operator.ts';

export const div: Operator = {
  attributes: [],
  shape: (call) => {
    const divisor = operandOf(call, 1);
    if (divisor.data?.includes(0)) refuseCall(call, `divides by '${divisor.name}', which holds 0; check training and export`);
    return broadcastShape(call);
  },
  run: (call) => {
    return elementwise(call, isInteger(operandOf(call, 0).type) ? (a, b) => Math.trunc(a / b) : (a, b) => a / b);
  },
  // A constant divided by the chain is not monotone across zero.
  link: (call, operand, kernels) => (operand === 0 ? affineLink(call, operand, kernels, (x, c) => x / c, Math.sign) : undefined),
};
