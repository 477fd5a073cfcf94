/** Min of any number of operands, with broadcasting. */
import { variadic } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const min: Operator = variadic(Math.min, { keepsCodes: true });
