/** Sign: -1, 0 or 1. */
import { unary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const sign: Operator = unary(() => Math.sign, { slope: 1 });
