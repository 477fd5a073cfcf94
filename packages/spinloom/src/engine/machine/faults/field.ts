/**
 * The cells of one layer as the slots of its mats meet them: which kernel and tap a column serves in a slot, which codes lie there, and which
 * slot came before in the same mat (its results are what the scratch cells still hold).
 *
 * The order of slots is that of the schedule: corrections (chunk, input plane) of the mats that count sum(p), then accumulator group, chunk, kernel
 * or packed row, weight plane, input plane; then the next window of the replica.
 */
import type { Dot } from '../../../network/index.ts';
import type { Chunk, KernelMat, Placement } from '../../schedule/index.ts';

export interface Field {
  readonly placement: Placement;
  readonly layer: Dot;
  readonly weights: Uint8Array;
  readonly kernelMats: readonly KernelMat[];
  /** [kernel]: its kernel mat. */
  readonly matOf: Int32Array;
  /** All kernels. */
  readonly every: Int32Array;
  /** Kernels whose segments are counted for sum(p): the first of each bundle, or all where a row mixes channel groups. */
  readonly counting: Int32Array;
  /** [kernel]: the kernels, from and up to, whose accumulators take the sum(p) counted in this kernel's segment. */
  readonly sharersFrom: Int32Array;
  readonly sharersTo: Int32Array;
  /** [chunk]: columns of one kernel before it; one more entry than chunks. */
  readonly columnsBefore: Int32Array;
  /** [tap]: channel within the group, and offset in rows and columns of the padded image. */
  readonly tapChannel: Int32Array;
  readonly tapY: Int32Array;
  readonly tapX: Int32Array;
}

/** A slot or correction on one column of a mat. Mutable: walking back changes it in place. */
export interface Site {
  kernelMat: number;
  chunkMat: number;
  column: number;
  window: number;
  correction: boolean;
  group: number;
  /** Chunk within the chunk mat. */
  local: number;
  /** Kernel within the group; 0 for a packed row. */
  trip: number;
  weightPlane: number;
  inputPlane: number;
}

/** Codes of a column: [2 x half] weight, [2 x half + 1] input; 0 where no tap lies. */
export type Codes = Int32Array;

export function fieldOf(layer: Dot, weights: Uint8Array, placement: Placement): Field {
  const { input, output, kernel, dilation, pad, groups } = layer.geometry;
  const kernelMats = Array.from({ length: placement.kernelMats }, (_, index) => placement.kernelMat(index));
  const matOf = new Int32Array(output[0]);
  for (const [index, { firstKernel, kernels }] of kernelMats.entries()) matOf.fill(index, firstKernel, firstKernel + kernels);
  const columnsBefore = new Int32Array(placement.chunks.length + 1);
  for (const [index, chunk] of placement.chunks.entries()) columnsBefore[index + 1] = columnsBefore[index]! + chunk.width;
  const area = kernel[0] * kernel[1];
  const taps = (input[0] / groups) * area;
  const overTaps = (of: (tap: number) => number): Int32Array => Int32Array.from({ length: taps }, (_, tap) => of(tap));
  return {
    placement,
    layer,
    weights,
    kernelMats,
    matOf,
    ...sharing(placement, kernelMats),
    columnsBefore,
    tapChannel: overTaps((tap) => Math.floor(tap / area)),
    tapY: overTaps((tap) => (Math.floor(tap / kernel[1]) % kernel[0]) * dilation[0] - pad[0]),
    tapX: overTaps((tap) => (tap % kernel[1]) * dilation[1] - pad[1]),
  };
}

function sharing(placement: Placement, kernelMats: readonly KernelMat[]): Pick<Field, 'every' | 'counting' | 'sharersFrom' | 'sharersTo'> {
  const { kernels } = placement.layerShape;
  const every = Int32Array.from({ length: kernels }, (_, kernel) => kernel);
  if (placement.mixed) return { every, counting: every, sharersFrom: every, sharersTo: every.map((kernel) => kernel + 1) };
  const counting = Int32Array.from(kernelMats.filter(({ first, kernels: here }) => first && here > 0).map(({ firstKernel }) => firstKernel));
  const sharersFrom = new Int32Array(kernels);
  const sharersTo = new Int32Array(kernels);
  for (const [i, from] of counting.entries()) {
    const to = counting[i + 1] ?? kernels;
    sharersFrom.fill(from, from, to);
    sharersTo.fill(to, from, to);
  }
  return { every, counting, sharersFrom, sharersTo };
}

export function newSite(): Site {
  return {
    kernelMat: 0,
    chunkMat: 0,
    column: 0,
    window: 0,
    correction: false,
    group: 0,
    local: 0,
    trip: 0,
    weightPlane: 0,
    inputPlane: 0,
  };
}

/** Kernels of an accumulator group of a mat. */
export function kernelsInGroup({ placement, kernelMats }: Field, kernelMat: number, group: number): number {
  return Math.max(0, Math.min(placement.group, kernelMats[kernelMat]!.kernels - group * placement.group));
}

export function groupsOf({ placement, kernelMats }: Field, kernelMat: number): number {
  return Math.ceil(kernelMats[kernelMat]!.kernels / placement.group);
}

/** Chunks that a chunk mat holds. */
export function localChunks({ placement }: Field, chunkMat: number): number {
  return Math.min(placement.chunksPerMat, placement.chunks.length - chunkMat * placement.chunksPerMat);
}

export function chunkAt({ placement }: Field, site: Site): Chunk {
  return placement.chunks[site.chunkMat * placement.chunksPerMat + site.local]!;
}

