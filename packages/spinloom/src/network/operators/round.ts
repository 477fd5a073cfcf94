/** Round: the nearest integer, ties to the even one. */
import { unary } from '../arithmetic/elementwise.ts';
import { roundHalfEven } from '../arithmetic/round.ts';
import type { Operator } from './operator.ts';

export const round: Operator = unary(() => (x) => (Number.isFinite(x) ? roundHalfEven(x) : x), { slope: 1 });
