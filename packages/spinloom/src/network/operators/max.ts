/** Max of any number of operands, with broadcasting. */
import { variadic } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const max: Operator = variadic(Math.max, { keepsCodes: true });
