/** Gelu: x times the normal distribution function of x, or its approximation by a hyperbolic tangent; not monotone. */
import { unary } from '../arithmetic/elementwise.ts';
import { erf, tanh } from '../arithmetic/functions.ts';
import { type Operator, refuseCall, textOf } from './operator.ts';

export const gelu: Operator = unary(
  (call) => {
    const approximate = textOf(call, 'approximate', 'none');
    if (approximate === 'none') return (x) => 0.5 * x * (1 + erf(x / Math.SQRT2));
    if (approximate === 'tanh') return (x) => 0.5 * x * (1 + tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)));
    return refuseCall(call, `has approximate '${approximate}'; expected none or tanh`);
  },
  { attributes: ['approximate'] },
);
