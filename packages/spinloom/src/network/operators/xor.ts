/** Xor, of truth values. */
import { binary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const xor: Operator = binary(() => (a, b) => ((a !== 0) !== (b !== 0) ? 1 : 0), { type: 'bool' });
