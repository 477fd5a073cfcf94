/** Buffers of the ASIC: 33 MB of eDRAM (paper 2, III.C) and an SRAM between it and the units, as ranges between published estimators. */
import { type BufferFigures, type BufferRange, bufferFigures } from '../../array/index.ts';
import { type Expression, exact, formulaOf, given } from '../../quantity/index.ts';

/** Which end of a range is taken; the middle is the geometric mean. */
export const estimates = ['low', 'middle', 'high'] as const;
export type Estimate = (typeof estimates)[number];

export interface BufferPrices {
  /** A bit with its share of a whole block. */
  readonly read: Expression;
  readonly write: Expression;
  readonly area: Expression;
  readonly leakage: Expression;
  /** Time of a bit at the pace of whole blocks through the one port. */
  readonly bitTime: Expression;
}

const edram_bytes = 33 * 2 ** 20;

export function edram(estimate: Estimate): BufferPrices {
  return prices(bufferFigures('edram', edram_bytes), estimate);
}

export function sram(capacity_bytes: number, estimate: Estimate): BufferPrices {
  return prices(bufferFigures('sram', capacity_bytes), estimate);
}

function prices(figures: BufferFigures, estimate: Estimate): BufferPrices {
  const cycle = endOf(figures.cycleTime_s, estimate, 's');
  const bits = exact(8 * figures.block_bytes, 'bits of a block');
  return {
    read: endOf(figures.readEnergyPerBit_J, estimate, 'J'),
    write: endOf(figures.writeEnergyPerBit_J, estimate, 'J'),
    area: endOf(figures.area_m2, estimate, 'm2'),
    leakage: endOf(figures.leakage_W, estimate, 'W'),
    bitTime: formulaOf(cycle.value / bits.value, 's', 'cycle time / bits of a block', { cycle, bits }),
  };
}

function endOf({ low, high, sources }: BufferRange, estimate: Estimate, unit: string): Expression {
  const [least, most] = [
    given({ value: low, unit, source: sources.low }, 'lower estimate'),
    given({ value: high, unit, source: sources.high }, 'higher estimate'),
  ];
  if (estimate === 'low') return least;
  if (estimate === 'high') return most;
  return formulaOf(Math.sqrt(low * high), unit, 'geometric mean of both estimates', { low: least, high: most });
}
