/** Celu: x, and alpha (e^(x / alpha) - 1) where x is negative. */
import { unary } from '../arithmetic/elementwise.ts';
import { expm1 } from '../arithmetic/functions.ts';
import { numberOf, type Operator } from './operator.ts';

export const celu: Operator = unary(
  (call) => {
    const alpha = numberOf(call, 'alpha', 1);
    return (x) => (x < 0 ? alpha * expm1(x / alpha) : x);
  },
  { attributes: ['alpha'], slope: (call) => (numberOf(call, 'alpha', 1) > 0 ? 1 : 0) },
);
