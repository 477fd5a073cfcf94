/** Mod: the remainder with the sign of the divisor, or with that of the dividend where fmod is 1. */
import { binary } from '../arithmetic/elementwise.ts';
import { integerOf, type Operator } from './operator.ts';

export const mod: Operator = binary(
  (call) => {
    if (integerOf(call, 'fmod', 0) !== 0) return (a, b) => a % b;
    return (a, b) => {
      const rest = a % b;
      return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
    };
  },
  { attributes: ['fmod'] },
);
