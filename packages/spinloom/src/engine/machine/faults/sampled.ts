/** The slots of a layer whose errors are sampled together, and how: by skip-ahead, or sum by sum. */
import type { Book, Page, Planes } from './book.ts';
import { type Drawn, drawnOf, kernelsAtOnce, type Laws } from './drawn.ts';
import { type FaultyRun, windowsPerBlock } from './run.ts';
import type { Table } from './table.ts';

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
  /** Where the change of each sum is drawn at once, if no mat has defects. */
  readonly drawn: Drawn | undefined;
}

// The same for all images.
const lists = new WeakMap<Book, readonly Sampled[]>();

export function sampledOf(run: Pick<FaultyRun, 'field' | 'book'>): readonly Sampled[] {
  const { field, book } = run;
  const known = lists.get(book);
  if (known !== undefined) return known;
  const { weightBits, inputBits, weightOffset } = field.placement.layerShape;
  const pages = book.pages();
  const laws: Laws = new Map();
  const sampled: Sampled[] = [];
  const add = (planes: Planes, counted: Int32Array): void => {
    const page = pages(planes);
    sampled.push({
      planes,
      counted,
      page,
      most: mostOf(run, page, planes),
      alike: !book.remembers && alike(page.after(undefined)),
      drawn: cheaperDrawn(run, page, planes, counted, laws),
    });
  };
  for (let inputPlane = 0; inputPlane < inputBits; inputPlane++) {
    if (weightOffset !== 0) add({ correction: true, weightPlane: 0, inputPlane }, field.counting);
    for (let weightPlane = 0; weightPlane < weightBits; weightPlane++) add({ correction: false, weightPlane, inputPlane }, field.every);
  }
  lists.set(book, sampled);
  return sampled;
}

/**
 * Costs on the kernels, in visits of skip-ahead to two cells (11 ns): of a visit to more (16 ns), of a draw (6.7 ns), of a word of 32 bits that is
 * counted (0.28 ns), and of the bits of an input column laid out for all kernels of its group (0.7 ns). Measured on an AMD EPYC (Zen 4) with AlexNet
 * conv2-5; `npm run bench -- mats` shows what follows. Both ways have the same law: what these numbers decide is time, and which errors a seed gives.
 */
const visitsPerFolded = 1.5;
const visitsPerDraw = 0.6;
const visitsPerWord = 0.025;
const visitsPerColumn = 0.06;
/** Input bits laid out for an image, at most: 128 MiB. */
const mostBits = 2 ** 30;

/** Undefined where skip-ahead costs less, or draws are not possible. */
function cheaperDrawn(
  { field, book }: Pick<FaultyRun, 'field' | 'book'>,
  page: Page,
  planes: Planes,
  counted: Int32Array,
  laws: Laws,
): Drawn | undefined {
  if (book.remembers) return undefined;
  const columns = field.columnsBefore[field.columnsBefore.length - 1]!;
  const table = page.after(undefined);
  const visits = columns * table.most * (page.bits.code.length > 2 ? visitsPerFolded : 1);
  // One draw a sum is the least; laws are not made in vain.
  if (visits <= visitsPerDraw) return undefined;
  const drawn = drawnOf(table, page.bits, planes, columns, laws);
  if (drawn === undefined || windowsPerBlock * (counted.length + kernelsAtOnce) * drawn.draws >= 2 ** 32) return undefined;
  const { layerShape, rules } = field.placement;
  const bits = layerShape.windows * layerShape.groups * layerShape.inputBits * columns * (rules.fold === 1 ? 1 : 3);
  if (bits > mostBits) return undefined;
  const rows = (columns * rules.fold * layerShape.groups) / (counted.length * (planes.correction ? 1 : layerShape.weightBits));
  const cost = visitsPerDraw * drawn.draws + (visitsPerWord * drawn.joints.length * columns) / 32 + visitsPerColumn * rows;
  return cost < visits ? drawn : undefined;
}

function alike({ any, most, changes }: Table): boolean {
  return changes.length === any.length && any.every((p) => p === most);
}

/** The greatest probability of a change, whatever came before. */
function mostOf({ field, book }: Pick<FaultyRun, 'field' | 'book'>, page: Page, { correction, weightPlane, inputPlane }: Planes): number {
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
