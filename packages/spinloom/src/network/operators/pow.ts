/** Pow, with broadcasting. */
import { broadcastShape, elementwise } from '../arithmetic/broadcast.ts';
import type { Operator } from './operator.ts';

export const pow: Operator = {
  attributes: [],
  shape: broadcastShape,
  // 0.5 is by far the most frequent exponent (square roots of variances), and Math.sqrt is exactly rounded where Math.pow need not be.
  run: (call) => elementwise(call, (a, b) => (b === 0.5 ? Math.sqrt(a) : b === 2 ? a * a : a ** b)),
};
