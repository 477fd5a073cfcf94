/** Pow, with broadcasting. */
import { binary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

// 0.5 is by far the most frequent exponent (square roots of variances), and Math.sqrt is exactly rounded where Math.pow need not be.
export const pow: Operator = binary(() => (a, b) => (b === 0.5 ? Math.sqrt(a) : b === 2 ? a * a : a ** b));
