/** State of one mat. Rows are replaced, never changed in place, so that a fork shares them. */
import type { KernelMat, Placement } from '../../schedule/index.ts';

export interface Slot {
  readonly acc: Int32Array;
  readonly sumInput: Int32Array;
}

export interface Mat {
  /** Chunk mat + chunkMats x kernel mat, replica after replica. */
  readonly index: number;
  readonly replica: number;
  readonly kernelMat: number;
  readonly chunkMat: number;
  readonly kernels: KernelMat;
  // Non-volatile.
  cells: Uint32Array[];
  slots: [Slot | undefined, Slot | undefined];
  // Volatile.
  latch: Uint32Array;
  driver: Uint32Array;
  partial: Int32Array;
  count: Int32Array;
  shifted: Int32Array;
  acc: Int32Array;
  sumInput: Int32Array;
  incoming: Int32Array;
}

export function newMat(placement: Placement, replica: number, kernelMat: number, chunkMat: number): Mat {
  const { rows, columns } = placement.organisation;
  const blank = new Uint32Array(Math.ceil(columns / 32));
  const mat: Mat = {
    index: chunkMat + placement.chunkMats * (kernelMat + placement.kernelMats * replica),
    replica,
    kernelMat,
    chunkMat,
    kernels: placement.kernelMat(kernelMat),
    cells: new Array<Uint32Array>(rows).fill(blank),
    slots: [undefined, undefined],
    latch: blank,
    driver: blank,
    partial: new Int32Array(0),
    count: new Int32Array(0),
    shifted: new Int32Array(0),
    acc: new Int32Array(0),
    sumInput: new Int32Array(0),
    incoming: new Int32Array(0),
  };
  clearVolatile(mat, placement);
  return mat;
}

export function clearVolatile(mat: Mat, placement: Placement): void {
  const words = Math.ceil(placement.organisation.columns / 32);
  mat.latch = new Uint32Array(words);
  mat.driver = new Uint32Array(words);
  mat.partial = new Int32Array(placement.organisation.columns);
  for (const field of ['count', 'shifted', 'acc', 'sumInput', 'incoming'] as const) mat[field] = new Int32Array(placement.group);
}

export function copyMat(mat: Mat): Mat {
  return {
    ...mat,
    cells: mat.cells.slice(),
    slots: [mat.slots[0], mat.slots[1]],
    latch: mat.latch.slice(),
    driver: mat.driver.slice(),
    partial: mat.partial.slice(),
    count: mat.count.slice(),
    shifted: mat.shifted.slice(),
    acc: mat.acc.slice(),
    sumInput: mat.sumInput.slice(),
    incoming: mat.incoming.slice(),
  };
}
