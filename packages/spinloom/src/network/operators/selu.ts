/** Selu: gamma x, and gamma alpha (e^x - 1) where x is not positive. */
import { unary } from '../arithmetic/elementwise.ts';
import { expm1 } from '../arithmetic/functions.ts';
import { numberOf, type Operator } from './operator.ts';

export const selu: Operator = unary(
  (call) => {
    const alpha = numberOf(call, 'alpha', 1.6732631921768188);
    const gamma = numberOf(call, 'gamma', 1.0507010221481323);
    return (x) => (x > 0 ? gamma * x : gamma * alpha * expm1(x));
  },
  { attributes: ['alpha', 'gamma'], slope: (call) => (numberOf(call, 'alpha', 1.67) >= 0 && numberOf(call, 'gamma', 1.05) >= 0 ? 1 : 0) },
);
