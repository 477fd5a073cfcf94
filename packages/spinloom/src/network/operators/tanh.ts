/** Tanh: the hyperbolic tangent. */
import { unary } from '../arithmetic/elementwise.ts';
import { tanh as hyperbolicTangent } from '../arithmetic/functions.ts';
import type { Operator } from './operator.ts';

export const tanh: Operator = unary(() => hyperbolicTangent, { slope: 1 });
