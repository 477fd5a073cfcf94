/** Less: 1 where the first is smaller. */
import { binary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const less: Operator = binary(() => (a, b) => (a < b ? 1 : 0), { type: 'bool' });
