/** Areas of what both designs add to a mat: the second row decoder and the accumulators. Gate counts times gate areas; wiring is left out. */
import { wordBits } from '../engine/schedule/index.ts';
import { type Expression, exact, productOf, sumOf } from '../quantity/index.ts';
import type { Hardware } from './types.ts';

/** So many of a part, each of an area. */
export function many(count: number, what: string, each: Expression): Expression {
  return productOf('m2', `${what} x area of each`, { count: exact(count, what), each });
}

/** Multi-line enable (paper 1, III.B): a second decoder whose outputs are OR-ed with the first's. Two gates a decoded line. */
export function secondDecoder({ blocks, organisation }: Hardware): Expression {
  return sumOf('m2', 'decoder gates + OR gates', {
    decoder: productOf('m2', 'two NAND gates a row', { rows: exact(2 * organisation.rows, '2 x rows'), nand: blocks.nandArea }),
    or: productOf('m2', 'one OR gate a row', { rows: exact(organisation.rows, 'rows'), or: blocks.orArea }),
  });
}

/** Registers that add: a full adder and a flip-flop a bit. */
export function accumulatorArea({ blocks }: Hardware, accumulators: number): Expression {
  const bit = sumOf('m2', 'full adder + flip-flop', { adder: blocks.fullAdderArea, flipFlop: blocks.flipFlopArea });
  return many(accumulators * wordBits, 'accumulators x bits', bit);
}
