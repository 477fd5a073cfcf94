/** Floor: the nearest integer that is not greater. */
import { unary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const floor: Operator = unary(() => Math.floor, { slope: 1 });
