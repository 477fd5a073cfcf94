import { describe, expect, it } from 'vitest';
import { errorProbability } from './error-probability.ts';
import { cellLaw } from './law.ts';
import { margins } from './margins.ts';

describe('the law of a cell', () => {
  it.each([
    [{ resistanceSigma: 1.5 }, 'at most 1'],
    [{ tmrSigma: 2 }, 'at most the TMR'],
    [{ tmrSigma: 2, tmrSpread: 'points' }, 'at most the TMR'],
    [{ tmr: 0 }, 'TMR must be'],
  ] as const)('refuses %j', (options, sentence) => {
    expect(() => cellLaw(options)).toThrow(sentence);
  });

  // The widest laws that are let through: the lattice must still hold all of their mass.
  it.each([{ resistanceSigma: 1 }, { resistanceSigma: 0.5 }, { tmrSigma: 1 }, { resistanceSigma: 1, tmrSigma: 1 }])(
    'gives the error probability of its own trials at %j',
    (options) => {
      for (const operation of ['and', 'or'] as const) {
        const exact = errorProbability({ operation, ...options }).byOnes;
        const { levels, trials } = margins({ operation, trials: 200_000, ...options });
        for (const { ones, errors } of levels) {
          const p = exact[ones]!;
          const deviation = Math.sqrt((p * (1 - p)) / trials);
          expect(Math.abs(errors / trials - p), `${operation} with ${ones} ones: ${errors / trials} sampled, ${p} exact`).toBeLessThan(
            5 * deviation + 5 / trials,
          );
        }
      }
    },
  );
});
