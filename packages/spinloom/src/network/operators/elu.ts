/** Elu: x, and alpha (e^x - 1) where x is negative. */
import { unary } from '../arithmetic/elementwise.ts';
import { expm1 } from '../arithmetic/functions.ts';
import { numberOf, type Operator } from './operator.ts';

export const elu: Operator = unary(
  (call) => {
    const alpha = numberOf(call, 'alpha', 1);
    return (x) => (x < 0 ? alpha * expm1(x) : x);
  },
  { attributes: ['alpha'], slope: (call) => (numberOf(call, 'alpha', 1) >= 0 ? 1 : 0) },
);
