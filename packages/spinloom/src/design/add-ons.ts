/** What a design adds to a mat: area, and leakage while the mat is awake, from the synthesised blocks; wiring is left out. */
import type { ArrayFigures } from '../array/index.ts';
import { type Expression, exact, formulaOf, given, productOf, type Sourced, sumOf } from '../quantity/index.ts';
import type { Hardware } from './types.ts';

export interface AddOn {
  readonly area: Expression;
  readonly leakage: Expression;
}

/** What has an area and leaks. */
interface Part {
  readonly area: Sourced | Expression;
  readonly leakage: Sourced | Expression;
}

const units = { area: 'm2', leakage: 'W' } as const;

/** So many of an area. */
export function areaOf(count: number, what: string, each: Expression | Sourced): Expression {
  return productOf('m2', `${what} x area of each`, { count: exact(count, what), each });
}

/** So many of a part. */
export function many(count: number, what: string, each: Part): AddOn {
  const of = (figure: keyof AddOn): Expression =>
    productOf(units[figure], `${what} x ${figure} of each`, { count: exact(count, what), each: each[figure] });
  return { area: of('area'), leakage: of('leakage') };
}

/** Several that make one. */
export function together(what: string, parts: Readonly<Record<string, AddOn>>): AddOn {
  const of = (figure: keyof AddOn): Expression =>
    sumOf(units[figure], what, Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part[figure]])));
  return { area: of('area'), leakage: of('leakage') };
}

/** Multi-line enable (paper 1, III.B): what the modified decoder has more than the array's own, in proportion to the rows. */
export function secondDecoder({ blocks, organisation }: Hardware): AddOn {
  const { rows, single, modified } = blocks.rowDecoder;
  const more = (figure: keyof AddOn): Expression =>
    formulaOf(modified[figure].value - single[figure].value, units[figure], `modified decoder - decoder of ${rows} rows`, {
      modified: modified[figure],
      single: single[figure],
    });
  return many(organisation.rows / rows, `rows / ${rows}`, { area: more('area'), leakage: more('leakage') });
}

/** Registers that add. */
export function accumulators({ blocks }: Hardware, count: number): AddOn {
  return many(count, 'accumulators', blocks.accumulator);
}

/** A plain mat with what is added to it. */
export function matWith(
  array: ArrayFigures,
  addOns: Readonly<Record<string, AddOn>>,
): { readonly matArea: Expression; readonly matLeakage: Expression } {
  const parts = (figure: keyof AddOn): Readonly<Record<string, Expression>> =>
    Object.fromEntries(Object.entries(addOns).map(([name, addOn]) => [name, addOn[figure]]));
  return {
    matArea: sumOf('m2', 'sub-array + add-ons', { array: array.matArea, ...parts('area') }),
    matLeakage: sumOf('W', 'sub-array + add-ons', { array: array.leakage, ...parts('leakage') }),
  };
}

/** Cells without leakage. */
export function cells(count: number, what: string, area: Expression): AddOn {
  return many(count, what, { area, leakage: exact(0, 'a junction does not leak', 'W') });
}

/** One of so many equal shares of a block. */
export function share(block: { readonly area: Sourced; readonly leakage: Sourced }, shares: number, what: string): AddOn {
  const of = (figure: keyof AddOn): Expression =>
    formulaOf(block[figure].value / shares, units[figure], `block / ${what}`, { block: given(block[figure]), shares: exact(shares, what) });
  return { area: of('area'), leakage: of('leakage') };
}
