/**
 * How many mats take part in a step, and how many columns, segments and taps they handle: for one replica.
 *
 * All mats of a layer run the loop of the fullest mat. A mat with fewer groups, kernels or chunks sits a step out, so lanes differ from step to step.
 */
import type { Chunk, MicroOp, OperationCount, Placement } from './types.ts';

/** Bits of an accumulator, of sumInput and of the step index. Wide enough for every layer that lowering lets through (int32). */
export const wordBits = 32;

export interface Extent {
  readonly lanes: number;
  readonly columns: number;
  /** Segments, each one kernel's accumulator. */
  readonly segments: number;
  /** Taps of kernels in the first and in the second half of the fold. */
  readonly useful: readonly [number, number];
  /** Bits of a window plane that reach the mats. */
  readonly bits: number;
}

export interface Extents {
  /** Kernels that one lock-step trip over local chunk i of group g takes: as many as the fullest mat has, or 1 for packed rows only. */
  readonly trips: (group: number, chunk: number) => number;
  readonly window: (chunk: number) => Extent;
  readonly correction: (chunk: number) => Extent;
  readonly group: (group: number) => Extent;
  readonly slot: (group: number, chunk: number, kernel: number) => Extent;
}

export function extents(placement: Placement): Extents {
  const { chunks, chunkMats, chunksPerMat, kernelMats, group: groupSize, groups, mixed, bundles, rules, layerShape } = placement;
  // Segments of one channel group hold copies of one window, which comes once.
  const sameWindow = mixed ? layerShape.kernels / layerShape.groups : 1;
  // matsWith[g][k]: kernel mats whose group g has more than k kernels; kernelsOf[g]: kernels of group g in all mats.
  const matsWith = Array.from({ length: groups }, () => new Int32Array(groupSize));
  const kernelsOf = new Int32Array(groups);
  let firstGroupSegments = 0;
  let firstMatSegments = 0;
  for (let mat = 0; mat < kernelMats; mat++) {
    const { kernels, first } = placement.kernelMat(mat);
    firstGroupSegments += Math.min(kernels, groupSize);
    if (first) firstMatSegments += Math.min(kernels, groupSize);
    for (let g = 0; g < groups; g++) {
      const here = Math.max(0, Math.min(groupSize, kernels - g * groupSize));
      kernelsOf[g]! += here;
      for (let k = 0; k < here; k++) matsWith[g]![k]! += 1;
    }
  }
  const local = (i: number): readonly Chunk[] => {
    const found: Chunk[] = [];
    for (let mat = 0; mat < chunkMats; mat++) {
      const chunk = i < chunksPerMat ? chunks[mat * chunksPerMat + i] : undefined;
      if (chunk !== undefined) found.push(chunk);
    }
    return found;
  };
  const locals = Array.from({ length: chunksPerMat }, (_, i) => local(i));
  const halves = (taps: number): readonly [number, number] => {
    const half = Math.ceil(taps / rules.fold);
    return [half, taps - half];
  };
  const packed = (chunk: Chunk): boolean => chunk.kernelsPerRow > 1;

  /** Sums over the chunk mats: `mats` and `segments` say how many kernel mats take part and how many segments they fire together. */
  const total = (i: number, mats: (chunk: Chunk) => number, segments: (chunk: Chunk) => number): Extent => {
    let lanes = 0;
    let columns = 0;
    let all = 0;
    let bits = 0;
    const useful: [number, number] = [0, 0];
    for (const chunk of locals[i]!) {
      const [a, b] = halves(chunk.taps);
      lanes += mats(chunk);
      all += segments(chunk);
      columns += segments(chunk) * chunk.width;
      useful[0] += segments(chunk) * a;
      useful[1] += segments(chunk) * b;
      bits += chunk.taps * (mixed ? segments(chunk) / sameWindow : mats(chunk));
    }
    return { lanes, columns, segments: all, useful, bits };
  };

  return {
    trips: (g, i) => (locals[i]!.some((chunk) => !packed(chunk)) ? tripsOf(matsWith[g]!) : 1),
    window: (i) =>
      total(
        i,
        () => kernelMats,
        (chunk) => (packed(chunk) ? firstGroupSegments : kernelMats),
      ),
    correction: (i) =>
      total(
        i,
        () => bundles,
        () => (mixed ? firstMatSegments : bundles),
      ),
    group: (g) => ({
      lanes: matsWith[g]![0]! * chunkMats,
      columns: 0,
      segments: kernelsOf[g]!,
      useful: [0, 0],
      bits: 0,
    }),
    slot: (g, i, k) =>
      total(
        i,
        (chunk) => (packed(chunk) && k > 0 ? 0 : matsWith[g]![packed(chunk) ? 0 : k]!),
        (chunk) => (packed(chunk) ? (k > 0 ? 0 : kernelsOf[g]!) : matsWith[g]![k]!),
      ),
  };
}

function tripsOf(mats: Int32Array): number {
  let trips = 0;
  while (trips < mats.length && mats[trips]! > 0) trips++;
  return trips;
}

/** What an operation over an extent counts, for one replica. */
export function measure(op: MicroOp, extent: Extent, placement: Placement): OperationCount {
  const { layerShape: layer, chunkMats, kernelMats, bundles } = placement;
  const of = (columns: number, useful = 0, lanes = extent.lanes): OperationCount => ({ steps: 1, lanes, columns, useful });
  switch (op.op) {
    case 'sense':
      return of(extent.columns, op.f === 'and' ? extent.useful[op.half] : 0);
    case 'write':
    case 'count':
    case 'compress':
      return of(extent.columns);
    case 'merge':
      return of(extent.columns / op.per);
    case 'shift':
      return of(extent.segments * op.passes);
    case 'add':
      return op.into === 'partial' ? of(extent.segments * (chunkMats - 1), 0, extent.lanes / chunkMats) : of(extent.segments);
    case 'begin':
      return of(extent.segments * chunkMats * startAdditions(op.times));
    case 'transfer':
      switch (op.what) {
        case 'window':
          return of(extent.bits);
        case 'sum-input':
          return of((kernelMats - bundles) * chunkMats * wordBits, 0, (kernelMats - bundles) * chunkMats);
        case 'partial':
          return of(extent.segments * (chunkMats - 1) * wordBits, 0, (extent.lanes / chunkMats) * (chunkMats - 1));
        case 'result':
          return of(extent.segments * op.bits, 0, Math.max(1, extent.lanes / chunkMats));
      }
      break;
    case 'digital':
      return of(extent.segments * (op.unit === 'threshold' ? Math.max(1, layer.outputBits) : op.elements), 0, 1);
    case 'store':
      return of(op.words * wordBits * (extent.segments * chunkMats + extent.lanes) + wordBits);
    case 'commit':
      return of(1, 0, 1);
    case 'restore':
      return of(0);
  }
}

/** Shift-adds that start an accumulator with times x sum(p): one per set bit. */
export function startAdditions(times: number): number {
  let rest = Math.abs(times);
  let ones = 0;
  for (; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return Math.max(1, ones);
}
