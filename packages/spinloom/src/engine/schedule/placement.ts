/**
 * Placement: which bit lies in which cell.
 *
 * The taps of a kernel are cut into chunks of fold x columns. Full chunks take whole rows, one kernel a row; the tail takes segments whose width is a
 * power of two, so that several kernels share a row and are counted at once. A mat holds input rows (one window), weight rows of its kernels, and
 * scratch rows. Kernels go to as few mats as hold them, spread evenly, because all mats of a layer run in lock step and the fullest sets the pace.
 *
 * Grouped convolutions: kernels of different channel groups see different windows. Kernels that share their input rows form a bundle; a mat serves
 * one bundle. Where a channel group has fewer kernels than a row has segments (depthwise), a row mixes channel groups, each segment its own window.
 *
 * Source: data organisation of paper 1, Fig. 6 and paper 2, Fig. 3; the fold, the packing and the spreading are inferred (the papers show one window in one row).
 */
import { refuse } from '../../refusal/index.ts';
import { locator } from './locate.ts';
import type { Chunk, KernelMat, LayerShape, LayoutRules, Organisation, Placement, RowMap } from './types.ts';

export function place(layer: LayerShape, organisation: Organisation, rules: LayoutRules, replicas = 1): Placement {
  const chunks = cut(layer.taps, organisation, rules);
  const tail = chunks[chunks.length - 1]!;
  const hasFull = chunks[0]!.kernelsPerRow === 1;
  const perChannelGroup = layer.kernels / layer.groups;
  const mixed = layer.groups > 1 && !hasFull && perChannelGroup < tail.kernelsPerRow;
  const bundleKernels = mixed ? Math.floor(tail.kernelsPerRow / perChannelGroup) * perChannelGroup : perChannelGroup;
  const bundles = Math.ceil(layer.kernels / bundleKernels);

  const fit = fitRows(layer, organisation, rules, chunks, Math.min(tail.kernelsPerRow, bundleKernels));
  const groupsOfBundle = Math.ceil(bundleKernels / fit.group);
  const matsPerBundle = Math.ceil(groupsOfBundle / (mixed ? 1 : fit.groupsPerMat));
  const groups = Math.ceil(groupsOfBundle / matsPerBundle);
  const kernelsPerMat = Math.min(groups * fit.group, bundleKernels);
  const kernelMats = bundles * matsPerBundle;

  const kernelMat = (index: number): KernelMat => {
    const bundle = Math.floor(index / matsPerBundle);
    const within = (index % matsPerBundle) * kernelsPerMat;
    const firstKernel = bundle * bundleKernels + within;
    const end = Math.min((bundle + 1) * bundleKernels, layer.kernels);
    return { firstKernel, kernels: Math.max(0, Math.min(kernelsPerMat, end - firstKernel)), bundle, first: index % matsPerBundle === 0 };
  };
  const rows = rowMap(layer, rules, fit, groups);
  const base = {
    layer: layer.name,
    organisation,
    rules,
    layerShape: layer,
    chunks,
    group: fit.group,
    kernelsPerMat,
    kernelMats,
    chunkMats: fit.chunkMats,
    chunksPerMat: fit.chunksPerMat,
    bundles,
    mixed,
    groups,
    replicas: Math.min(replicas, layer.windows),
    rows,
    kernelMat,
  };
  return { ...base, utilisation: utilisation(base), ...locator(base, { bundleKernels, matsPerBundle }) };
}

/** Mats that a layer occupies, replicas included. */
export function matsInUse({ kernelMats, chunkMats, replicas }: Placement): number {
  return kernelMats * chunkMats * replicas;
}

/** Cuts a window into full chunks and one tail. */
function cut(taps: number, { columns }: Organisation, { fold, accumulators }: LayoutRules): readonly Chunk[] {
  const capacity = fold * columns;
  const chunks: Chunk[] = [];
  for (let firstTap = 0; firstTap < taps; firstTap += capacity) {
    const here = Math.min(capacity, taps - firstTap);
    const width = Math.max(columns / accumulators, powerOfTwo(Math.ceil(here / fold)));
    chunks.push({ firstTap, taps: here, width, kernelsPerRow: columns / width });
  }
  return chunks;
}

