/**
 * Permanent faults: every slot of a damaged column is worked out with the bits that its cells really hold and the results that its sense amplifier
 * really gives. Exact without transient errors. With them, the errors of a damaged column's slots are drawn here, too; only a failed write of an
 * input bit is left out in such a column. Cost is that of the damaged columns' slots.
 */
import type { Page, Planes } from './book.ts';
import type { ColumnDefects } from './defects.ts';
import type { Stuck } from './exposure.ts';
import { type Codes, chunkAt, codesAt, type Field, groupsOf, kernelAt, kernelsInGroup, localChunks, newSite, type Site } from './field.ts';
import { historian } from './history.ts';
import { errorFree } from './rates.ts';
import { addToSharers, type FaultyRun } from './run.ts';
import { pick, stateOf } from './table.ts';

export function addDamage(run: FaultyRun): void {
  const { chunkMats, kernelMats, replicas } = run.field.placement;
  for (const [mat, columns] of run.defects) {
    if (mat < 0 || mat >= chunkMats * kernelMats * replicas) continue;
    for (const damaged of columns.values()) addColumn(run, damaged);
  }
}

interface Damaged {
  readonly run: FaultyRun;
  readonly defects: ColumnDefects;
  readonly pages: (at: Planes) => Page;
  /** Whether every slot suffers, not only those whose operands are stuck. */
  readonly always: boolean;
  readonly uniform: (counter: number) => number;
  /** Uniforms taken. */
  taken: number;
}

function addColumn(run: FaultyRun, defects: ColumnDefects): void {
  const { field, faults, book } = run;
  const { placement } = field;
  const inMats = defects.mat % (placement.chunkMats * placement.kernelMats);
  const site = newSite();
  site.chunkMat = inMats % placement.chunkMats;
  site.kernelMat = Math.floor(inMats / placement.chunkMats);
  site.column = defects.column;
  const scratch = [...defects.cells].filter(([row]) => row < placement.rules.scratch.length);
  const stuck: Stuck = { cells: new Map(scratch), ...(defects.sense === undefined ? {} : { sense: defects.sense }) };
  const always = defects.sense !== undefined || scratch.length > 0 || !errorFree(faults.rates);
  const stream = faults.stream.child('damaged', defects.mat).child('column', defects.column);
  const damaged: Damaged = { run, defects, pages: book.pages(stuck), always, uniform: stream.uniform, taken: 0 };
  const replica = Math.floor(defects.mat / (placement.chunkMats * placement.kernelMats));
  if (placement.layerShape.weightOffset !== 0 && field.kernelMats[site.kernelMat]!.first) corrections(damaged, site, replica);
  slots(damaged, site, replica);
}

function corrections(damaged: Damaged, site: Site, replica: number): void {
  const { run } = damaged;
  const { field } = run;
  const { placement } = field;
  for (let local = 0; local < localChunks(field, site.chunkMat); local++) {
    const place = { correction: true, group: 0, local, trip: 0 };
    Object.assign(site, place);
    const { kernelsPerRow, width } = chunkAt(field, site);
    // One segment stands for all that hold the same window.
    if (!placement.mixed && kernelsPerRow > 1 && site.column >= width) continue;
    visit(damaged, site, replica, 1, (kernel, window, change) => addToSharers(run, kernel, window, change));
  }
}

function slots(damaged: Damaged, site: Site, replica: number): void {
  const { run } = damaged;
  const { field } = run;
  const acc = run.acc();
  const { weightBits, windows } = field.placement.layerShape;
  for (let group = 0; group < groupsOf(field, site.kernelMat); group++) {
    for (let local = 0; local < localChunks(field, site.chunkMat); local++) {
      Object.assign(site, { correction: false, group, local, trip: 0 });
      const trips = chunkAt(field, site).kernelsPerRow > 1 ? 1 : kernelsInGroup(field, site.kernelMat, group);
      for (let trip = 0; trip < trips; trip++) {
        Object.assign(site, { correction: false, group, local, trip });
        visit(damaged, site, replica, weightBits, (kernel, window, change) => {
          acc[kernel * windows + window]! += change;
        });
      }
    }
  }
}

