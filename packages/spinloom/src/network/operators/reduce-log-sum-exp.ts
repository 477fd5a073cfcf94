/** ReduceLogSumExp: ln(sum e^x) along the given axes (default: all). Each partial result is a logarithm, so that large numbers do not overflow. */
import { exp, log1p } from '../arithmetic/functions.ts';
import { reducing } from '../arithmetic/reduce.ts';
import type { Operator } from './operator.ts';

export const reduceLogSumExp: Operator = reducing({
  start: Number.NEGATIVE_INFINITY,
  step: (sum, x) => (sum === Number.NEGATIVE_INFINITY ? x : Math.max(sum, x) + log1p(exp(-Math.abs(sum - x)))),
});
