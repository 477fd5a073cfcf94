/** ReduceMean: the mean along the given axes (default: all). Over whole maps it is a GlobalAveragePool. */
import { reducing } from '../arithmetic/reduce.ts';
import type { Operator } from './operator.ts';

export const reduceMean: Operator = reducing({ start: 0, step: (sum, x) => sum + x, finish: (sum, count) => sum / count, pooling: 'average' });
