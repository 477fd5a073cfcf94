/** IsNaN: 1 where a number is none. */
import { unary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const isNan: Operator = unary(() => (x) => (Number.isNaN(x) ? 1 : 0), { type: 'bool' });
