/** HardSwish: x times HardSigmoid(x) with alpha 1/6 and beta 1/2; it falls and rises, so that it has no place in a chain. */
import { unary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const hardSwish: Operator = unary(() => (x) => x * Math.max(0, Math.min(1, x / 6 + 0.5)));
