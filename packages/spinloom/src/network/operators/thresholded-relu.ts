/** ThresholdedRelu: x where it exceeds alpha, else 0. Monotone where alpha is not negative. */
import { unary } from '../arithmetic/elementwise.ts';
import { numberOf, type Operator } from './operator.ts';

export const thresholdedRelu: Operator = unary(
  (call) => {
    const alpha = numberOf(call, 'alpha', 1);
    return (x) => (x > alpha ? x : 0);
  },
  { attributes: ['alpha'], slope: (call) => (numberOf(call, 'alpha', 1) >= 0 ? 1 : 0) },
);
