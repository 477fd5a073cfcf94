/** Not, of truth values. */
import { unary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const not: Operator = unary(() => (x) => (x === 0 ? 1 : 0), { type: 'bool' });
