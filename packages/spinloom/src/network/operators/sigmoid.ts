/** Sigmoid: 1 / (1 + e^-x). */
import { unary } from '../arithmetic/elementwise.ts';
import { sigmoid as logistic } from '../arithmetic/functions.ts';
import type { Operator } from './operator.ts';

export const sigmoid: Operator = unary(() => logistic, { slope: 1 });
