/** Sources by chance: Poisson outages, a two-state Markov process, an Ornstein-Uhlenbeck process. The same seed gives the same pieces. */
import { log, stream } from '../../random/index.ts';
import { refuse } from '../../refusal/index.ts';
import { notNegative, positive } from '../checks.ts';
import type { Harvest, Outages, Piece } from './types.ts';

/** Failures at `rate_per_s` of on-time, each followed by `off_s` without power. */
export function poissonOutages(rate_per_s: number, off_s = 0): Outages {
  positive(rate_per_s, 'source poisson: rate');
  notNegative(off_s, 'source poisson: time off');
  return { kind: 'outages', name: `poisson:${rate_per_s},${off_s}`, notes: [], rate_per_s, off_s };
}

/** On and off for exponentially distributed times of these means. Starts on. */
export function markovSource(power_W: number, meanOn_s: number, meanOff_s: number, seed: number): Harvest {
  notNegative(power_W, 'source markov: power');
  positive(meanOn_s, 'source markov: mean time on');
  positive(meanOff_s, 'source markov: mean time off');
  return {
    kind: 'harvest',
    name: `markov:${power_W},${meanOn_s},${meanOff_s}`,
    notes: ['synthetic: two-state Markov process'],
    duration_s: Number.POSITIVE_INFINITY,
    mean_W: (power_W * meanOn_s) / (meanOn_s + meanOff_s),
    level_W: power_W,
    *pieces(): Generator<Piece> {
      const { uniform } = stream(seed, 'power-source').child('markov');
      for (let i = 0; ; i++) {
        const on = i % 2 === 0;
        yield { duration_s: -log(uniform(i)) * (on ? meanOn_s : meanOff_s), power_W: on ? power_W : 0 };
      }
    },
  };
}

/**
 * A power that wanders about its mean: standard deviation sigma, time constant tau, exact transition over each step (tau / 10 unless given), negative values cut to
 * 0. The mean of a wide process is therefore above `mean_W`; `Harvest.mean_W` is that of the cut normal law.
 */
export function ornsteinUhlenbeckSource(mean_W: number, sigma_W: number, tau_s: number, seed: number, step_s: number = tau_s / 10): Harvest {
  notNegative(mean_W, 'source ou: mean');
  notNegative(sigma_W, 'source ou: sigma');
  positive(tau_s, 'source ou: tau');
  positive(step_s, 'source ou: step');
  if (step_s > tau_s) refuse(`source ou: the step of ${step_s} s is longer than tau, ${tau_s} s; give a shorter one`);
  const keep = Math.exp(-step_s / tau_s);
  const spread = sigma_W * Math.sqrt(-Math.expm1((-2 * step_s) / tau_s));
  return {
    kind: 'harvest',
    name: `ou:${mean_W},${sigma_W},${tau_s}`,
    notes: ['synthetic: Ornstein-Uhlenbeck process, negative values cut to 0'],
    duration_s: Number.POSITIVE_INFINITY,
    mean_W: cutMean(mean_W, sigma_W),
    *pieces(): Generator<Piece> {
      const { normal } = stream(seed, 'power-source').child('ou');
      let away = sigma_W * normal(0);
      for (let i = 1; ; i++) {
        yield { duration_s: step_s, power_W: Math.max(0, mean_W + away) };
        away = away * keep + spread * normal(i);
      }
    },
  };
}

/** Mean of max(0, x) for a normal x: m Phi(m/s) + s phi(m/s). Phi by its continued series, good to 1e-7. */
function cutMean(mean: number, sigma: number): number {
  if (sigma === 0) return mean;
  const z = mean / sigma;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  // Abramowitz and Stegun 26.2.17.
  const t = 1 / (1 + 0.2316419 * z);
  const tail = density * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return mean * (1 - tail) + sigma * density;
}
