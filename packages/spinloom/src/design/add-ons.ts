/** Areas of what both designs add to a mat beside what the array counts. Gate counts times gate areas; wiring is left out. */
import { wordBits } from '../engine/schedule/index.ts';
import { type Expression, exact, productOf, sumOf } from '../quantity/index.ts';
import type { Hardware } from './types.ts';

/** So many of a part, each of an area. */
export function many(count: number, what: string, each: Expression): Expression {
  return productOf('m2', `${what} x area of each`, { count: exact(count, what), each });
}

/** Registers that add: a full adder and a flip-flop a bit. */
export function accumulatorArea({ blocks }: Hardware, accumulators: number): Expression {
  const bit = sumOf('m2', 'full adder + flip-flop', { adder: blocks.fullAdderArea, flipFlop: blocks.flipFlopArea });
  return many(accumulators * wordBits, 'accumulators x bits', bit);
}
