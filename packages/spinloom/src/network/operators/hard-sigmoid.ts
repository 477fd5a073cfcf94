/** HardSigmoid: alpha x + beta, clipped to [0, 1]. */
import { unary } from '../arithmetic/elementwise.ts';
import { numberOf, type Operator } from './operator.ts';

export const hardSigmoid: Operator = unary(
  (call) => {
    const alpha = numberOf(call, 'alpha', 0.2);
    const beta = numberOf(call, 'beta', 0.5);
    return (x) => Math.max(0, Math.min(1, alpha * x + beta));
  },
  { attributes: ['alpha', 'beta'], slope: (call) => Math.sign(numberOf(call, 'alpha', 0.2)) },
);
