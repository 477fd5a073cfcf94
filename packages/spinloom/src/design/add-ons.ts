/** Areas of what both designs add to a mat: the second row decoder and the accumulators, from the synthesised blocks; wiring is left out. */
import { type Expression, exact, formulaOf, given, productOf } from '../quantity/index.ts';
import type { Hardware } from './types.ts';

/** So many of a part, each of an area. */
export function many(count: number, what: string, each: Expression): Expression {
  return productOf('m2', `${what} x area of each`, { count: exact(count, what), each });
}

/** Multi-line enable (paper 1, III.B): what the modified decoder has more than the array's own, which belongs to the array; in proportion to the rows. */
export function secondDecoder({ blocks, organisation }: Hardware): Expression {
  const { rows, single, modified } = blocks.rowDecoder;
  const more = formulaOf(modified.area.value - single.area.value, 'm2', `modified decoder - decoder of ${rows} rows`, {
    modified: modified.area,
    single: single.area,
  });
  return productOf('m2', 'second decoder and OR gates x share of rows', { more, share: exact(organisation.rows / rows, `rows / ${rows}`) });
}

/** Registers that add. */
export function accumulatorArea({ blocks }: Hardware, accumulators: number): Expression {
  return many(accumulators, 'accumulators', given(blocks.accumulator.area));
}
