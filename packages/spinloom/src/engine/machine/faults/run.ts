/** One layer and one image under faults, as the parts of the fast back end share it. */
import type { Stream } from '../../../random/index.ts';
import type { Book, Planes } from './book.ts';
import type { ColumnDefects, Defects } from './defects.ts';
import type { Field } from './field.ts';
import type { LayerFaults } from './types.ts';

export interface FaultyRun {
  readonly field: Field;
  readonly book: Book;
  readonly faults: LayerFaults;
  readonly defects: Defects;
  /** Codes [channel, y, x]: laid out when first asked for. */
  readonly input: Uint8Array;
  /** [kernel, window]: changed in place. Laid out when first asked for: a kernel for the errors of slots does without. */
  readonly acc: () => Int32Array;
}

/** Windows that share a stream. */
export const windowsPerBlock = 64;

/** The stream of a block of windows. */
export function blockStream({ faults }: FaultyRun, what: string, planes: number, block: number): Stream {
  return faults.stream.child(what, planes).child('block', block);
}

/** The stream of the block that starts with window `from`. */
export function slotStream(run: FaultyRun, { correction, weightPlane, inputPlane }: Planes, from: number): Stream {
  return blockStream(run, correction ? 'correction' : 'slot', weightPlane * 8 + inputPlane, from / windowsPerBlock);
}

/** Number of a mat, replicas included, that works on a window. */
function matOf({ field }: FaultyRun, kernelMat: number, chunkMat: number, window: number): number {
  const { chunkMats, kernelMats, replicas } = field.placement;
  return chunkMat + chunkMats * (kernelMat + kernelMats * (window % replicas));
}

/** Defects of a column: such columns are worked out one by one, so the sampled errors leave them out. */
export function defectsAt(run: FaultyRun, kernelMat: number, chunkMat: number, window: number, column: number): ColumnDefects | undefined {
  return run.defects.size === 0 ? undefined : run.defects.get(matOf(run, kernelMat, chunkMat, window))?.get(column);
}

/** Adds `change` of one sum(p) to the accumulators of the kernels that share it. */
export function addToSharers(run: FaultyRun, kernel: number, window: number, change: number): void {
  const { field } = run;
  const acc = run.acc();
  const { windows, weightOffset } = field.placement.layerShape;
  const to = field.sharersTo[kernel]!;
  for (let k = field.sharersFrom[kernel]!; k < to; k++) acc[k * windows + window]! += weightOffset * change;
}
