/**
 * Faults where they occur: in each sense result, in each written bit, in cells and sense amplifiers that are stuck.
 *
 * A result depends on (step, mat, column) alone, not on the order of work. Only the columns of the segments in hand fire; the rest of a row keeps its
 * faultless value. Not modelled: failed writes of the weights (they are written once, and can be verified) and of the rows that a restore brings back.
 */
import type { ErrorRates } from '../../../circuit/index.ts';
import type { Stream } from '../../../random/index.ts';
import type { Placement, SenseFunction } from '../../schedule/index.ts';
import { type ColumnDefects, type Defects, defectsOf } from '../faults/defects.ts';
import { anyRate, checkRates } from '../faults/rates.ts';
import type { LayerFaults } from '../faults/types.ts';
import { getBit } from './bits.ts';
import type { Segment } from './lanes.ts';
import type { Mat } from './mat.ts';

export interface MachineFaults {
  readonly rates: ErrorRates;
  readonly stream: Stream;
  readonly defects: Defects;
}

/** Refuses rates that are no probabilities and defects outside of a mat. */
export function machineFaults(placement: Placement, { rates, stream, permanent }: LayerFaults): MachineFaults {
  checkRates(rates);
  return { rates, stream, defects: defectsOf(placement, permanent) };
}

/** Columns of the segments in hand. */
function* fired(segments: readonly Segment[]): Generator<number> {
  for (const { from, width } of segments) for (let column = from; column < from + width; column++) yield column;
}

function toggle(row: Uint32Array, column: number): void {
  row[column >>> 5]! ^= 1 << (column & 31);
}

function hold(row: Uint32Array, column: number, value: 0 | 1 | undefined): void {
  if (value !== undefined && getBit(row, column) !== value) toggle(row, column);
}

/** What sense amplifiers make of the right result; `other` is undefined where one row is read. Changes `latch`. */
export function disturbSense(
  { rates, stream, defects }: MachineFaults,
  f: SenseFunction,
  latch: Uint32Array,
  row: Uint32Array,
  other: Uint32Array | undefined,
  mat: Mat,
  segments: readonly Segment[],
  step: number,
): void {
  if (anyRate(rates.sense[f])) {
    const { uniform } = stream.child('step', step).child('mat', mat.index);
    for (const column of fired(segments)) {
      const ones = getBit(row, column) + (other === undefined ? 0 : getBit(other, column));
      const rate = rates.sense[f][ones]!;
      if (rate > 0 && uniform(column) < rate) toggle(latch, column);
    }
  }
  for (const { column, sense } of columnsOf(defects, mat)) hold(latch, column, sense);
}

/** What a row holds after `driven` was written over `old`. `columns`: those whose bits may fail to land. */
export function landed(
  { rates, stream }: MachineFaults,
  old: Uint32Array,
  driven: Uint32Array,
  mat: Mat,
  segments: readonly Segment[] | 'all',
  step: number,
  address: number,
): Uint32Array {
  const row = driven.slice();
  if (!anyRate(rates.write)) return row;
  const { uniform } = stream.child('step', step).child('mat', mat.index).child('row', address);
  const columns = segments === 'all' ? Array.from({ length: row.length * 32 }, (_, column) => column) : fired(segments);
  for (const column of columns) {
    const bit = getBit(driven, column);
    if (bit !== getBit(old, column) && uniform(column) < rates.write[bit]!) toggle(row, column);
  }
  return row;
}

/** Puts into a row what its stuck cells hold. Changes `row`. */
export function holdStuck({ defects }: MachineFaults, row: Uint32Array, mat: Mat, address: number): void {
  for (const { column, cells } of columnsOf(defects, mat)) hold(row, column, cells.get(address));
}

/** Rows of a mat that have stuck cells. */
export function stuckRows({ defects }: MachineFaults, mat: Mat): ReadonlySet<number> {
  const rows = new Set<number>();
  for (const { cells } of columnsOf(defects, mat)) for (const row of cells.keys()) rows.add(row);
  return rows;
}

function columnsOf(defects: Defects, mat: Mat): Iterable<ColumnDefects> {
  return defects.get(mat.index)?.values() ?? [];
}
