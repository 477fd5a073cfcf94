/** ReduceL1: the sum of sizes along the given axes (default: all). */
import { reducing } from '../arithmetic/reduce.ts';
import type { Operator } from './operator.ts';

export const reduceL1: Operator = reducing({ start: 0, step: (sum, x) => sum + Math.abs(x) });
