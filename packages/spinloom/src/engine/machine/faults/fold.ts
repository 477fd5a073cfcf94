/**
 * Permanent faults folded into the operands of a layer, where nothing else goes wrong: a stuck weight cell is another weight, a stuck sense amplifier
 * or scratch cell takes the column's weights away and gives a constant, a stuck input cell is another input for the kernels that meet it. Then the
 * layer with those weights runs as any other, once for each replica whose mats are damaged, and little is left to add.
 *
 * That holds where a slot adds the product of a weight and an input bit, for each half of the fold by itself, which is looked up in the exposures.
 * Columns for which it does not (a stuck scratch cell that leaves another function of the bits) remain with damage.ts, to the same integers.
 */
import type { Dot } from '../../../network/index.ts';
import type { Book, Planes } from './book.ts';
import type { ColumnDefects, Defects } from './defects.ts';
import { chunkAt, type Field, groupsOf, kernelAt, kernelsInGroup, localChunks, newSite, type Site } from './field.ts';
import { type ColumnSums, sumsOf } from './products.ts';

/** An input code as some kernels meet it: bits of `mask` are those of `value`. */
export interface HeldInput {
  readonly replica: number;
  readonly tap: number;
  readonly mask: number;
  readonly value: number;
  readonly kernels: readonly number[];
  /** Kernel in whose segment sum(p) counts it; -1 where none does. */
  readonly correction: number;
}

export interface Folded {
  /** [replica]: the layer with the weights that its mats hold; undefined where they are those of the layer. */
  readonly layers: readonly (Dot | undefined)[];
  /** [replica]: what every window of a kernel gets. */
  readonly added: readonly Int32Array[];
  readonly inputs: readonly HeldInput[];
  readonly rest: Defects;
}

/** `book`: of error-free rates. Undefined where slots add no products. */
export function foldDefects(field: Field, book: Book, defects: Defects): Folded | undefined {
  const { placement } = field;
  const { chunkMats, kernelMats, replicas, layerShape } = placement;
  const sound = sumsOf(placement, book.pages());
  if (sound === undefined || !isProducts(sound)) return undefined;
  const folding: Folding = {
    field,
    codes: Array.from({ length: replicas }, () => undefined),
    added: Array.from({ length: replicas }, () => new Int32Array(layerShape.kernels)),
    inputs: [],
  };
  const rest = new Map<number, Map<number, ColumnDefects>>();
  const sums = new Map<(at: Planes) => unknown, ColumnSums | undefined>();
  for (const [mat, columns] of defects) {
    if (mat < 0 || mat >= chunkMats * kernelMats * replicas) continue;
    for (const damaged of columns.values()) {
      const scratch = [...damaged.cells].filter(([row]) => row < placement.rules.scratch.length);
      const stuck = { cells: new Map(scratch), ...(damaged.sense === undefined ? {} : { sense: damaged.sense }) };
      const pages = book.pages(stuck);
      if (!sums.has(pages)) sums.set(pages, sumsOf(placement, pages));
      if (foldColumn(folding, damaged, sums.get(pages))) continue;
      const here = rest.get(mat) ?? new Map<number, ColumnDefects>();
      rest.set(mat, here.set(damaged.column, damaged));
    }
  }
  return {
    layers: folding.codes.map((codes) => (codes === undefined ? undefined : { ...field.layer, codes })),
    added: folding.added,
    inputs: folding.inputs,
    rest,
  };
}

function isProducts({ slots, corrections }: ColumnSums): boolean {
  return [slots, corrections].every(({ constant, keeps }) => constant === 0 && keeps.every((kept) => kept));
}

interface Folding {
  readonly field: Field;
  readonly codes: (Uint8Array | undefined)[];
  readonly added: readonly Int32Array[];
  readonly inputs: HeldInput[];
}

/** One half of the column in one chunk: its tap, -1 where none lies, and what the input cells are stuck at. */
interface Half {
  readonly half: number;
  readonly tap: number;
  readonly mask: number;
  readonly value: number;
}

