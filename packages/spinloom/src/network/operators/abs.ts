/** Abs: the size of each number. */
import { unary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const abs: Operator = unary(() => Math.abs);
