/** Add, with broadcasting. */
import { binary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const add: Operator = binary(() => (a, b) => a + b, { slope: () => 1, affine: true });
