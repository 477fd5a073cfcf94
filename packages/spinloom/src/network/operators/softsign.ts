/** Softsign: x / (1 + |x|). */
import { unary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const softsign: Operator = unary(() => (x) => x / (1 + Math.abs(x)), { slope: 1 });
