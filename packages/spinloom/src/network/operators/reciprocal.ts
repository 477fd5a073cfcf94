/** Reciprocal: 1 / x, which is not monotone across zero. */
import { unary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const reciprocal: Operator = unary(() => (x) => 1 / x);