/** False, and nothing done, where the column cannot be folded. */
function foldColumn(folding: Folding, defects: ColumnDefects, sums: ColumnSums | undefined): boolean {
  if (sums === undefined) return false;
  const { field } = folding;
  const { chunkMats, kernelMats, layerShape } = field.placement;
  const replica = Math.floor(defects.mat / (chunkMats * kernelMats));
  const site = newSite();
  site.chunkMat = defects.mat % chunkMats;
  site.kernelMat = Math.floor(defects.mat / chunkMats) % kernelMats;
  site.column = defects.column;
  const chunks = Array.from({ length: localChunks(field, site.chunkMat) }, (_, local) => halvesAt(field, site, local, defects));
  for (const [local, halves] of chunks.entries()) {
    site.local = local;
    const kernels = foldWeights(folding, defects, site, replica, halves, sums);
    const correction = correctionAt(field, site);
    if (correction >= 0) {
      const { constant, keeps } = sums.corrections;
      // Input cells without a tap hold zeros.
      const sum = halves.reduce((total, { half, tap, value }) => total + (tap < 0 && keeps[half] ? value : 0), constant);
      for (let k = field.sharersFrom[correction]!; k < field.sharersTo[correction]!; k++) {
        folding.added[replica]![k]! += layerShape.weightOffset * sum;
      }
    }
    for (const { half, tap, mask, value } of halves) {
      if (tap < 0) continue;
      const met = sums.slots.keeps[half] ? kernels : [];
      const counted = sums.corrections.keeps[half] ? correction : -1;
      if (mask !== 0 && (met.length > 0 || counted >= 0)) folding.inputs.push({ replica, tap, mask, value, kernels: met, correction: counted });
      // Whatever the input is, sum(p) lacks it.
      if (counted !== correction) folding.inputs.push({ replica, tap, mask: 255, value: 0, kernels: [], correction });
    }
  }
  return true;
}

/** Weights of all kernels that the column serves in a chunk; returns those kernels. */
function foldWeights(
  { field, codes, added }: Folding,
  defects: ColumnDefects,
  site: Site,
  replica: number,
  halves: readonly Half[],
  { slots: sums }: ColumnSums,
): readonly number[] {
  const { rows, layerShape } = field.placement;
  const { taps, weightBits } = layerShape;
  const kernels: number[] = [];
  const packed = chunkAt(field, site).kernelsPerRow > 1;
  for (let group = 0; group < groupsOf(field, site.kernelMat); group++) {
    const trips = packed ? 1 : kernelsInGroup(field, site.kernelMat, group);
    for (let trip = 0; trip < trips; trip++) {
      Object.assign(site, { correction: false, group, trip });
      const kernel = kernelAt(field, site);
      if (kernel < 0) continue;
      kernels.push(kernel);
      added[replica]![kernel]! += sums.constant;
      for (const { half, tap, value } of halves) {
        const at = kernel * taps + tap;
        const right = tap < 0 ? 0 : field.weights[at]!;
        const held = sums.keeps[half] ? heldBits(defects, right, weightBits, (plane) => rows.weight(group, site.local, trip, half, plane)) : 0;
        if (tap < 0) added[replica]![kernel]! += layerShape.weightGain * held * value;
        if (tap < 0 || held === right) continue;
        codes[replica] ??= field.weights.slice();
        codes[replica]![at] = held;
      }
    }
  }
  return kernels;
}

function halvesAt(field: Field, site: Site, local: number, defects: ColumnDefects): readonly Half[] {
  const { rows, rules, layerShape } = field.placement;
  const chunk = chunkAt(field, { ...site, local });
  const perHalf = Math.ceil(chunk.taps / rules.fold);
  const offset = chunk.kernelsPerRow > 1 ? site.column % chunk.width : site.column;
  return Array.from({ length: rules.fold }, (_, half) => {
    const within = half * perHalf + offset;
    const row = (plane: number): number => rows.input(local, half, plane);
    const value = heldBits(defects, 0, layerShape.inputBits, row);
    return {
      half,
      tap: offset < perHalf && within < chunk.taps ? chunk.firstTap + within : -1,
      mask: value | (255 & ~heldBits(defects, 255, layerShape.inputBits, row)),
      value,
    };
  });
}

function heldBits({ cells }: ColumnDefects, right: number, bits: number, row: (plane: number) => number): number {
  let held = right;
  for (let plane = 0; plane < bits; plane++) {
    const value = cells.get(row(plane));
    if (value !== undefined) held = (held & ~(1 << plane)) | (value << plane);
  }
  return held;
}

/** The kernel for whose sum(p) the column is counted; -1 where it is not. */
function correctionAt(field: Field, site: Site): number {
  const { placement } = field;
  if (placement.layerShape.weightOffset === 0 || !field.kernelMats[site.kernelMat]!.first) return -1;
  const { kernelsPerRow, width } = chunkAt(field, site);
  // One segment stands for all that hold the same window.
  if (!placement.mixed && kernelsPerRow > 1 && site.column >= width) return -1;
  return kernelAt(field, { ...site, correction: true, group: 0, trip: 0 });
}
