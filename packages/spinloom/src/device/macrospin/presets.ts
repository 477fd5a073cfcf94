/**
 * Free layers that ship, each constant with its source. Preset A is the 60 x 40 nm ellipse of the papers' cells; its shape alone holds 7.5 kT, so an
 * extra anisotropy brings it to 40 kT. Preset B reaches 40 kT by shape alone.
 */
import type { Source, Sourced } from '../../quantity/index.ts';
import { refuse, suggestion } from '../../refusal/index.ts';
import type { MacrospinParameters } from './parameters.ts';

export interface MacrospinPreset {
  readonly id: string;
  readonly title: string;
  readonly parameters: MacrospinParameters;
  readonly sources: Readonly<Record<keyof MacrospinParameters, Source>>;
}

type Rows = Readonly<Record<keyof MacrospinParameters, Sourced>>;

const row = (value: number, unit: string, trust: Source['trust'], cite: string): Sourced => ({ value, unit, source: { trust, cite } });
const believed = 'believed: usual value of the spin-Hall junction papers of the same groups, not found again';

const common = {
  saturationMagnetisation_A_per_m: row(850e3, 'A/m', 'assumed', believed),
  damping: row(0.0122, '', 'assumed', believed),
  spinHallAngle: row(0.3, '', 'published', 'Pai et al., Appl. Phys. Lett. 101, 122404 (2012): beta-tungsten, 0.30 +- 0.02 (sign dropped)'),
  spinDiffusionLength_m: row(1.4e-9, 'm', 'assumed', believed),
  resistivity_ohm_m: row(2e-6, 'ohm m', 'assumed', 'believed: 200 µohm cm, the usual design value of beta-tungsten; tables give up to 300'),
  heavyMetalThickness_m: row(3e-9, 'm', 'assumed', believed),
  heavyMetalLength_m: row(80e-9, 'm', 'assumed', believed),
  fieldLikeRatio: row(0, '', 'assumed', 'left out: the papers model the damping-like torque'),
  spinPolarisation: row(0.676, '', 'derived', 'Julliere, sqrt(TMR / (2 + TMR)) at the 168.5 % of paper 1, III.A'),
} as const;

const rows: Readonly<Record<string, { readonly title: string; readonly rows: Rows }>> = {
  A: {
    title: '60 x 40 x 2 nm, extra anisotropy to 40 kT',
    rows: {
      ...common,
      length_m: row(60e-9, 'm', 'assumed', 'free layer of the 2T1R cell'),
      width_m: row(40e-9, 'm', 'assumed', 'free layer of the 2T1R cell'),
      thickness_m: row(2e-9, 'm', 'assumed', 'free layer of the 2T1R cell'),
      extraAnisotropy_A_per_m: row(66_793, 'A/m', 'derived', 'so that the barrier is 40 kT at 300 K; the shape alone gives 7.53 kT'),
      heavyMetalWidth_m: row(60e-9, 'm', 'assumed', 'as wide as the free layer is long'),
    },
  },
  B: {
    title: '100 x 40 x 2.7 nm, 40 kT by shape alone',
    rows: {
      ...common,
      length_m: row(100e-9, 'm', 'assumed', 'so that the shape gives 40 kT at 300 K'),
      width_m: row(40e-9, 'm', 'assumed', 'free layer of the 2T1R cell'),
      thickness_m: row(2.7e-9, 'm', 'assumed', 'so that the shape gives 40 kT at 300 K'),
      extraAnisotropy_A_per_m: row(0, 'A/m', 'assumed', 'shape alone'),
      heavyMetalWidth_m: row(100e-9, 'm', 'assumed', 'as wide as the free layer is long'),
    },
  },
};

/** Ids of the free layers there are. */
export const macrospinPresets: readonly string[] = Object.keys(rows);

/** The preset of an id; refuses an unknown one. */
export function macrospinPreset(id: string): MacrospinPreset {
  const found = Object.hasOwn(rows, id) ? rows[id] : undefined;
  if (found === undefined) return refuse(`free layer '${id}' is not known; ${suggestion(id, macrospinPresets)}`);
  return { id, title: found.title, parameters: pick(found.rows, 'value'), sources: pick(found.rows, 'source') };
}

function pick<Key extends 'value' | 'source'>(from: Rows, key: Key): Record<keyof MacrospinParameters, Sourced[Key]> {
  const entries = Object.entries(from).map(([name, value]) => [name, value[key]]);
  return Object.fromEntries(entries) as Record<keyof MacrospinParameters, Sourced[Key]>;
}
