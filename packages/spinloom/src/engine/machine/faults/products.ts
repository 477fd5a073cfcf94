/** What slots add, read from their exposures: products of bits, or constants where parts of a column are stuck. */
import type { Placement } from '../../schedule/index.ts';
import type { Book, Page, Planes } from './book.ts';

/**
 * What a column with stuck parts adds to a kernel in all slots of a window together, and to sum(p) in all corrections; 'sound': what sound hardware
 * does.
 */
export type StuckSums = 'sound' | { readonly slots: number; readonly correction: number };

/** Whether every slot adds gain x 2^(m+n) for each half whose weight and input bit are 1, and every correction 2^m for each input bit. */
export function addsProducts(placement: Placement, book: Book): boolean {
  const { rules, layerShape } = placement;
  const pages = book.pages();
  return planesOf(placement).every((planes) => {
    const { weightPlane, inputPlane, correction } = planes;
    const { bits, exposure } = pages(planes);
    const { code, plane } = bits;
    if (code.length !== (correction ? 1 : 2) * rules.fold) return false;
    return exposure.contribution.every((sum, state) => {
      const codes = [0, 0, 0, 0];
      for (let cell = 0; cell < code.length; cell++) codes[code[cell]!]! |= ((state >>> cell) & 1) << plane[cell]!;
      let ones = 0;
      for (let half = 0; half < rules.fold; half++) {
        ones += (correction ? 1 : (codes[2 * half]! >>> weightPlane) & 1) & (codes[2 * half + 1]! >>> inputPlane);
      }
      return sum === ones * 2 ** inputPlane * (correction ? 1 : layerShape.weightGain * 2 ** weightPlane);
    });
  });
}

/** Undefined where the slots of a column with stuck parts add neither what sound ones do nor constants. `pages`: of error-free rates. */
export function constantsOf(placement: Placement, pages: (at: Planes) => Page): StuckSums | undefined {
  const sums = { slots: 0, correction: 0 };
  let sound = true;
  let constant = true;
  for (const planes of planesOf(placement)) {
    const { exposure, after } = pages(planes);
    const { any, starts, changes } = after(undefined);
    const values = exposure.contribution.map((sum, state) => sum + (any[state]! > 0 ? changes[starts[state]!]! : 0));
    if (values.some((value, state) => value !== exposure.contribution[state])) sound = false;
    if (values.some((value) => value !== values[0])) constant = false;
    sums[planes.correction ? 'correction' : 'slots'] += values[0]!;
  }
  return sound ? 'sound' : constant ? sums : undefined;
}

function planesOf({ layerShape }: Placement): readonly Planes[] {
  const { weightBits, inputBits, weightOffset } = layerShape;
  const planes: Planes[] = [];
  for (let inputPlane = 0; inputPlane < inputBits; inputPlane++) {
    if (weightOffset !== 0) planes.push({ correction: true, weightPlane: 0, inputPlane });
    for (let weightPlane = 0; weightPlane < weightBits; weightPlane++) planes.push({ correction: false, weightPlane, inputPlane });
  }
  return planes;
}
