/** ArgMax: where the largest number stands along one axis. */
import { arg } from '../arithmetic/arg.ts';
import type { Operator } from './operator.ts';

export const argMax: Operator = arg((a, b) => a > b);
