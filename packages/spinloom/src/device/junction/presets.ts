/**
 * Junctions that ship: one band of effective mass on each side of a barrier. The splitting of each is solved so that the tunnel magnetoresistance is
 * 168.5 % (paper 1, III.A) at 1.2 nm, 1 mV, 300 K on a grid of 0.05 nm.
 */
import type { Source, Sourced } from '../../quantity/index.ts';
import { refuse, suggestion } from '../../refusal/index.ts';

export interface JunctionParameters {
  /** Fermi energy above the bottom of the majority band. */
  readonly fermi_eV: number;
  /** Bottom of the minority band above that of the majority band. */
  readonly splitting_eV: number;
  /** Top of the barrier above the Fermi energy. */
  readonly barrier_eV: number;
  /** Effective masses in units of the mass of the electron. */
  readonly ferromagnetMass: number;
  readonly oxideMass: number;
}

export interface JunctionPreset {
  readonly id: string;
  readonly title: string;
  readonly parameters: JunctionParameters;
  readonly sources: Readonly<Record<keyof JunctionParameters, Source>>;
}

type Rows = Readonly<Record<keyof JunctionParameters, Sourced>>;

const row = (value: number, unit: string, trust: Source['trust'], cite: string): Sourced => ({ value, unit, source: { trust, cite } });
const solved = (value: number): Sourced => row(value, 'eV', 'derived', 'solved for a TMR of 168.5 % (paper 1, III.A) at 1.2 nm, 1 mV, 300 K');
const datta = 'jguoufl/MTJ_NEGF main.m, after Datta et al., IEDM 2010';
const fong = 'xfong/negf_mtj; believed to be the kind of NEGF model that the papers used';

const common = {
  fermi_eV: row(2.25, 'eV', 'published', datta),
  ferromagnetMass: row(0.73, '', 'published', datta),
} as const;

const rows: Readonly<Record<string, { readonly title: string; readonly rows: Rows }>> = {
  N1: {
    title: '0.77 eV, 0.32 m',
    rows: {
      ...common,
      splitting_eV: solved(2.14201),
      barrier_eV: row(0.77, 'eV', 'published', 'published family of CoFeB/MgO barriers of 0.77 to 1.4 eV'),
      oxideMass: row(0.32, '', 'published', 'Kuan-Ru-Chiou, NEGF of MTJs: 0.32 x (0.2 to 1)'),
    },
  },
  N2: {
    title: '0.93 eV, 0.315 m (barrier of X. Fong)',
    rows: { ...common, splitting_eV: solved(2.12854), barrier_eV: row(0.93, 'eV', 'published', fong), oxideMass: row(0.315, '', 'published', fong) },
  },
  N3: {
    title: '0.93 eV, 0.18 m (half the TMR at 0.5 V, nearer to experiment)',
    rows: {
      ...common,
      splitting_eV: solved(2.12543),
      barrier_eV: row(0.93, 'eV', 'published', fong),
      oxideMass: row(0.18, '', 'assumed', 'usual effective mass of thin MgO'),
    },
  },
};

/** Ids of the junctions there are. */
export const junctionPresets: readonly string[] = Object.keys(rows);

/** The preset of an id; refuses an unknown one. */
export function junctionPreset(id: string): JunctionPreset {
  const found = Object.hasOwn(rows, id) ? rows[id] : undefined;
  if (found === undefined) return refuse(`junction '${id}' is not known; ${suggestion(id, junctionPresets)}`);
  return { id, title: found.title, parameters: pick(found.rows, 'value'), sources: pick(found.rows, 'source') };
}

function pick<Key extends 'value' | 'source'>(from: Rows, key: Key): Record<keyof JunctionParameters, Sourced[Key]> {
  const entries = Object.entries(from).map(([name, value]) => [name, value[key]]);
  return Object.fromEntries(entries) as Record<keyof JunctionParameters, Sourced[Key]>;
}
