/**
 * A unit that multiplies by binary weights, after YodaNN: in every cycle 49 inputs (a window of 7 x 7), negated or not, go through an adder tree into an
 * accumulator. Made of the synthesised tile of 9 inputs, by taps and bits; registers of inputs are clocked in every cycle.
 */
import { type Expression, exact, formulaOf, productOf, sumOf } from '../../quantity/index.ts';
import type { Hardware } from '../types.ts';

/** Andri et al., YodaNN: 1510 GOp/s at 480 MHz are 32 units of 49 multiply-accumulates. */
export const taps = 49;

export interface UnitFigures {
  /** One input against one weight bit. */
  readonly energy: Expression;
  readonly area: Expression;
  readonly leakage: Expression;
}

export function unitFigures({ blocks: { macTile, flipFlop } }: Hardware, datapathBits: number): UnitFigures {
  const of = (figure: 'energy' | 'area' | 'leakage', unit: string): Expression =>
    sumOf(unit, 'a tap: its share of the tile + its input register', {
      tile: formulaOf(
        (macTile[figure].value * datapathBits) / (macTile.taps * macTile.bits),
        unit,
        'synthesised tile / (taps x bits) x bits of an input',
        {
          tile: macTile[figure],
          taps: exact(macTile.taps, 'inputs of the tile'),
          tileBits: exact(macTile.bits, 'bits of its inputs'),
          bits: exact(datapathBits, 'bits of an input'),
        },
      ),
      register: productOf(unit, 'bits x flip-flop', { bits: exact(datapathBits, 'bits of an input'), flipFlop: flipFlop[figure] }),
    });
  const unit = (figure: 'area' | 'leakage', name: string): Expression =>
    productOf(name, 'taps of a unit x a tap', { taps: exact(taps, 'taps of a unit'), tap: of(figure, name) });
  return { energy: of('energy', 'J'), area: unit('area', 'm2'), leakage: unit('leakage', 'W') };
}
