/** The state of a machine as plain data. */
import type { Placement } from '../../schedule/index.ts';
import type { Mat } from './mat.ts';
import type { MachineView } from './types.ts';

export function viewOf(placement: Placement, mats: readonly Mat[], step: number, valid: 0 | 1 | undefined): MachineView {
  return {
    step,
    valid,
    mats: mats.map((mat) => ({
      replica: mat.replica,
      kernelMat: mat.kernelMat,
      chunkMat: mat.chunkMat,
      cells: mat.cells.map((row) => row.slice()),
      latch: mat.latch.slice(),
      driver: mat.driver.slice(),
      count: mat.count.slice(),
      shifted: mat.shifted.slice(),
      acc: mat.acc.slice(),
      sumInput: mat.sumInput.slice(),
      meaning: mat.cells.map((_, row) => rowMeaning(placement, mat, row)),
    })),
  };
}

function rowMeaning(placement: Placement, mat: Mat, row: number): string {
  const bit = placement.meaning({ mat: mat.chunkMat + placement.chunkMats * mat.kernelMat, row, column: 0 });
  if (bit === undefined) return '';
  if (bit.of === 'scratch') return bit.name;
  return bit.of === 'input' ? `X tap ${bit.tap}.. m${bit.plane}` : `W kernel ${bit.kernel} tap ${bit.tap}.. n${bit.plane}`;
}
