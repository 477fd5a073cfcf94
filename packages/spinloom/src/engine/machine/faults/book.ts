/** Tables of a layer by slot, slot before, and stuck parts of the column: made when first asked for. */
import type { ErrorRates } from '../../../circuit/index.ts';
import type { Placement, Program } from '../../schedule/index.ts';
import { type Exposure, exposure, type Stuck } from './exposure.ts';
import type { Site } from './field.ts';
import { anyRate } from './rates.ts';
import { handedOver, type StateBits, stateBits, type Table, tableOf } from './table.ts';

export interface Page {
  /** Number within the pages of a column. */
  readonly index: number;
  readonly exposure: Exposure;
  readonly bits: StateBits;
  /** Table given the page of the slot before; `undefined`: the first slot of the mat. */
  readonly after: (before: Page | undefined) => Table;
  /** [state of the slot before]: the content that this slot finds, without errors. */
  readonly found: (before: Page) => Int32Array;
}

export type Planes = Pick<Site, 'correction' | 'weightPlane' | 'inputPlane'>;

export interface Book {
  /** Whether a slot depends on what the slot before left. */
  readonly remembers: boolean;
  /** Pages of a sound column, or of one with stuck parts. */
  readonly pages: (stuck?: Stuck) => (at: Planes) => Page;
}

export function bookOf(program: Program, rates: ErrorRates, placement: Placement): Book {
  const remembers = anyRate(rates.write);
  const chapters = new Map<string, (at: Planes) => Page>();
  const chapter = (stuck: Stuck | undefined): ((at: Planes) => Page) => {
    const pages: Page[] = [];
    return ({ correction, weightPlane, inputPlane }) => {
      // Codes have at most 8 bits.
      const index = (correction ? 64 : 8 * weightPlane) + inputPlane;
      const known = pages[index];
      if (known !== undefined) return known;
      const options = { phase: correction ? 'correction' : 'slot', weightPlane, inputPlane, ...(stuck === undefined ? {} : { stuck }) } as const;
      const made = newPage(index, exposure(program, rates, placement, options), remembers);
      pages[index] = made;
      return made;
    };
  };
  return {
    remembers,
    pages: (stuck) => {
      const key = stuck === undefined ? '' : stuckKey(stuck);
      const known = chapters.get(key);
      if (known !== undefined) return known;
      const made = chapter(stuck);
      chapters.set(key, made);
      return made;
    },
  };
}

function newPage(index: number, exposed: Exposure, remembers: boolean): Page {
  // By the page before; the first is for none.
  const tables: Table[] = [];
  const contents: Int32Array[] = [];
  return {
    index,
    exposure: exposed,
    bits: stateBits(exposed.cells),
    after: (before) => {
      const earlier = remembers ? before : undefined;
      const at = earlier === undefined ? 0 : earlier.index + 1;
      tables[at] ??= tableOf(exposed, earlier?.exposure);
      return tables[at];
    },
    found: (before) => {
      contents[before.index] ??= handedOver(before.exposure, exposed);
      return contents[before.index]!;
    },
  };
}

function stuckKey({ sense, cells }: Stuck): string {
  return `${sense ?? ''} ${[...cells].map(([row, value]) => `${row}=${value}`).join()}`;
}
