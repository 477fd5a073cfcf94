/** Log: the natural logarithm. */
import { unary } from '../arithmetic/elementwise.ts';
import { ln } from '../arithmetic/functions.ts';
import type { Operator } from './operator.ts';

export const log: Operator = unary(() => ln);
