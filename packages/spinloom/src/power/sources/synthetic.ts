/**
 * Synthetic sources for where no licensed recording is at hand. They are labelled so wherever they appear. Shapes only; levels are parameters, with assumed defaults.
 *
 *   rf-bursts   exponentially distributed gaps and bursts of a reader, log-normal level of each burst
 *   solar-day   half a sine of daylight (6 to 18 h) times clouds: an Ornstein-Uhlenbeck shade in [0, 1], a minute a sample
 *   gait        mass and spring driven by steps: power decays after each heel strike, cadence 1.8 Hz +- 5 %, walks and rests
 *   thermal     a slow Ornstein-Uhlenbeck process, tau 300 s
 */
import { log, type Stream, stream } from '../../random/index.ts';
import { refuse, suggestion } from '../../refusal/index.ts';
import { notNegative } from '../checks.ts';
import { ornsteinUhlenbeckSource } from './random.ts';
import type { Harvest, Piece } from './types.ts';

export const syntheticNames = ['rf-bursts', 'solar-day', 'gait', 'thermal'] as const;
export type SyntheticName = (typeof syntheticNames)[number];

/** Mean power in watt unless given: 100 uW, 1 mW at noon, 200 uW while walking, 50 uW. */
const usual: Readonly<Record<SyntheticName, number>> = { 'rf-bursts': 100e-6, 'solar-day': 1e-3, gait: 200e-6, thermal: 50e-6 };

export function syntheticSource(name: string, level_W: number | undefined, seed: number): Harvest {
  const found = syntheticNames.find((known) => known === name);
  if (found === undefined) return refuse(`unknown synthetic source '${name}'; ${suggestion(name, syntheticNames)}`);
  const level = notNegative(level_W ?? usual[found], `source ${found}: level`);
  const random = stream(seed, 'power-source').child(found);
  if (found === 'thermal')
    return { ...ornsteinUhlenbeckSource(level, level / 5, 300, seed, 30), name: `thermal:${level}`, notes: ['synthetic: thermal gradient'] };
  const made = makers[found](level, random);
  return { kind: 'harvest', name: `${found}:${level}`, notes: [`synthetic: ${found}`], duration_s: Number.POSITIVE_INFINITY, ...made };
}

interface Made {
  readonly pieces: () => Iterable<Piece>;
  readonly mean_W: number;
  readonly charging_W?: number;
}

const makers: Readonly<Record<Exclude<SyntheticName, 'thermal'>, (level_W: number, random: Stream) => Made>> = {
  'rf-bursts': (level, random) => ({
    mean_W: level,
    charging_W: 3 * level * Math.exp(0.25),
    *pieces() {
      // A third of the time on; a level spread of e^(+-0.5) with mean 1.
      for (let i = 0; ; i++) {
        yield { duration_s: -log(random.uniform(3 * i)) * 0.05, power_W: 3 * level * Math.exp(0.5 * random.normal(3 * i + 1) - 0.125) };
        yield { duration_s: -log(random.uniform(3 * i + 2)) * 0.1, power_W: 0 };
      }
    },
  }),
  'solar-day': (level, random) => ({
    // Half a day of a half sine, times the mean shade.
    mean_W: (level / Math.PI) * 0.7,
    charging_W: (level * Math.PI * 0.7) / 4,
    *pieces() {
      let shade = 0.7;
      for (let minute = 0; ; minute++) {
        shade = Math.min(1, Math.max(0, 0.7 + (shade - 0.7) * 0.9 + 0.12 * random.normal(minute)));
        const height = Math.sin((Math.PI * ((minute % 1440) - 360)) / 720);
        yield { duration_s: 60, power_W: Math.max(0, height) * shade * level };
      }
    },
  }),
  gait: (level, random) => ({
    // Two minutes of walking, one of rest.
    mean_W: (level * 2) / 3,
    *pieces() {
      for (let bout = 0; ; bout++) {
        let left = 120;
        for (let step = 0; left > 0; step++) {
          const period = Math.min(left, (1 + 0.05 * random.child('bout', bout).normal(step)) / 1.8);
          // Six pieces of a decay by e^-4 over the step, scaled to the mean.
          const parts = 6;
          let sum = 0;
          for (let i = 0; i < parts; i++) sum += Math.exp((-4 * i) / parts);
          for (let i = 0; i < parts; i++) yield { duration_s: period / parts, power_W: (level * parts * Math.exp((-4 * i) / parts)) / sum };
          left -= period;
        }
        yield { duration_s: 60, power_W: 0 };
      }
    },
  }),
};