/** The kernel that the site's column serves; -1 where its segment is empty. A correction serves the kernels of the first group alike. */
export function kernelAt(field: Field, site: Site): number {
  const chunk = chunkAt(field, site);
  const slot = chunk.kernelsPerRow > 1 ? Math.floor(site.column / chunk.width) : site.trip;
  const group = site.correction ? 0 : site.group;
  if (slot >= kernelsInGroup(field, site.kernelMat, group)) return -1;
  return field.kernelMats[site.kernelMat]!.firstKernel + group * field.placement.group + slot;
}

/** Codes of the taps that lie in the site's column. */
export function codesAt(field: Field, site: Site, input: Uint8Array, codes: Codes): void {
  const kernel = kernelAt(field, site);
  if (kernel < 0) {
    codes.fill(0);
    return;
  }
  const chunk = chunkAt(field, site);
  codesOf(field, kernel, chunk, chunk.kernelsPerRow > 1 ? site.column % chunk.width : site.column, site.window, input, codes);
}

/** Codes of the taps at column `offset` of a kernel's segment. */
export function codesOf(field: Field, kernel: number, chunk: Chunk, offset: number, window: number, input: Uint8Array, codes: Codes): void {
  const { fold } = field.placement.rules;
  const half = fold === 1 ? chunk.taps : (chunk.taps + 1) >> 1;
  for (let h = 0; h < fold; h++) {
    const within = h * half + offset;
    const valid = offset < half && within < chunk.taps;
    const tap = chunk.firstTap + within;
    codes[2 * h] = valid ? field.weights[kernel * field.tapChannel.length + tap]! : 0;
    codes[2 * h + 1] = valid ? inputCode(field, kernel, tap, window, input) : 0;
  }
}

/** Code of the input of a kernel's channel group at a tap of a window; 0 in the padding. */
export function inputCode({ layer, tapChannel, tapX, tapY }: Field, kernel: number, tap: number, window: number, input: Uint8Array): number {
  const { input: shape, output, stride, groups } = layer.geometry;
  const row = Math.floor(window / output[2]);
  const y = row * stride[0] + tapY[tap]!;
  const x = (window - row * output[2]) * stride[1] + tapX[tap]!;
  if (y < 0 || y >= shape[1] || x < 0 || x >= shape[2]) return 0;
  const channel = groups === 1 ? tapChannel[tap]! : Math.floor((kernel * groups) / output[0]) * (shape[0] / groups) + tapChannel[tap]!;
  return input[(channel * shape[1] + y) * shape[2] + x]!;
}

/** Codes of a tap in all windows; 0 in the padding. `kernel`: any of the channel group. */
export function inputCodes({ layer, tapChannel, tapX, tapY }: Field, kernel: number, tap: number, input: Uint8Array, codes: Uint8Array): void {
  const { input: shape, output, stride, groups } = layer.geometry;
  const channel = Math.floor((kernel * groups) / output[0]) * (shape[0] / groups) + tapChannel[tap]!;
  for (let row = 0, window = 0; row < output[1]; row++) {
    const y = row * stride[0] + tapY[tap]!;
    const from = (channel * shape[1] + y) * shape[2];
    for (let column = 0, x = tapX[tap]!; column < output[2]; column++, window++, x += stride[1]) {
      codes[window] = y < 0 || y >= shape[1] || x < 0 || x >= shape[2] ? 0 : input[from + x]!;
    }
  }
}

/** Moves a site to the slot before it in the same mat; false where there is none (the mat starts with cleared scratch cells). */
export function stepBack(field: Field, site: Site): boolean {
  const { layerShape } = field.placement;
  if (site.inputPlane > 0) {
    site.inputPlane -= 1;
    return true;
  }
  site.inputPlane = layerShape.inputBits - 1;
  if (site.correction) {
    if (site.local === 0) return lastSlot(field, site, site.window - field.placement.replicas);
    site.local -= 1;
    return true;
  }
  if (site.weightPlane > 0) {
    site.weightPlane -= 1;
    return true;
  }
  site.weightPlane = layerShape.weightBits - 1;
  if (site.trip > 0) {
    site.trip -= 1;
    return true;
  }
  if (site.local > 0 || site.group > 0) {
    if (site.local > 0) {
      site.local -= 1;
    } else {
      site.group -= 1;
      site.local = localChunks(field, site.chunkMat) - 1;
    }
    site.trip = lastTrip(field, site);
    return true;
  }
  if (layerShape.weightOffset !== 0 && field.kernelMats[site.kernelMat]!.first) {
    site.correction = true;
    site.trip = 0;
    site.local = localChunks(field, site.chunkMat) - 1;
    return true;
  }
  return lastSlot(field, site, site.window - field.placement.replicas);
}

function lastSlot(field: Field, site: Site, window: number): boolean {
  if (window < 0) return false;
  site.window = window;
  site.correction = false;
  site.group = groupsOf(field, site.kernelMat) - 1;
  site.local = localChunks(field, site.chunkMat) - 1;
  site.trip = lastTrip(field, site);
  site.weightPlane = field.placement.layerShape.weightBits - 1;
  site.inputPlane = field.placement.layerShape.inputBits - 1;
  return true;
}

function lastTrip(field: Field, site: Site): number {
  return chunkAt(field, site).kernelsPerRow > 1 ? 0 : kernelsInGroup(field, site.kernelMat, site.group) - 1;
}
