/** Sub, with broadcasting. */
import { binary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const sub: Operator = binary(() => (a, b) => a - b, { slope: (_, first) => (first ? 1 : -1), affine: true });
