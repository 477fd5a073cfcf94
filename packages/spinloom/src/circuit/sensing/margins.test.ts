import { describe, expect, it } from 'vitest';
import { stream, threefry2x32 } from '../../random/index.ts';
import { joinMargins, type MarginOptions, marginBlock, marginBlocks, margins } from '../index.ts';
import { drawCells, normalOf } from './draw.ts';

describe('a draw', () => {
  // mpmath, sqrt(2) erfinv(2p - 1) at p = (word + 1/2) / 2^32.
  it.each([
    [0, -6.33795775455379],
    [4_294_967_295, 6.33795775455379],
    [2 ** 30, -0.674489749829738],
    [3_865_470_566, 1.28155156567727],
    [322_122_547, -1.43953147044502],
    [42_949, -4.26489169307143],
  ])('of word %d is %d', (word, expected) => expect(Math.abs(normalOf(word) / expected - 1)).toBeLessThan(3e-7));
});

describe('the cells of a trial', () => {
  it('are drawn from the blocks of the published generator', () => {
    const key = stream(3, 'key');
    const [key0, key1] = [key.uint32(0), key.uint32(1)];
    const out = new Float64Array(6);
    const words = new Uint32Array(2);
    for (const trial of [0, 1, 99_999, 2 ** 32 - 1]) {
      drawCells(key0, key1, trial, out);
      for (const cell of [0, 1, 2]) {
        threefry2x32(key0, key1, trial, cell, words);
        expect([out[2 * cell], out[2 * cell + 1]]).toEqual([...words].map(normalOf));
      }
    }
  });
});

describe('a run of 100,000 trials', () => {
  // Golden rows M1, M2, M3, with their tolerances.
  it('of one cell has the moments of the reference', () => {
    const [, high] = margins({ operation: 'read' }).levels;
    expect(Math.abs(high!.mean - 2.685)).toBeLessThan(0.002);
    expect(Math.abs(high!.sd - 0.2156)).toBeLessThan(0.0015);
    expect(Math.abs(high!.skew - 0.114)).toBeLessThan(0.025);
  });

  it('of two cells has the moments of the reference', () => {
    const { levels } = margins({ operation: 'xor' });
    [0.49938, 0.72734, 1.33816].forEach((mean, ones) => {
      expect(Math.abs(levels[ones]!.mean - mean)).toBeLessThan([0.0002, 0.0003, 0.0008][ones]!);
    });
    [0.01772, 0.03099, 0.07637].forEach((sd, ones) => {
      expect(Math.abs(levels[ones]!.sd / sd - 1)).toBeLessThan(0.01);
    });
  });

  // Golden row M4: counts within their Poisson ranges.
  it.each<[MarginOptions, number, number, number]>([
    [{ operation: 'read' }, 1, 0, 6],
    [{ operation: 'and' }, 2, 0, 7],
    [{ operation: 'or' }, 1, 3, 25],
  ])('of %j has as many errors in the state of %d as chance allows', (options, ones, from, to) => {
    const { levels } = margins(options);
    expect(levels[ones]!.errors).toBeGreaterThanOrEqual(from);
    expect(levels[ones]!.errors).toBeLessThanOrEqual(to);
    expect(levels[0]!.errors).toBe(0);
  });

  // Golden row M5: about 25 of 4 x 100k even inputs.
  it('of XOR errs as often as the reference', () => {
    let errors = 0;
    for (const seed of [1, 2, 3, 4])
      errors += margins({ operation: 'xor', seed }).levels.reduce((sum, of) => sum + of.errors * [0.25, 0.5, 0.25][of.ones]!, 0);
    expect(Math.abs(errors - 25)).toBeLessThanOrEqual(15);
  });

  // Golden row M8.
  it.each([1, 2])('of seed %d has the gaps of the reference', (seed) => {
    expect(margins({ operation: 'read', seed }).gap).toBeGreaterThan(0);
    expect(margins({ operation: 'and', seed }).gap).toBeGreaterThan(0);
    const { gap } = margins({ operation: 'or', seed });
    expect(gap).toBeGreaterThan(-0.01);
    expect(gap).toBeLessThan(0.05);
  });

  // Paper 1, III.B: "to avoid read failure (overlapping of V distribution), only two fan-in in-memory logic is used".
  it("bears out the paper's claim: two cells do not overlap, three do", () => {
    const worst = (fanIn: number): number => Math.min(...(['and', 'or'] as const).map((operation) => margins({ operation, fanIn }).gap));
    expect(worst(2)).toBeGreaterThan(0);
    expect(worst(3)).toBeLessThan(0);
  });

  it('has histograms that hold every trial, and z of the tighter branch', () => {
    const { levels, branches, z, gap } = margins({ operation: 'xor', trials: 5000 });
    for (const { histogram } of levels) expect(histogram.counts.reduce((a, b) => a + b)).toBe(5000);
    const [none, one] = levels;
    expect(z).toBe((one!.mean - none!.mean) / (one!.sd + none!.sd));
    expect(gap).toBe(branches[0]!.gap);
    expect(branches[1]!.z).toBeGreaterThan(z);
  });
});

describe('trials', () => {
  it('are the same to the last bit when their blocks run elsewhere and in another order', () => {
    const options: MarginOptions = { operation: 'or', fanIn: 3, trials: 10_000, seed: 7 };
    const blocks = marginBlocks(options);
    expect(blocks).toBe(3);
    const backwards = Array.from({ length: blocks }, (_, i) => marginBlock(options, blocks - 1 - i)).reverse();
    expect(joinMargins(options, backwards)).toEqual(margins(options));
  });

  it('depend on the seed', () => expect(margins({ trials: 100, seed: 2 }).levels[0]!.mean).not.toBe(margins({ trials: 100 }).levels[0]!.mean));

  it('stay finite where a draw would give no resistance at all', () => {
    const { levels } = margins({ operation: 'or', trials: 5000, resistanceSigma: 0.5, tmrSigma: 0.8 });
    for (const { mean, sd, min } of levels) expect([mean, sd, min].every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  });

  it.each<[MarginOptions, string]>([
    [{ trials: 0 }, 'trials must be a whole number from 1 to 2^32, found 0'],
    [{ seed: -1 }, 'seed must be a whole number of 0 or more, found -1'],
  ])('%j are refused', (options, sentence) => expect(() => margins(options)).toThrow(sentence));
});
