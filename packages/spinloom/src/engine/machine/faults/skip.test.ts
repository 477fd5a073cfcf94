import { describe, expect, it } from 'vitest';
import { stream } from '../../../random/index.ts';
import { skipAhead, skipAheadAlike } from './skip.ts';

const visits = (p: number, trials: number, seed = 1): { index: number; u: number }[] => {
  const found: { index: number; u: number }[] = [];
  skipAhead(stream(seed, 'skip'), trials, p, (index, u) => found.push({ index, u }));
  return found;
};

describe('skip-ahead among trials that are alike', () => {
  const visited = (p: number, trials: number, seed = 1): number[] => {
    const found: number[] = [];
    skipAheadAlike(stream(seed, 'alike'), trials, p, (index) => found.push(index));
    return found;
  };

  // Binomial: mean n p, variance n p (1 - p); 5 standard deviations.
  it.each([1e-6, 1e-4, 1e-3, 0.03, 0.5, 0.9])('visits a share of %d of them', (p) => {
    const trials = 1e5 / p;
    const found = visited(p, trials);
    expect(Math.abs(found.length - trials * p)).toBeLessThan(5 * Math.sqrt(trials * p * (1 - p)));
    expect(found.every((index, i) => index > (found[i - 1] ?? -1) && index < trials)).toBe(true);
  });

  it('draws gaps that know nothing of each other, within a block of the generator and from block to block', () => {
    const found = visited(0.1, 2e6);
    const gaps = found.slice(1).map((index, i) => index - found[i]!);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    // Gaps of one block lie 16 visits apart.
    for (const apart of [1, 2, 15, 16, 17, 32]) {
      let sum = 0;
      for (let i = apart; i < gaps.length; i++) sum += (gaps[i]! - mean) * (gaps[i - apart]! - mean);
      // Variance (1 - p) / p^2 = 90.
      expect(Math.abs(sum / 90 / gaps.length)).toBeLessThan(5 / Math.sqrt(gaps.length));
    }
  });

  it('visits every trial where p is 1, and none where it is 0', () => {
    expect(visited(1, 7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(visited(0, 7)).toEqual([]);
  });
});

describe('skip-ahead', () => {
  // Binomial: mean n p, variance n p (1 - p); 5 standard deviations.
  it.each([1e-6, 1e-4, 1e-3, 0.03, 0.5, 0.9])('visits a share of %d of the trials', (p) => {
    const trials = 1e5 / p;
    const found = visits(p, trials);
    expect(Math.abs(found.length - trials * p)).toBeLessThan(5 * Math.sqrt(trials * p * (1 - p)));
    expect(found.every(({ index, u }) => index >= 0 && index < trials && u > 0 && u < 1)).toBe(true);
  });

  it('gives gaps whose variance is that of a geometric distribution', () => {
    const p = 0.01;
    const found = visits(p, 1e7);
    const gaps = found.slice(1).map(({ index }, i) => index - found[i]!.index);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    expect(mean).toBeGreaterThan(98.4);
    expect(mean).toBeLessThan(101.6);
    // Variance (1 - p) / p^2 = 9900; kurtosis 9, so its standard error is sqrt(8 / n) of it.
    expect(Math.abs(variance / 9900 - 1)).toBeLessThan(5 * Math.sqrt(8 / gaps.length));
  });

  it('visits every trial where p is 1, and none where it is 0', () => {
    expect(visits(1, 7).map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(visits(0, 7)).toEqual([]);
  });

  it('gives uniforms that do not know the gaps', () => {
    const found = visits(0.3, 1e5);
    const after = (below: boolean): number => {
      const gaps = found.flatMap(({ index, u }, i) => (i > 0 && u < 0.5 === below ? [index - found[i - 1]!.index] : []));
      return gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    };
    expect(Math.abs(after(true) - after(false))).toBeLessThan(5 * Math.sqrt((2 * 0.7) / 0.09 / (found.length / 2)));
  });

  // A generator that is seeded with small integers as they are starts alike for all of them: 1.0 visits in the mean instead of 15.
  it('visits as often as it should from seeds that are small integers', () => {
    const expected = 14.95;
    const counts = Array.from({ length: 400 }, (_, seed) => visits(1e-7, expected * 1e7, seed).length);
    const { mean, variance } = moments(counts);
    expect(Math.abs(mean - expected)).toBeLessThan(5 * Math.sqrt(expected / counts.length));
    // Nearly Poisson: the sample variance has a relative standard error of sqrt(2 / n + 1 / (n mean)).
    expect(Math.abs(variance / expected - 1)).toBeLessThan(5 * Math.sqrt(2 / counts.length + 1 / (counts.length * expected)));
  });

  it('visits independently in streams of neighbouring images, planes and blocks', () => {
    const many = 2000;
    const of = (image: number, planes: number, block: number): number => {
      let count = 0;
      const here = stream(1, 'fault').child('image', image).child('slot', planes).child('block', block);
      skipAhead(here, 20_000, 1e-3, () => count++);
      return count;
    };
    const own = Array.from({ length: many }, (_, i) => of(i, 0, 0));
    const others = [(i: number) => of(i + 1, 0, 0), (i: number) => of(i, 1, 0), (i: number) => of(i, 8, 0), (i: number) => of(i, 0, 1)];
    for (const other of others) {
      const counts = own.map((_, i) => other(i));
      expect(Math.abs(correlation(own, counts))).toBeLessThan(5 / Math.sqrt(many));
    }
  });
});

function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) };
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [ofA, ofB] = [moments(a), moments(b)];
  const both = a.reduce((sum, value, i) => sum + (value - ofA.mean) * (b[i]! - ofB.mean), 0) / (a.length - 1);
  return both / Math.sqrt(ofA.variance * ofB.variance);
}
