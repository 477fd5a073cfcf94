/** ReduceMax: the largest number along the given axes (default: all). Over whole maps it is a GlobalMaxPool. */
import { reducing } from '../arithmetic/reduce.ts';
import type { Operator } from './operator.ts';

export const reduceMax: Operator = reducing({ start: Number.NEGATIVE_INFINITY, step: Math.max, pooling: 'max', keepsCodes: true });
