/** IsInf: 1 where a number is infinite, of the signs that are asked for. */
import { unary } from '../arithmetic/elementwise.ts';
import { integerOf, type Operator } from './operator.ts';

export const isInf: Operator = unary(
  (call) => {
    const [positive, negative] = [integerOf(call, 'detect_positive', 1) !== 0, integerOf(call, 'detect_negative', 1) !== 0];
    return (x) => ((positive && x === Number.POSITIVE_INFINITY) || (negative && x === Number.NEGATIVE_INFINITY) ? 1 : 0);
  },
  { attributes: ['detect_negative', 'detect_positive'], type: 'bool' },
);
