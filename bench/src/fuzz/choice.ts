/** Choices of one case: a pure function of seed, case and how many were made before. */
import { stream } from 'spinloom';

export interface Choice {
  /** A whole number from 0 to `below` - 1. */
  readonly next: (below: number) => number;
  readonly of: <Item>(items: readonly Item[]) => Item;
  /** True once in `times`. */
  readonly once: (times: number) => boolean;
}

export function choiceOf(seed: number, index: number): Choice {
  const words = stream(seed, 'fuzz').child('case', index);
  let at = 0;
  const next = (below: number): number => words.uint32(at++) % Math.max(1, below);
  return { next, of: (items) => items[next(items.length)]!, once: (times) => next(times) === 0 };
}

/** Sizes, counts and attributes that no exporter writes, and some that one might. */
export const oddIntegers: readonly bigint[] = [
  ...[0n, 1n, -1n, 2n, 3n, 5n, 7n, -5n, 100n, 255n, 1000n, 65_535n],
  ...[16n, 20n, 24n, 26n, 27n, 28n, 29n, 31n, 32n, 40n, 53n, 62n].map((power) => 1n << power),
  ...[(1n << 31n) - 1n, -(1n << 31n), (1n << 63n) - 1n, -(1n << 63n)],
];

export const oddFloats: readonly number[] = [
  0,
  -0,
  1,
  -1,
  0.5,
  1e-45,
  1e-30,
  1e30,
  3e38,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];

export const oddNames: readonly string[] = [
  '',
  'input',
  'output',
  '__proto__',
  'constructor',
  'toString',
  'a\nb',
  '\u001b[31mred',
  '\u0000',
  '\u2028\u202e',
  '/',
  'ü∑',
  'x'.repeat(10_000),
];
