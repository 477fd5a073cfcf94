/** GreaterOrEqual: 1 where the first is not smaller. */
import { binary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const greaterOrEqual: Operator = binary(() => (a, b) => (a >= b ? 1 : 0), { type: 'bool' });
