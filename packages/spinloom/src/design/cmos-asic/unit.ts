/**
 * A unit that multiplies by binary weights, after YodaNN: in every cycle 49 inputs (a window of 7 x 7), negated or not, go through an adder tree into an
 * accumulator. Built of the gates of the node, as the add-ons of the other designs are; registers of inputs and accumulators are clocked in every cycle.
 */
import { wordBits } from '../../engine/schedule/index.ts';
import { type Expression, exact, productOf, sumOf } from '../../quantity/index.ts';
import { many } from '../add-ons.ts';
import type { Hardware } from '../types.ts';

/** Andri et al., YodaNN: 1510 GOp/s at 480 MHz are 32 units of 49 multiply-accumulates. */
export const taps = 49;

export interface UnitFigures {
  /** One input against one weight bit. */
  readonly energy: Expression;
  readonly area: Expression;
}

export function unitFigures({ blocks }: Hardware, datapathBits: number): UnitFigures {
  // 48 adders for 49 inputs; a level below the root is as wide as its sums need, log2(49) / 2 bits more than an input on average.
  const adders = ((taps - 1) / taps) * (datapathBits + Math.log2(taps) / 2);
  const accumulator = wordBits / taps;
  const registers = datapathBits + accumulator;
  return {
    energy: sumOf('J', 'a tap of the unit in one cycle', {
      adders: productOf('J', 'full adders of the tree and accumulator a tap', {
        adders: exact(adders + accumulator, 'full adders a tap'),
        adder: blocks.fullAdderEnergy,
      }),
      registers: productOf('J', 'flip-flops of input and accumulator a tap', {
        bits: exact(registers, 'bits a tap'),
        flipFlop: blocks.flipFlopEnergy,
      }),
    }),
    area: sumOf('m2', 'a unit', {
      negation: many(taps * datapathBits, 'taps x bits', productOf('m2', 'multiplexer', { mux: blocks.muxArea })),
      adders: many(taps * (adders + accumulator), 'full adders', productOf('m2', 'full adder', { adder: blocks.fullAdderArea })),
      registers: many(taps * registers, 'flip-flops', productOf('m2', 'flip-flop', { flipFlop: blocks.flipFlopArea })),
    }),
  };
}
