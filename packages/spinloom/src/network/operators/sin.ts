/** Sin, of radians. */
import { unary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const sin: Operator = unary(() => Math.sin);
