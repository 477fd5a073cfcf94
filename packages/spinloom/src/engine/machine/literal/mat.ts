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
  /** Carries out of the last addition into each accumulator. */
  carry: Int32Array;
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
    carry: new Int32Array(0),
  };
  clearVolatile(mat, placement);
  return mat;
}

export function clearVolatile(mat: Mat, placement: Placement): void {
  const words = Math.ceil(placement.organisation.columns / 32);
  mat.latch = new Uint32Array(words);
  mat.driver = new Uint32Array(words);
  // Partial counts are replaced as a whole, never changed in place: forks share them.
  if (mat.partial.length === 0 || mat.partial.some((count) => count !== 0)) mat.partial = new Int32Array(placement.organisation.columns);
  for (const field of ['count', 'shifted', 'acc', 'sumInput', 'incoming', 'carry'] as const) mat[field] = new Int32Array(placement.group);
}

export function copyMat(mat: Mat): Mat {
  return {
    ...mat,
    cells: mat.cells.slice(),
    slots: [mat.slots[0], mat.slots[1]],
    latch: mat.latch.slice(),
    driver: mat.driver.slice(),
    count: mat.count.slice(),
    shifted: mat.shifted.slice(),
    acc: mat.acc.slice(),
    sumInput: mat.sumInput.slice(),
    incoming: mat.incoming.slice(),
    carry: mat.carry.slice(),
  };
}

/** Whether two mats hold the same rows and volatile state; of the slots, those of `slots`. */
export function sameMat(a: Mat, b: Mat, slots: readonly (0 | 1)[]): boolean {
  for (const field of ['latch', 'driver', 'partial', 'count', 'shifted', 'acc', 'sumInput', 'incoming', 'carry'] as const)
    if (!sameWords(a[field], b[field])) return false;
  for (const slot of slots) if (!sameSlot(a.slots[slot], b.slots[slot])) return false;
  return a.cells.every((row, i) => sameWords(row, b.cells[i]!));
}

function sameSlot(a: Slot | undefined, b: Slot | undefined): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && sameWords(a.acc, b.acc) && sameWords(a.sumInput, b.sumInput);
}

export function sameWords(a: Uint32Array | Int32Array, b: Uint32Array | Int32Array): boolean {
  if (a === b) return true;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return a.length === b.length;
}
