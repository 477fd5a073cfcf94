/** Neg: -x. */
import { unary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const neg: Operator = unary(() => (x) => -x, { slope: -1, affine: true });
