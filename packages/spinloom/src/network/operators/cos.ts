/** Cos, of radians. */
import { unary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const cos: Operator = unary(() => Math.cos);
