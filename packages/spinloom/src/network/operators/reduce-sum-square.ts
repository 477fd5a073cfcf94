/** ReduceSumSquare: the sum of squares along the given axes (default: all). */
import { reducing } from '../arithmetic/reduce.ts';
import type { Operator } from './operator.ts';

export const reduceSumSquare: Operator = reducing({ start: 0, step: (sum, x) => sum + x * x });
