/** Div, with broadcasting. Integers divide towards zero. */
import { binary } from '../arithmetic/elementwise.ts';
import { type Operator, operandOf, refuseCall } from './operator.ts';

const quotient: Operator = binary((_, integer) => (integer ? (a, b) => Math.trunc(a / b) : (a, b) => a / b), {
  // A constant divided by the chain is not monotone across zero.
  slope: (c, first) => (first ? Math.sign(c) : Number.NaN),
  affine: true,
});

export const div: Operator = {
  ...quotient,
  shape: (call) => {
    const divisor = operandOf(call, 1);
    if (divisor.data?.includes(0)) refuseCall(call, `divides by '${divisor.name}', which holds 0; check training and export`);
    return quotient.shape(call);
  },
};
