/** Shrink: x + bias below -lambd, x - bias above lambd, 0 between. Monotone where it jumps upwards at both ends. */
import { unary } from '../arithmetic/elementwise.ts';
import { numberOf, type Operator } from './operator.ts';

export const shrink: Operator = unary(
  (call) => {
    const bias = numberOf(call, 'bias', 0);
    const lambd = numberOf(call, 'lambd', 0.5);
    return (x) => (x < -lambd ? x + bias : x > lambd ? x - bias : 0);
  },
  {
    attributes: ['bias', 'lambd'],
    slope: (call) => (numberOf(call, 'lambd', 0.5) >= Math.max(0, numberOf(call, 'bias', 0)) ? 1 : 0),
  },
);
