/** How a window is split over mats, and how many kernels then have room beside its part. */
import { refuse } from '../../refusal/index.ts';
import { startAdditions, wordBits } from './extent.ts';
import type { Chunk, LayerShape, LayoutCharges, LayoutRules, Organisation } from './types.ts';

export interface Fit {
  readonly chunkMats: number;
  readonly chunksPerMat: number;
  /** Whether the tail of a window takes one row for a whole accumulator group. */
  readonly packed: boolean;
  /** Kernels that a mat can hold. */
  readonly mostKernels: number;
}

/** The split of least charge, or of fewest mats first; refuses a layer of which no chunk fits. */
export function cheapestFit(layer: LayerShape, organisation: Organisation, rules: LayoutRules, chunks: readonly Chunk[], bundle: Bundle): Fit {
  const { rows } = organisation;
  const { fold, scratch } = rules;
  const least = scratch.length + fold * (layer.inputBits + layer.weightBits);
  if (least > rows) {
    refuse(
      `layer '${layer.name}': one chunk needs ${least} rows of a mat (${fold} x (${layer.weightBits} weight + ${layer.inputBits} input) planes and ${scratch.length} scratch), ` +
        `and a mat has ${rows}; use fewer bits or taller mats`,
    );
  }
  let best: Fit | undefined;
  let leastCharge = Number.POSITIVE_INFINITY;
  let leastMats = Number.POSITIVE_INFINITY;
  for (let chunkMats = 1; chunkMats <= chunks.length; chunkMats++) {
    const fit = fitOf(layer, organisation, rules, chunks, chunkMats);
    if (fit.mostKernels < 1 || Math.ceil(chunks.length / fit.chunksPerMat) !== chunkMats) continue;
    const charge = chargeOf(fit, layer, organisation, rules, chunks, bundle);
    const mats = rules.prefer === 'area' ? matsOf(bundle, fit.mostKernels) * bundle.count * chunkMats : 0;
    if (mats > leastMats || (mats === leastMats && charge >= leastCharge)) continue;
    leastCharge = charge;
    leastMats = mats;
    best = fit;
  }
  return best!;
}

/** How many kernels have room beside their part of a window that is split over so many mats. */
function fitOf(layer: LayerShape, { rows }: Organisation, rules: LayoutRules, chunks: readonly Chunk[], chunkMats: number): Fit {
  const { fold, scratch } = rules;
  const chunksPerMat = Math.ceil(chunks.length / chunkMats);
  const { kernelsPerRow } = chunks[chunks.length - 1]!;
  // A split window leaves its tail a whole row for each kernel: all its mats have the rows of the first.
  const packed = chunkMats === 1 && kernelsPerRow > 1;
  const units = Math.floor((rows - scratch.length - chunksPerMat * fold * layer.inputBits) / (fold * layer.weightBits));
  const fitting = packed ? packedKernels(units, chunks.length - 1, kernelsPerRow) : Math.floor(units / chunksPerMat);
  return { chunkMats, chunksPerMat, packed, mostKernels: Math.min(fitting, rules.kernelsPerMat ?? fitting) };
}

const alike: LayoutCharges = { windowBit: 1, wordInBank: wordBits, wordBeyond: wordBits, add: 0, awake: 0 };

/** What depends on the split, for one window: its copies, sum(p) and the start of the accumulators in every mat, partial sums, mats that are awake. */
function chargeOf(fit: Fit, layer: LayerShape, organisation: Organisation, rules: LayoutRules, chunks: readonly Chunk[], bundle: Bundle): number {
  const { chunkMats, mostKernels } = fit;
  const { windowBit, wordInBank, wordBeyond, add, awake } = rules.charges ?? alike;
  const word = (mats: number): number => (reachOf(mats, organisation) === 'bank' ? wordInBank : wordBeyond);
  const mats = matsOf(bundle, mostKernels);
  const shared = layer.weightOffset === 0 ? 0 : (mats - 1) * bundle.count * chunkMats * word(mats * chunkMats);
  const started = layer.kernels * chunkMats * startAdditions(layer.weightOffset) * add;
  const met = layer.kernels * (chunkMats - 1) * (word(chunkMats) + add);
  const slots = rowsOf(fit, chunks, Math.ceil(bundle.kernels / mats)) * layer.weightBits * layer.inputBits;
  const waiting = mats * bundle.count * chunkMats * slots * awake;
  return mats * bundle.count * layer.taps * layer.inputBits * windowBit + shared + started + met + waiting;
}

/** Rows of a weight plane that the fullest mat takes one after the other. */
function rowsOf({ packed, chunksPerMat }: Fit, chunks: readonly Chunk[], kernels: number): number {
  const { kernelsPerRow } = chunks[chunks.length - 1]!;
  return packed ? (chunks.length - 1) * kernels + Math.ceil(kernels / kernelsPerRow) : chunksPerMat * kernels;
}

/** Kernels that share their input rows. */
export interface Bundle {
  readonly kernels: number;
  readonly count: number;
  readonly mixed: boolean;
}

/** Mats over which a bundle is spread. */
export function matsOf({ kernels, mixed }: Bundle, mostKernels: number): number {
  return mixed ? 1 : Math.ceil(kernels / mostKernels);
}

/** How far what so many neighbouring mats share must go. */
export function reachOf(mats: number, { matsPerBank }: Organisation): 'bank' | 'group' {
  return matsPerBank === undefined || mats <= matsPerBank ? 'bank' : 'group';
}

/** The most kernels whose rows fit: `full` units each, and one for every `perRow` of them, or part of it. */
function packedKernels(units: number, full: number, perRow: number): number {
  const groups = Math.floor(units / (full * perRow + 1));
  const rest = units - groups * (full * perRow + 1);
  return groups * perRow + (full === 0 ? 0 : Math.max(0, Math.floor((rest - 1) / full)));
}
