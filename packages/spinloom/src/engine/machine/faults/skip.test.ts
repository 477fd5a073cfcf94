import { describe, expect, it } from 'vitest';
import { stream } from '../../../random/index.ts';
import { skipAhead } from './skip.ts';

const visits = (p: number, trials: number, seed = 1): { index: number; u: number }[] => {
  const found: { index: number; u: number }[] = [];
  skipAhead(stream(seed, 'skip'), trials, p, (index, u) => found.push({ index, u }));
  return found;
};

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
});
