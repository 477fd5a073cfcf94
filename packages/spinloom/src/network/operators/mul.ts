/** Mul, with broadcasting. */
import { binary } from '../arithmetic/elementwise.ts';
import type { Operator } from './operator.ts';

export const mul: Operator = binary((_, integer) => (integer ? multiplied : (a, b) => a * b), { slope: (c) => Math.sign(c), affine: true });

/** An integer product that leaves 53 bits is taken exactly, so that it wraps around as it should. */
function multiplied(a: number, b: number): number {
  const product = a * b;
  return Number.isSafeInteger(product) ? product : Number(BigInt.asIntN(64, BigInt(a) * BigInt(b)));
}
