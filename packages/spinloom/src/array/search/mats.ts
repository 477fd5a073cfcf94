/**
 * The mats of a search, computed once each: what a bank needs of those that are valid.
 *
 * A mat is given by the address and data bits that reach it, its grid, its multiplexers and its buffers; many arrangements of a bank share one.
 */

import type { BankMat } from '../model/bank.ts';
import { isBroken } from '../model/block.ts';
import { computeMat } from '../model/mat.ts';
import type { BufferStyle } from '../model/output-driver.ts';
import type { Workshop } from '../model/workshop.ts';
import type { MatGrid, Muxes } from './space.ts';

export interface ValidMat extends BankMat {
  readonly muxes: Muxes;
  readonly style: BufferStyle;
}

export interface Mats {
  /** In the order of the loops over multiplexers and buffers. */
  readonly valid: readonly ValidMat[];
  /** A rule that one of the others breaks. */
  readonly broken?: string;
}

export interface MatSource {
  readonly shop: Workshop;
  readonly muxes: readonly Muxes[];
  readonly styles: readonly BufferStyle[];
}

/** A cache over `computeMat`. */
export function matsOf({ shop, muxes, styles }: MatSource): (addressBits: number, dataBits: number, grid: MatGrid) => Mats {
  const found = new Map<string, Mats>();
  return (addressBits, dataBits, grid) => {
    const key = `${addressBits} ${dataBits} ${grid.matRows} ${grid.matColumns} ${grid.activeSubarraysPerColumn} ${grid.activeSubarraysPerRow}`;
    const before = found.get(key);
    if (before !== undefined) return before;
    const valid: ValidMat[] = [];
    let broken: string | undefined;
    const spare = 2 ** addressBits;
    for (const mux of muxes) {
      // Most candidates end here: the multiplexers leave no rows.
      if (mux.muxSenseAmp * mux.muxOutput1 * mux.muxOutput2 > spare) continue;
      for (const style of styles) {
        const mat = computeMat(shop, {
          rows: grid.matRows,
          columns: grid.matColumns,
          activePerColumn: grid.activeSubarraysPerColumn,
          activePerRow: grid.activeSubarraysPerRow,
          ...mux,
          style,
          addressBits,
          dataBits,
        });
        if (isBroken(mat)) {
          broken ??= mat;
          continue;
        }
        const { width_m, height_m, readLatency_s, writeLatency_s, readEnergy_J, writeEnergy_J, leakage_W } = mat;
        valid.push({ muxes: mux, style, width_m, height_m, readLatency_s, writeLatency_s, readEnergy_J, writeEnergy_J, leakage_W });
      }
    }
    const mats: Mats = { valid, ...(broken === undefined ? {} : { broken }) };
    found.set(key, mats);
    return mats;
  };
}
