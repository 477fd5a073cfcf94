/** The organisations that a search goes through: all powers of two, but for what is given (array model, section 4.8). */
import type { ArrayConfiguration, ArrayOrganisation, ArrayTechnology } from '../model/configuration.ts';
import { type BufferStyle, bufferStyles } from '../model/output-driver.ts';

export type Forced = Partial<ArrayOrganisation> & { readonly style?: BufferStyle };

/** Wires that are chosen when the organisation is found; the technology has those that the search goes through with. */
export interface OpenWires {
  readonly local?: boolean;
  readonly global?: boolean;
  readonly repeaters?: boolean;
}

export interface SearchSpace {
  readonly technology: ArrayTechnology;
  /** Default: none. */
  readonly open?: OpenWires;
  readonly capacity_bits: number;
  readonly word_bits: number;
  readonly forced: Forced;
}

const mostMats = 512;
const mostSubarrays = 2;
const mostMux = 256;

const powers = (most: number): readonly number[] => Array.from({ length: Math.log2(most) + 1 }, (_, i) => 2 ** i);

const given = (value: number | undefined, most: number): readonly number[] => (value === undefined ? powers(most) : [value]);

export type Grid = Pick<ArrayOrganisation, 'bankRows' | 'bankColumns' | 'activeMatsPerColumn' | 'activeMatsPerRow'>;
export type MatGrid = Pick<ArrayOrganisation, 'matRows' | 'matColumns' | 'activeSubarraysPerColumn' | 'activeSubarraysPerRow'>;
export type Muxes = Pick<ArrayOrganisation, 'muxSenseAmp' | 'muxOutput1' | 'muxOutput2'>;

/** In the order of the loops: the outermost first. */
export function grids({ forced }: SearchSpace): readonly Grid[] {
  return given(forced.bankRows, mostMats).flatMap((bankRows) =>
    given(forced.bankColumns, mostMats).flatMap((bankColumns) =>
      given(forced.activeMatsPerRow, bankColumns).flatMap((activeMatsPerRow) =>
        given(forced.activeMatsPerColumn, bankRows).map((activeMatsPerColumn) => ({ bankRows, bankColumns, activeMatsPerColumn, activeMatsPerRow })),
      ),
    ),
  );
}

export function matGrids({ forced }: SearchSpace): readonly MatGrid[] {
  return given(forced.matRows, mostSubarrays).flatMap((matRows) =>
    given(forced.matColumns, mostSubarrays).flatMap((matColumns) =>
      given(forced.activeSubarraysPerRow, matColumns).flatMap((activeSubarraysPerRow) =>
        given(forced.activeSubarraysPerColumn, matRows).map((activeSubarraysPerColumn) => ({
          matRows,
          matColumns,
          activeSubarraysPerColumn,
          activeSubarraysPerRow,
        })),
      ),
    ),
  );
}

export function muxes({ forced }: SearchSpace): readonly Muxes[] {
  return given(forced.muxSenseAmp, mostMux).flatMap((muxSenseAmp) =>
    given(forced.muxOutput1, mostMux).flatMap((muxOutput1) =>
      given(forced.muxOutput2, mostMux).map((muxOutput2) => ({ muxSenseAmp, muxOutput1, muxOutput2 })),
    ),
  );
}

export function styles({ forced }: SearchSpace): readonly BufferStyle[] {
  return forced.style === undefined ? bufferStyles : [forced.style];
}

/** The configuration of a space in which everything is given; undefined where something is left to search. */
export function onlyConfiguration(space: SearchSpace): ArrayConfiguration | undefined {
  const { style, ...organisation } = space.forced;
  const { local = false, global = false, repeaters = false } = space.open ?? {};
  if (style === undefined || Object.keys(organisation).length < 11 || local || global || repeaters) return undefined;
  return {
    ...space.technology,
    capacity_bits: space.capacity_bits,
    word_bits: space.word_bits,
    style,
    organisation: organisation as ArrayOrganisation,
  };
}
