/** Rows of cells: what the bus brings, and replacing a row so that the replacement can be torn. */
import { differing, setBit, tornRow } from './bits.ts';
import { holdStuck } from './faults.ts';
import type { Mat } from './mat.ts';
import type { State } from './state.ts';

/** The bits of an input row for a window. A restore asks again for those of the window in hand, so the last is kept. */
export function windowRow(state: State, mat: Mat, row: number, window: number): Uint32Array {
  const { placement, data, madeRows } = state;
  const key = mat.index * placement.organisation.rows + row;
  const made = madeRows.get(key);
  if (made?.window === window) return made.bits.slice();
  const bits = new Uint32Array(mat.driver.length);
  for (let column = 0; column < placement.organisation.columns; column++) {
    const bit = placement.meaning({ mat: mat.chunkMat + placement.chunkMats * mat.kernelMat, row, column });
    if (bit?.of === 'input' && data.input(bit.kernel, window, bit.tap, bit.plane) === 1) setBit(bits, column);
  }
  madeRows.set(key, { window, bits });
  return bits.slice();
}

export function replaceRow(state: State, mat: Mat, row: number, written: Uint32Array): void {
  const old = mat.cells[row]!;
  if (state.faults !== undefined) holdStuck(state.faults, written, mat, row);
  mat.cells[row] = written;
  state.underWay = Math.max(state.underWay, differing(old, written));
  const before = state.tear;
  state.tear = (changed) => {
    before?.(changed);
    mat.cells[row] = tornRow(old, written, changed);
  };
}
