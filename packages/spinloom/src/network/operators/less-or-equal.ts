/** LessOrEqual: 1 where the first is not greater. */
import { binary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const lessOrEqual: Operator = binary(() => (a, b) => (a <= b ? 1 : 0), { type: 'bool' });
