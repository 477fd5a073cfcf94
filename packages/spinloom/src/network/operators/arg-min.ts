/** ArgMin: where the smallest number stands along one axis. */
import { arg } from '../arithmetic/arg.ts';
import type { Operator } from './operator.ts';

export const argMin: Operator = arg((a, b) => a < b);
