/**
 * Transient errors of slots and corrections: columns whose contribution may have changed are found by skip-ahead, their stored bits looked up,
 * and the change drawn from the exposure of the program. Exact in the state of every column; nothing is averaged over a row.
 */
import type { Stream } from '../../../random/index.ts';
import type { Book, Page, Planes } from './book.ts';
import { type Codes, codesOf, type Field, newSite, type Site } from './field.ts';
import { historian } from './history.ts';
import { addToSharers, blockStream, defectsAt, type FaultyRun, windowsPerBlock } from './run.ts';
import { skipAhead, skipAheadAlike } from './skip.ts';
import { pick, type Table } from './table.ts';

/**
 * Samples all blocks of all plane pairs where slots remember nothing and no mat has defects: the same streams, the same changes. It works on sums of
 * its own, from which the accumulators are made afterwards; false where it has none.
 */
export type SlotKernel = (run: FaultyRun, sampled: readonly Sampled[]) => boolean;

/** The slots of a plane pair, or the corrections of an input plane. */
export interface Sampled {
  readonly planes: Planes;
  /** Kernels whose segments are counted. */
  readonly counted: Int32Array;
  readonly page: Page;
  /** The greatest probability of a change. */
  readonly most: number;
  /** Whether every state changes with that probability, and in one way only: then nothing is thinned. */
  readonly alike: boolean;
}

export function addSlotErrors(run: FaultyRun, kernel?: SlotKernel): void {
  const { field, book } = run;
  const sampled = sampledOf(run);
  // Trials are counted in 32 bits there.
  const trials = windowsPerBlock * field.every.length * field.columnsBefore[field.columnsBefore.length - 1]!;
  if (kernel !== undefined && !book.remembers && run.defects.size === 0 && trials < 2 ** 32 && kernel(run, sampled)) return;
  for (const one of sampled) addErrors(run, one);
}

// The same for all images.
const lists = new WeakMap<Book, readonly Sampled[]>();

function sampledOf(run: FaultyRun): readonly Sampled[] {
  const { field, book } = run;
  const known = lists.get(book);
  if (known !== undefined) return known;
  const { weightBits, inputBits, weightOffset } = field.placement.layerShape;
  const pages = book.pages();
  const sampled: Sampled[] = [];
  const add = (planes: Planes, counted: Int32Array): void => {
    const page = pages(planes);
    sampled.push({ planes, counted, page, most: mostOf(run, page, planes), alike: !book.remembers && alike(page.after(undefined)) });
  };
  for (let inputPlane = 0; inputPlane < inputBits; inputPlane++) {
    if (weightOffset !== 0) add({ correction: true, weightPlane: 0, inputPlane }, field.counting);
    for (let weightPlane = 0; weightPlane < weightBits; weightPlane++) add({ correction: false, weightPlane, inputPlane }, field.every);
  }
  lists.set(book, sampled);
  return sampled;
}

function addErrors(run: FaultyRun, { planes, counted, page, most, alike }: Sampled): void {
  const { field, book, input, acc } = run;
  const { layerShape, chunks, chunksPerMat } = field.placement;
  const { windows } = layerShape;
  const { correction, weightPlane, inputPlane } = planes;
  const pages = book.pages();
  const look = historian(book.remembers);
  const width = field.columnsBefore[chunks.length]!;
  const site = newSite();
  const codes: Codes = new Int32Array(4);

  const visit = (window: number, kernel: number, column: number, below: number): void => {
    const offset = goTo(field, site, kernel, column);
    if (defectsAt(run, site.kernelMat, site.chunkMat, window, site.column) !== undefined) return;
    codesOf(field, kernel, chunks[site.chunkMat * chunksPerMat + site.local]!, offset, window, input, codes);
    site.window = window;
    site.correction = correction;
    site.weightPlane = weightPlane;
    site.inputPlane = inputPlane;
    const pair = look(field, site, input, codes, page, pages);
    const { table } = pair;
    if (below >= table.any[pair.index]!) return;
    const change = pick(table, pair.index, below);
    if (correction) addToSharers(run, kernel, window, change);
    else acc[kernel * windows + window]! += change;
  };

  for (let from = 0; from < windows; from += windowsPerBlock) {
    const trials = Math.min(windowsPerBlock, windows - from) * counted.length * width;
    const visitTrial = (index: number, u: number): void => {
      const row = Math.floor(index / width);
      visit(from + Math.floor(row / counted.length), counted[row % counted.length]!, index - row * width, u * most);
    };
    const stream = slotStream(run, planes, from);
    if (alike) skipAheadAlike(stream, trials, most, (index) => visitTrial(index, 0));
    else skipAhead(stream, trials, most, visitTrial);
  }
}

function alike({ any, most, changes }: Table): boolean {
  return changes.length === any.length && any.every((p) => p === most);
}

/** The stream of the block that starts with window `from`. */
export function slotStream(run: FaultyRun, { correction, weightPlane, inputPlane }: Planes, from: number): Stream {
  return blockStream(run, correction ? 'correction' : 'slot', weightPlane * 8 + inputPlane, from / windowsPerBlock);
}

/** The greatest probability of a change, whatever came before. */
function mostOf({ field, book }: FaultyRun, page: Page, { correction, weightPlane, inputPlane }: Planes): number {
  if (!book.remembers) return page.after(undefined).most;
  const { weightBits, inputBits, weightOffset } = field.placement.layerShape;
  const pages = book.pages();
  if (inputPlane > 0) return page.after(pages({ correction, weightPlane, inputPlane: inputPlane - 1 })).most;
  const last = inputBits - 1;
  if (!correction && weightPlane > 0) return page.after(pages({ correction, weightPlane: weightPlane - 1, inputPlane: last })).most;
  // The first planes follow the last slot, the last correction, or nothing.
  const slot = page.after(pages({ correction: false, weightPlane: weightBits - 1, inputPlane: last })).most;
  const corrected = weightOffset === 0 ? 0 : page.after(pages({ correction: true, weightPlane: 0, inputPlane: last })).most;
  return Math.max(page.after(undefined).most, slot, corrected);
}

/** Puts a site on a column of a kernel, counted over all chunks of the kernel; returns the column within its segment. */
function goTo(field: Field, site: Site, kernel: number, column: number): number {
  const { chunks, chunksPerMat, group } = field.placement;
  let index = 0;
  while (column >= field.columnsBefore[index + 1]!) index++;
  const chunk = chunks[index]!;
  const offset = column - field.columnsBefore[index]!;
  const kernelMat = field.matOf[kernel]!;
  const inMat = kernel - field.kernelMats[kernelMat]!.firstKernel;
  site.group = Math.floor(inMat / group);
  const slot = inMat - site.group * group;
  const packed = chunk.kernelsPerRow > 1;
  site.kernelMat = kernelMat;
  site.chunkMat = Math.floor(index / chunksPerMat);
  site.local = index - site.chunkMat * chunksPerMat;
  site.trip = packed ? 0 : slot;
  site.column = packed ? slot * chunk.width + offset : offset;
  return offset;
}
