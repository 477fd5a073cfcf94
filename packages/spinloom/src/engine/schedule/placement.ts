/**
 * Placement: which bit lies in which cell.
 *
 * The taps of a kernel are cut into chunks of fold x columns. Full chunks take whole rows, one kernel a row; the tail takes segments whose width is a
 * power of two, so that several kernels share a row and are counted at once. A mat holds input rows (one window), weight rows of its kernels, and
 * scratch rows. Kernels go to as few mats as hold them, because each of these mats needs its own copy of every window, and are spread evenly over
 * them, because all mats of a layer run in lock step and the fullest sets the pace. A window may be split over several mats, whose partial sums meet:
 * that leaves more room for kernels, and so saves copies. Of all splits the one of least charge is taken. More channels or bits only take choices away
 * and make each one dearer, so that a larger layer does not cost less.
 *
 * Grouped convolutions: kernels of different channel groups see different windows. Kernels that share their input rows form a bundle; a mat serves
 * one bundle. Where a row has segments for the kernels of several channel groups (depthwise), it mixes them, each segment its own window.
 *
 * Source: data organisation of paper 1, Fig. 6 and paper 2, Fig. 3; the fold, the packing and the spreading are inferred (the papers show one window in one row).
 */
import { type Bundle, cheapestFit, type Fit, matsOf } from './fit.ts';
import { locator } from './locate.ts';
import type { Chunk, KernelMat, LayerShape, LayoutRules, Organisation, Placement, RowMap } from './types.ts';

export function place(layer: LayerShape, organisation: Organisation, rules: LayoutRules, replicas = 1): Placement {
  const chunks = cut(layer.taps, organisation, rules);
  const tail = chunks[chunks.length - 1]!;
  const perChannelGroup = layer.kernels / layer.groups;
  const most = Math.min(tail.kernelsPerRow, rules.kernelsPerMat ?? tail.kernelsPerRow);
  const mixed = layer.groups > 1 && chunks.length === 1 && 2 * perChannelGroup <= most;
  const bundleKernels = mixed ? Math.floor(most / perChannelGroup) * perChannelGroup : perChannelGroup;
  const bundle: Bundle = { kernels: bundleKernels, count: Math.ceil(layer.kernels / bundleKernels), mixed };

  const fit = cheapestFit(layer, organisation, rules, chunks, bundle);
  const matsPerBundle = matsOf(bundle, fit.mostKernels);
  const kernelsPerMat = Math.ceil(bundleKernels / matsPerBundle);
  const group = Math.min(tail.kernelsPerRow, kernelsPerMat);
  const kernelMats = bundle.count * matsPerBundle;

  const kernelMat = (index: number): KernelMat => {
    const number = Math.floor(index / matsPerBundle);
    const within = (index % matsPerBundle) * kernelsPerMat;
    const firstKernel = number * bundleKernels + within;
    const end = Math.min((number + 1) * bundleKernels, layer.kernels);
    return { firstKernel, kernels: Math.max(0, Math.min(kernelsPerMat, end - firstKernel)), bundle: number, first: index % matsPerBundle === 0 };
  };
  const rows = rowMap(layer, rules, fit, group, kernelsPerMat);
  const base = {
    layer: layer.name,
    organisation,
    rules,
    layerShape: layer,
    chunks,
    group,
    kernelsPerMat,
    kernelMats,
    chunkMats: fit.chunkMats,
    chunksPerMat: fit.chunksPerMat,
    bundles: bundle.count,
    mixed,
    groups: Math.ceil(kernelsPerMat / group),
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

function rowMap(layer: LayerShape, rules: LayoutRules, { chunksPerMat, packed }: Fit, group: number, kernelsPerMat: number): RowMap {
  const { fold, scratch } = rules;
  const inputs = scratch.length;
  const weights = inputs + chunksPerMat * fold * layer.inputBits;
  // Units of fold x weight planes that so many kernels of one group take.
  const unitsOf = (kernels: number): number => (packed ? (chunksPerMat - 1) * kernels + 1 : chunksPerMat * kernels);
  const groups = Math.ceil(kernelsPerMat / group);
  const inLast = kernelsPerMat - (groups - 1) * group;
  const firstUnit = (index: number): number => index * unitsOf(group);
  return {
    scratch: (name) => scratch.indexOf(name),
    input: (chunk, half, plane) => inputs + (chunk * fold + half) * layer.inputBits + plane,
    weight: (index, chunk, kernel, half, plane) => {
      const here = index === groups - 1 ? inLast : group;
      return weights + ((firstUnit(index) + chunk * here + kernel) * fold + half) * layer.weightBits + plane;
    },
    used: weights + (firstUnit(groups - 1) + unitsOf(inLast)) * fold * layer.weightBits,
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
