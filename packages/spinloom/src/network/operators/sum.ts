/** Sum of any number of operands, with broadcasting. */
import { variadic } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const sum: Operator = variadic((sum, x) => sum + x, { affine: true });
