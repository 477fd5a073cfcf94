/** Finds the entry of a table for a column in a slot: its own state, that of the slot before it in the mat, and what that one found. */
import type { Page, Planes } from './book.ts';
import { type Codes, codesAt, type Field, type Site, stepBack } from './field.ts';
import { stateOf, type Table } from './table.ts';

/** `index` into the table's pairs. */
export interface Entry {
  readonly table: Table;
  readonly index: number;
}

export type Historian = (
  field: Field,
  site: Site,
  input: Uint8Array,
  codes: Codes,
  page: Page,
  pages: (at: Planes) => Page,
  hold?: (site: Site) => void,
) => Entry;

/**
 * `codes` are those of the site's column; both are used up. `hold` puts into the codes what damaged cells hold at a site.
 * Where slots remember nothing, only the state counts.
 */
export function historian(remembers: boolean): Historian {
  return remembers ? withHistory : (_field, _site, _input, codes, page) => ({ table: page.after(undefined), index: stateOf(page.bits, codes) });
}

function withHistory(
  field: Field,
  site: Site,
  input: Uint8Array,
  codes: Codes,
  page: Page,
  pages: (at: Planes) => Page,
  hold?: (site: Site) => void,
): Entry {
  const state = stateOf(page.bits, codes);
  // Slots of one kernel and chunk follow each other plane by plane: the taps, and so the codes, stay.
  let same = site.inputPlane + (site.correction ? 0 : site.weightPlane * field.placement.layerShape.inputBits);
  const back = (): boolean => {
    if (!stepBack(field, site)) return false;
    if (same > 0) {
      same -= 1;
      return true;
    }
    codesAt(field, site, input, codes);
    hold?.(site);
    return true;
  };
  if (!back()) return { table: page.after(undefined), index: state };
  const before = pages(site);
  const stateBefore = stateOf(before.bits, codes);
  const contents = 2 ** before.exposure.scratch.length;
  let found = 0;
  if (back()) {
    const earlier = pages(site);
    found = before.found(earlier)[stateOf(earlier.bits, codes)]!;
  }
  const table = page.after(before);
  return { table, index: state * table.histories + stateBefore * contents + found };
}
