/** Equal: 1 where both are the same. */
import { binary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const equal: Operator = binary(() => (a, b) => (a === b ? 1 : 0), { type: 'bool' });
