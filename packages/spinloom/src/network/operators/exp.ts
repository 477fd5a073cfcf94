/** Exp: e^x. */
import { unary } from '../arithmetic/elementwise.ts';
import { exp as power } from '../arithmetic/functions.ts';
import type { Operator } from './operator.ts';

export const exp: Operator = unary(() => power, { slope: 1 });
