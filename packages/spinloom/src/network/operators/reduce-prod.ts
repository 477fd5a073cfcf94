/** ReduceProd: the product along the given axes (default: all); found in chains that compute shapes. */
import { reducing } from '../arithmetic/reduce.ts';
import type { Operator } from './operator.ts';

export const reduceProd: Operator = reducing({ start: 1, step: (product, x) => product * x });
