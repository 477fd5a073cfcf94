/** ReduceL2: the Euclidean length along the given axes (default: all). */
import { reducing } from '../arithmetic/reduce.ts';
import type { Operator } from './operator.ts';

export const reduceL2: Operator = reducing({ start: 0, step: (sum, x) => sum + x * x, finish: Math.sqrt });