/** All windows and planes of one place of the loop. */
function visit(
  damaged: Damaged,
  site: Site,
  replica: number,
  weightPlanes: number,
  add: (kernel: number, window: number, change: number) => void,
): void {
  const { run, defects } = damaged;
  const { field } = run;
  const { placement } = field;
  const { inputBits, windows } = placement.layerShape;
  const kernel = kernelAt(field, site);
  if (kernel < 0) return;
  if (!damaged.always && !touched(field, site, defects)) return;
  const { group, local, trip, correction } = site;
  const { book, input } = run;
  const look = historian(book.remembers);
  const holdAt = (at: Site): void => hold(field, at, defects, codes);
  const right: Codes = new Int32Array(4);
  const held: Codes = new Int32Array(4);
  const codes: Codes = new Int32Array(4);
  const goTo = (window: number, weightPlane: number, inputPlane: number): void => {
    site.window = window;
    site.correction = correction;
    site.group = group;
    site.local = local;
    site.trip = trip;
    site.weightPlane = weightPlane;
    site.inputPlane = inputPlane;
  };
  for (let window = replica; window < windows; window += placement.replicas) {
    goTo(window, 0, 0);
    codesAt(field, site, input, right);
    held.set(right);
    hold(field, site, defects, held);
    if (!damaged.always && held.every((code, i) => code === right[i])) continue;
    for (let weightPlane = 0; weightPlane < weightPlanes; weightPlane++) {
      for (let inputPlane = 0; inputPlane < inputBits; inputPlane++) {
        goTo(window, weightPlane, inputPlane);
        codes.set(held);
        const page = damaged.pages(site);
        const { contribution } = page.exposure;
        let change = contribution[stateOf(page.bits, held)]! - contribution[stateOf(page.bits, right)]!;
        // Uses up site and codes.
        const { table, index } = look(field, site, input, codes, page, damaged.pages, holdAt);
        const any = table.any[index]!;
        if (any > 0) {
          const u = damaged.uniform(damaged.taken++);
          if (u < any) change += pick(table, index, u);
        }
        if (change !== 0) add(kernel, window, change);
      }
    }
  }
  goTo(0, 0, 0);
}

/** Puts into the codes what the stuck cells of the site's rows hold. */
function hold({ placement }: Field, site: Site, { cells }: ColumnDefects, codes: Codes): void {
  if (cells.size === 0) return;
  const { rows, rules, layerShape } = placement;
  for (let half = 0; half < rules.fold; half++) {
    for (let plane = 0; plane < layerShape.inputBits; plane++) put(codes, 2 * half + 1, plane, cells.get(rows.input(site.local, half, plane)));
    if (site.correction) continue;
    for (let plane = 0; plane < layerShape.weightBits; plane++) {
      put(codes, 2 * half, plane, cells.get(rows.weight(site.group, site.local, site.trip, half, plane)));
    }
  }
}

function put(codes: Codes, index: number, plane: number, value: 0 | 1 | undefined): void {
  if (value !== undefined) codes[index] = (codes[index]! & ~(1 << plane)) | (value << plane);
}

/** Whether any row of the site has a stuck cell in this column. */
function touched({ placement }: Field, site: Site, { cells }: ColumnDefects): boolean {
  const { rows, rules, layerShape } = placement;
  for (let half = 0; half < rules.fold; half++) {
    for (let plane = 0; plane < layerShape.inputBits; plane++) if (cells.has(rows.input(site.local, half, plane))) return true;
    for (let plane = 0; plane < layerShape.weightBits; plane++) {
      if (cells.has(rows.weight(site.group, site.local, site.trip, half, plane))) return true;
    }
  }
  return false;
}
