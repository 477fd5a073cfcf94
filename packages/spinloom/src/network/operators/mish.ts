/** Mish: x tanh(ln(1 + e^x)); not monotone. */
import { unary } from '../arithmetic/elementwise.ts';
import { softplus, tanh } from '../arithmetic/functions.ts';
import type { Operator } from './operator.ts';

export const mish: Operator = unary(() => (x) => x * tanh(softplus(x)));
