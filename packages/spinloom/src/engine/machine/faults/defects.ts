/** The permanent faults of a layer, sorted by mat and column. */
import { refuse } from '../../../refusal/index.ts';
import type { Organisation, Placement } from '../../schedule/index.ts';
import type { PermanentFaults } from './types.ts';

/** Defects of one column of one mat. */
export interface ColumnDefects {
  readonly mat: number;
  readonly column: number;
  /** What its sense amplifier is stuck at. */
  sense?: 0 | 1;
  /** Value by row. */
  readonly cells: Map<number, 0 | 1>;
}

/** By mat, then by column. */
export type Defects = ReadonlyMap<number, ReadonlyMap<number, ColumnDefects>>;

const none: Defects = new Map();
// The same list serves all images of a layer.
const sorted = new WeakMap<PermanentFaults, { readonly organisation: Organisation; readonly defects: Defects }>();

/** Refuses a row or column that a mat does not have, and a value that is no bit. Of two defects of one place the last counts. */
export function defectsOf({ organisation }: Placement, permanent: PermanentFaults | undefined): Defects {
  if (permanent === undefined) return none;
  const known = sorted.get(permanent);
  if (known?.organisation === organisation) return known.defects;
  const defects = sortDefects(organisation, permanent);
  sorted.set(permanent, { organisation, defects });
  return defects;
}

function sortDefects({ rows, columns }: Organisation, permanent: PermanentFaults): Defects {
  const mats = new Map<number, Map<number, ColumnDefects>>();
  const at = (mat: number, column: number): ColumnDefects => {
    const ofMat = mats.get(mat) ?? new Map<number, ColumnDefects>();
    mats.set(mat, ofMat);
    const here = ofMat.get(column) ?? { mat, column, cells: new Map() };
    ofMat.set(column, here);
    return here;
  };
  for (const { mat, row, column, value } of permanent.cells ?? []) {
    within('stuck cell', 'row', row, rows);
    within('stuck cell', 'column', column, columns);
    bit('stuck cell', value);
    at(mat, column).cells.set(row, value);
  }
  for (const { mat, column, value } of permanent.sense ?? []) {
    within('stuck sense amplifier', 'column', column, columns);
    bit('stuck sense amplifier', value);
    at(mat, column).sense = value;
  }
  return mats;
}

function within(what: string, axis: string, index: number, size: number): void {
  if (Number.isInteger(index) && index >= 0 && index < size) return;
  refuse(`a ${what} lies in ${axis} ${index}, but the ${axis}s of a mat are 0 to ${size - 1}`);
}

function bit(what: string, value: number): void {
  if (value !== 0 && value !== 1) refuse(`a ${what} has the value ${value}: expected 0 or 1`);
}
