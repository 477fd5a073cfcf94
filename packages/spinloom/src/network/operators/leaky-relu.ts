/** LeakyRelu: x, and alpha x where x is negative. Monotone where alpha is not negative. */
import { unary } from '../arithmetic/elementwise.ts';
import { numberOf, type Operator } from './operator.ts';

export const leakyRelu: Operator = unary(
  (call) => {
    const alpha = numberOf(call, 'alpha', 0.01);
    return (x) => (x < 0 ? alpha * x : x);
  },
  { attributes: ['alpha'], slope: (call) => (numberOf(call, 'alpha', 0.01) >= 0 ? 1 : 0) },
);
