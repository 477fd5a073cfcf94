/** Erf: the error function. */
import { unary } from '../arithmetic/elementwise.ts';
import { erf as errorFunction } from '../arithmetic/functions.ts';
import type { Operator } from './operator.ts';

export const erf: Operator = unary(() => errorFunction, { slope: 1 });
