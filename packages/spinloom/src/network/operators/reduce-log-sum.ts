/** ReduceLogSum: the logarithm of the sum along the given axes (default: all). */
import { ln } from '../arithmetic/functions.ts';
import { reducing } from '../arithmetic/reduce.ts';
import type { Operator } from './operator.ts';

export const reduceLogSum: Operator = reducing({ start: 0, step: (sum, x) => sum + x, finish: ln });
