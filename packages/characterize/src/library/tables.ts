/** What the characterisation of a cell gives, as plain data: the committed file holds it, the Liberty text prints it. */

import type { Conditions } from './conditions.ts';

/** Rows by input slew, columns by load, as in `conditions`. */
export type Grid = readonly (readonly number[])[];

export interface EdgeTables {
  readonly delay_ps: Grid;
  readonly transition_ps: Grid;
  readonly energy_fJ: Grid;
}

export interface ArcTables {
  readonly from: string;
  readonly to: string;
  readonly sense: 'positive' | 'negative' | 'clock' | 'reset';
  /** The other inputs, as a formula; empty where there are none. */
  readonly when: string;
  /** Of the output; a reset only lets it fall. */
  readonly rise?: EdgeTables;
  readonly fall: EdgeTables;
}

export interface CellTables {
  readonly name: string;
  readonly area_um2: number;
  readonly transistors: number;
  /** Mean over the states. */
  readonly leakage_nW: number;
  readonly leakage: readonly { readonly when: string; readonly nW: number }[];
  readonly capacitance_fF: Readonly<Record<string, number>>;
  readonly functions: Readonly<Record<string, string>>;
  readonly arcs: readonly ArcTables[];
  /** Energy of an edge of an input after which the output stays, by slew (flip-flops). */
  readonly quiet?: Readonly<Record<string, { readonly rise_fJ: readonly number[]; readonly fall_fJ: readonly number[] }>>;
  readonly reset?: string;
  readonly constraint?: { readonly setup_ps: Readonly<Record<'rise' | 'fall', number>>; readonly hold_ps: Readonly<Record<'rise' | 'fall', number>> };
}

export interface CellLibrary {
  readonly engine: string;
  /** SHA-256 of engine, conditions, netlists and areas: what the tables are a function of. */
  readonly inputs_sha256: string;
  readonly conditions: Conditions;
  readonly cells: readonly CellTables[];
}
