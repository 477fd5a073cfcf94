/** Sqrt. Of a negative number there is none, so that it has no place in a chain. */
import { unary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const sqrt: Operator = unary(() => Math.sqrt);
