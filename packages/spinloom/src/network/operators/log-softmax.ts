/** LogSoftmax: the logarithm of Softmax, along the same axes. */
import { ln } from '../arithmetic/functions.ts';
import type { Operator } from './operator.ts';
import { normalised, softmax } from './softmax.ts';

export const logSoftmax: Operator = { ...softmax, run: (call) => normalised(call, (x, largest, sum) => x - largest - ln(sum)) };
