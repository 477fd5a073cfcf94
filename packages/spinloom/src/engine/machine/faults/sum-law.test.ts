import { describe, expect, it } from 'vitest';
import { stream, threefry2x32 } from '../../../random/index.ts';
import { type Alias, drawFrom, sumLaw } from './sum-law.ts';

/** Two words by number of the draw. */
type Generator = (draw: number) => readonly [number, number];

const threefry =
  (seed: number): Generator =>
  (draw) => {
    const words = new Uint32Array(2);
    const key = stream(seed, 'law');
    threefry2x32(key.uint32(0), key.uint32(1), draw, 0, words);
    return [words[0]!, words[1]!];
  };

/** The sum over n columns. */
function draw(law: NonNullable<ReturnType<typeof sumLaw>>, n: number, generator: Generator, at: number): number {
  return law.reduce((sum, { shift, mask, tables }, level) => {
    const digit = (n >>> shift) & mask;
    return digit === 0 ? sum : sum + drawFrom(tables[digit]!, ...generator(at * law.length + level));
  }, 0);
}

/** Binomial probabilities by the ratio of neighbours, from the logarithm of the first. */
function binomial(n: number, p: number): readonly number[] {
  const masses = [Math.exp(n * Math.log1p(-p))];
  for (let k = 1; k <= n; k++) masses.push(((masses[k - 1]! * (n - k + 1)) / k) * (p / (1 - p)));
  return masses;
}

/** What a table gives and how often, from its cells. */
function massesOf({ bits, first, cells }: Alias): Map<number, number> {
  const masses = new Map<number, number>();
  const add = (value: number, mass: number): void => void masses.set(value, (masses.get(value) ?? 0) + mass);
  for (let i = 0; i < 2 ** bits; i++) {
    const own = (cells[2 * i + 1]! * 2 ** 20 + (cells[2 * i]! >>> 12)) / 2 ** 52;
    add(first + i, own / 2 ** bits);
    add(first + (cells[2 * i]! & 0xfff), (1 - own) / 2 ** bits);
  }
  return masses;
}

/** Chi-square of counts against probabilities, in standard deviations; outcomes that are expected fewer than 8 times count as one. */
function chiSquare(counts: ReadonlyMap<number, number>, masses: readonly number[], draws: number): number {
  let sum = 0;
  let bins = 0;
  let [expected, found] = [0, 0];
  const close = (): void => {
    sum += (found - expected) ** 2 / expected;
    bins += 1;
    [expected, found] = [0, 0];
  };
  for (const [value, mass] of masses.entries()) {
    expected += mass * draws;
    found += counts.get(value) ?? 0;
    if (expected >= 8) close();
  }
  if (expected > 0.5) close();
  return (sum - (bins - 1)) / Math.sqrt(2 * (bins - 1));
}

function countsOf(n: number, p: number, draws: number, generator: Generator): Map<number, number> {
  const law = sumLaw([1], [p], n)!;
  const counts = new Map<number, number>();
  for (let i = 0; i < draws; i++) {
    const value = draw(law, n, generator, i);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

const cases = [
  [7, 0.3],
  [100, 0.01],
  [127, 0.9],
  [300, 0.5],
  [2560, 0.003],
  [2560, 0.1],
  [9216, 0.02],
] as const;

describe('the law of a sum', () => {
  it.each(cases)('of %d columns that change by 1 with probability %d is binomial, by the tables themselves', (n, p) => {
    const law = sumLaw([1], [p], n)!;
    // The tables of the digits, convolved.
    let masses = new Map([[0, 1]]);
    for (const { shift, mask, tables } of law) {
      const next = new Map<number, number>();
      for (const [value, mass] of massesOf(tables[(n >>> shift) & mask]!)) {
        for (const [before, known] of masses) next.set(before + value, (next.get(before + value) ?? 0) + mass * known);
      }
      masses = next;
    }
    const exact = binomial(n, p);
    for (const [value, mass] of masses) expect(Math.abs(mass - (exact[value] ?? 0))).toBeLessThan(1e-13);
    expect([...masses.values()].reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 13);
  });

  it.each(cases)('of %d columns is drawn as often as it should be, with seeds that are small integers, at %d', (n, p) => {
    const draws = 40_000;
    for (const seed of [0, 1, 2]) expect(Math.abs(chiSquare(countsOf(n, p, draws, threefry(seed)), binomial(n, p), draws))).toBeLessThan(5);
  });

  it('finds out generators and laws that are broken', () => {
    const draws = 40_000;
    const exact = binomial(300, 0.1);
    const deviation = (generator: Generator, p = 0.1): number => Math.abs(chiSquare(countsOf(300, p, draws, generator), exact, draws));
    expect(deviation(threefry(1))).toBeLessThan(5);
    // A small integer as the state of a linear congruence; one word used twice; too few random bits; a probability that is off by 2 %.
    expect(deviation((i) => [Math.imul(i, 1664525) >>> 0, Math.imul(i + 1, 1664525) >>> 0])).toBeGreaterThan(10);
    expect(deviation((i) => [threefry(1)(i >> 1)[0], threefry(1)(i >> 1)[0]])).toBeGreaterThan(10);
    expect(deviation((i) => [(threefry(1)(i)[0] & 0xf8000000) >>> 0, 0])).toBeGreaterThan(10);
    expect(deviation(threefry(1), 0.102)).toBeGreaterThan(10);
  });

  it('of several changes has the mean and variance of as many columns', () => {
    const changes = [-2, 1, 3];
    const probabilities = [0.05, 0.2, 0.01];
    const n = 500;
    const law = sumLaw(changes, probabilities, n)!;
    const mean = changes.reduce((sum, change, i) => sum + change * probabilities[i]!, 0);
    const variance = changes.reduce((sum, change, i) => sum + change ** 2 * probabilities[i]!, 0) - mean ** 2;
    const draws = 20_000;
    const drawn = Array.from({ length: draws }, (_, i) => draw(law, n, threefry(7), i));
    const found = drawn.reduce((sum, value) => sum + value, 0) / draws;
    const spread = drawn.reduce((sum, value) => sum + (value - found) ** 2, 0) / (draws - 1);
    expect(Math.abs(found - n * mean)).toBeLessThan(5 * Math.sqrt((n * variance) / draws));
    expect(Math.abs(spread / (n * variance) - 1)).toBeLessThan(5 * Math.sqrt(2 / draws));
  });

  it('of columns that change for certain is certain', () => {
    const law = sumLaw([3], [1], 1000)!;
    for (const n of [0, 1, 64, 127, 128, 1000]) expect(draw(law, n, threefry(1), n)).toBe(3 * n);
  });

  it('is not made where its values are more than the cells of a table', () => {
    expect(sumLaw([1], [0.5], 2 ** 20)).toBeUndefined();
    expect(sumLaw([1, 5000], [0.1, 0.1], 10)).toBeUndefined();
  });
});
