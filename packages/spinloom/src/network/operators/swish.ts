/** Swish: x / (1 + e^(-alpha x)), SiLU where alpha is 1; not monotone. */
import { unary } from '../arithmetic/elementwise.ts';
import { sigmoid } from '../arithmetic/functions.ts';
import { numberOf, type Operator } from './operator.ts';

export const swish: Operator = unary(
  (call) => {
    const alpha = numberOf(call, 'alpha', 1);
    return (x) => x * sigmoid(alpha * x);
  },
  { attributes: ['alpha'] },
);
