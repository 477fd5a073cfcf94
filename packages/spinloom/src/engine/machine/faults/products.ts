/** What the slots of a column add, read from their exposures: products of bits, and constants where parts of it are stuck. */
import type { Placement } from '../../schedule/index.ts';
import type { Page, Planes } from './book.ts';

/** What all slots of a window together add to a kernel, or all corrections to sum(p). */
export interface Sums {
  readonly constant: number;
  /** [half]: whether its product of codes (its input code in a correction) is part of the sum. */
  readonly keeps: readonly boolean[];
}

export interface ColumnSums {
  readonly slots: Sums;
  readonly corrections: Sums;
}

/**
 * Undefined unless every slot adds a constant and gain x 2^(m+n) for each half that it keeps whose weight and input bit are 1, and every correction
 * a constant and 2^m for each input bit that it keeps. `pages`: of error-free rates.
 */
export function sumsOf({ rules, layerShape }: Placement, pages: (at: Planes) => Page): ColumnSums | undefined {
  const { weightBits, inputBits, weightOffset, weightGain } = layerShape;
  const slots: Part[] = [];
  const corrections: Part[] = [];
  for (let inputPlane = 0; inputPlane < inputBits; inputPlane++) {
    for (let weightPlane = 0; weightPlane < weightBits; weightPlane++) {
      const planes = { correction: false, weightPlane, inputPlane };
      slots.push({ planes, page: pages(planes), factor: weightGain * 2 ** (weightPlane + inputPlane) });
    }
    const planes = { correction: true, weightPlane: 0, inputPlane };
    if (weightOffset !== 0) corrections.push({ planes, page: pages(planes), factor: 2 ** inputPlane });
  }
  const ofSlots = together(slots, rules.fold, 2);
  const ofCorrections = together(corrections, rules.fold, 1);
  return ofSlots === undefined || ofCorrections === undefined ? undefined : { slots: ofSlots, corrections: ofCorrections };
}

interface Part {
  readonly planes: Planes;
  readonly page: Page;
  readonly factor: number;
}

/** `cells`: of a half. */
function together(parts: readonly Part[], fold: number, cells: number): Sums | undefined {
  let constant = 0;
  let keeps: readonly boolean[] | undefined;
  for (const part of parts) {
    const one = partOf(part, fold, cells);
    if (one === undefined || (keeps !== undefined && one.keeps.join() !== keeps.join())) return undefined;
    keeps = one.keeps;
    constant += one.constant;
  }
  return { constant, keeps: keeps ?? Array.from({ length: fold }, () => true) };
}

function partOf({ planes, page, factor }: Part, fold: number, cells: number): Sums | undefined {
  const { contribution } = page.exposure;
  const { code, plane } = page.bits;
  // Each half senses cells of its own, of the slot's planes.
  if (code.length !== cells * fold || new Set(code).size !== code.length) return undefined;
  if (plane.some((of, cell) => of !== (code[cell]! % 2 === 0 ? planes.weightPlane : planes.inputPlane))) return undefined;
  const { any, starts, changes } = page.after(undefined);
  const values = contribution.map((sum, state) => sum + (any[state]! > 0 ? changes[starts[state]!]! : 0));
  const ofHalf = Array.from({ length: fold }, (_, half) => code.reduce((set, of, cell) => (of >> 1 === half ? set | (1 << cell) : set), 0));
  const constant = values[0]!;
  const keeps = ofHalf.map((set) => values[set] !== constant);
  const expected = (state: number): number =>
    ofHalf.reduce((sum, set, half) => (keeps[half] && (state & set) === set ? sum + factor : sum), constant);
  return values.every((value, state) => value === expected(state)) ? { constant, keeps } : undefined;
}
