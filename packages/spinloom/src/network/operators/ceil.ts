/** Ceil: the nearest integer that is not smaller. */
import { unary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const ceil: Operator = unary(() => Math.ceil, { slope: 1 });