function powerOfTwo(least: number): number {
  let power = 1;
  while (power < least) power *= 2;
  return power;
}

interface Fit {
  readonly group: number;
  readonly groupsPerMat: number;
  readonly chunkMats: number;
  readonly chunksPerMat: number;
  /** Row units (of fold x weight planes) that an accumulator group takes in a mat. */
  readonly units: number;
}

/** The largest group that fits one mat with the whole window; else the fewest mats over which the chunks of a window must be split. */
function fitRows(layer: LayerShape, { rows }: Organisation, rules: LayoutRules, chunks: readonly Chunk[], largestGroup: number): Fit {
  const { fold, scratch } = rules;
  const least = scratch.length + fold * (layer.inputBits + layer.weightBits);
  if (least > rows) {
    refuse(
      `layer '${layer.name}': one chunk needs ${least} rows of a mat (${fold} x (${layer.weightBits} weight + ${layer.inputBits} input) planes and ${scratch.length} scratch), ` +
        `and a mat has ${rows}; use fewer bits or taller mats`,
    );
  }
  const tailPacked = chunks[chunks.length - 1]!.kernelsPerRow > 1;
  for (let chunkMats = 1; ; chunkMats++) {
    const chunksPerMat = Math.ceil(chunks.length / chunkMats);
    if (Math.ceil(chunks.length / chunksPerMat) !== chunkMats) continue;
    const free = rows - scratch.length - chunksPerMat * fold * layer.inputBits;
    for (let group = largestGroup; group >= 1; group = Math.floor(group / 2)) {
      // A packed tail takes one unit for the whole group, a full chunk one for each kernel; a split window has a mat of full chunks only.
      const units = chunkMats === 1 && tailPacked ? (chunks.length - 1) * group + 1 : chunksPerMat * group;
      const groupsPerMat = Math.floor(free / (units * fold * layer.weightBits));
      if (groupsPerMat >= 1) return { group, groupsPerMat, chunkMats, chunksPerMat, units };
    }
  }
}

function rowMap(layer: LayerShape, rules: LayoutRules, fit: Fit, groups: number): RowMap {
  const { fold, scratch } = rules;
  const inputs = scratch.length;
  const weights = inputs + fit.chunksPerMat * fold * layer.inputBits;
  return {
    scratch: (name) => scratch.indexOf(name),
    input: (chunk, half, plane) => inputs + (chunk * fold + half) * layer.inputBits + plane,
    weight: (group, chunk, kernel, half, plane) =>
      weights + ((group * fit.units + chunk * fit.group + kernel) * fold + half) * layer.weightBits + plane,
    used: weights + groups * fit.units * fold * layer.weightBits,
  };
}

function utilisation(
  placement: Pick<Placement, 'layerShape' | 'chunks' | 'group' | 'kernelMats' | 'chunkMats' | 'organisation' | 'rules' | 'kernelMat'>,
): {
  cells: number;
  columns: number;
} {
  const { layerShape: layer, chunks, organisation, rules } = placement;
  let inputBits = 0;
  for (let mat = 0; mat < placement.kernelMats; mat++) {
    const { kernels } = placement.kernelMat(mat);
    for (const chunk of chunks) inputBits += chunk.taps * Math.min(kernels, chunk.kernelsPerRow, placement.group) * layer.inputBits;
  }
  const weightBits = layer.kernels * layer.taps * layer.weightBits;
  let fired = 0;
  for (const chunk of chunks) fired += chunk.width * rules.fold;
  const cells = placement.kernelMats * placement.chunkMats * organisation.rows * organisation.columns;
  return { cells: (weightBits + inputBits) / cells, columns: layer.taps / fired };
}
