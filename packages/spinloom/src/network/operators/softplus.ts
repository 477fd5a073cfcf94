/** Softplus: ln(1 + e^x). */
import { unary } from '../arithmetic/elementwise.ts';
import { softplus as smooth } from '../arithmetic/functions.ts';
import type { Operator } from './operator.ts';

export const softplus: Operator = unary(() => smooth, { slope: 1 });
