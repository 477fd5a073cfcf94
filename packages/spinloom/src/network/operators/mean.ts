/** Mean of any number of operands, with broadcasting. */
import { variadic } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const mean: Operator = variadic((sum, x) => sum + x, { finish: (sum, operands) => sum / operands, affine: true });
