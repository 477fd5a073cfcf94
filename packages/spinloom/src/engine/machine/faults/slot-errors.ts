/**
 * Transient errors of slots and corrections: columns whose contribution may have changed are found by skip-ahead, their stored bits looked up,
 * and the change drawn from the exposure of the program; or, where errors are so many that it costs less, the change of each sum is drawn at once
 * (draw.ts). Exact in the state of every column; nothing is averaged over a row.
 */
import { bitRowsOf, drawErrors } from './draw.ts';
import { type Codes, codesOf, type Field, newSite, type Site } from './field.ts';
import { historian } from './history.ts';
import { addToSharers, defectsAt, type FaultyRun, slotStream, windowsPerBlock } from './run.ts';
import { type Sampled, sampledOf } from './sampled.ts';
import { skipAhead, skipAheadAlike } from './skip.ts';
import { pick } from './table.ts';

/**
 * Samples all blocks of all plane pairs where slots remember nothing and no mat has defects: the same streams, the same changes. It works on sums of
 * its own, from which the accumulators are made afterwards; false where it has none.
 */
export type SlotKernel = (run: FaultyRun, sampled: readonly Sampled[]) => boolean;

export function addSlotErrors(run: FaultyRun, kernel?: SlotKernel): void {
  const { field, book } = run;
  const sampled = sampledOf(run);
  // Trials are counted in 32 bits there.
  const trials = windowsPerBlock * field.every.length * field.columnsBefore[field.columnsBefore.length - 1]!;
  if (kernel !== undefined && !book.remembers && run.defects.size === 0 && trials < 2 ** 32 && kernel(run, sampled)) return;
  const rows = bitRowsOf(run);
  for (const one of sampled) {
    if (one.drawn !== undefined && run.defects.size === 0) drawErrors(run, one, one.drawn, rows);
    else skipErrors(run, one);
  }
}

/** All blocks of one plane pair, or of the corrections of one input plane. */
export function skipErrors(run: FaultyRun, { planes, counted, page, most, alike }: Sampled): void {
  const { field, book, input } = run;
  const acc = run.acc();
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
