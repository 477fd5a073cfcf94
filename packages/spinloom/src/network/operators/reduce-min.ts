/** ReduceMin: the smallest number along the given axes (default: all). */
import { reducing } from '../arithmetic/reduce.ts';
import type { Operator } from './operator.ts';

export const reduceMin: Operator = reducing({ start: Number.POSITIVE_INFINITY, step: Math.min, keepsCodes: true });
