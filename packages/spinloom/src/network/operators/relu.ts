/** Relu: max(x, 0). */
import { unary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const relu: Operator = unary(() => (x) => (x > 0 ? x : 0), { slope: 1 });
