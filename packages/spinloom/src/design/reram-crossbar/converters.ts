/** Converters at the edge of a crossbar, as published for 32 nm. Areas follow the square of the feature size, energies and rates are kept. */
import { chosen, type Expression, exact, formulaOf, given, productOf, type Source, type Sourced } from '../../quantity/index.ts';
import type { Hardware } from '../types.ts';

const kull: Source = {
  trust: 'published',
  cite: 'Kull et al., A 3.1 mW 8b 1.2 GS/s single-channel asynchronous SAR ADC in 32 nm digital SOI CMOS, ISSCC 2013',
};
const isaac: Source = { trust: 'published', cite: 'Shafiee et al., ISAAC, ISCA 2016, Table I (32 nm)' };
const row = (value: number, unit: string, source: Source, where: string): Sourced => ({ value, unit, source: { ...source, where } });

const publishedNode_m = 32e-9;

export interface Converters {
  /** An amplifier that gives 8 bits: one conversion. */
  readonly convertEnergy: Expression;
  readonly convertTime: Expression;
  readonly amplifierArea: Expression;
  /** The driver of one row: one level. */
  readonly driveEnergy: Expression;
  readonly driverArea: Expression;
}

/** `dacBits`: levels of a row driver, 2^bits; a driver of several bits is taken as one of one bit for each level above 0. */
export function converters({ technology }: Hardware, dacBits: number): Converters {
  const rate = given(row(1.2e9, '1/s', kull, 'title'), 'conversions a second');
  const feature = given(technology.feature, 'feature size');
  const published = exact(publishedNode_m, 'node that the area is published for', 'm');
  const scaled = (area: Sourced): Expression =>
    formulaOf(area.value * (feature.value / published.value) ** 2, 'm2', 'published area x (feature / 32 nm)²', { area, feature, published });
  const levels = chosen(2 ** dacBits - 1, '', '2^bits - 1 levels above 0, a one-bit driver each');
  return {
    convertEnergy: formulaOf(3.1e-3 / rate.value, 'J', 'power / rate', { power: row(3.1e-3, 'W', kull, 'title'), rate }),
    convertTime: formulaOf(1 / rate.value, 's', '1 / rate', { rate }),
    amplifierArea: scaled(row(0.0015e-6, 'm2', kull, 'core area')),
    driveEnergy: productOf('J', 'levels x energy of a one-bit driver', {
      levels,
      bit: formulaOf(4e-3 / (1024 * 1e7), 'J', 'power / drivers / rate', {
        power: row(4e-3, 'W', isaac, '8 x 128 DAC of 1 bit'),
        drivers: row(1024, '', isaac, '8 x 128'),
        rate: row(1e7, '1/s', isaac, 'a crossbar cycle of 100 ns'),
      }),
    }),
    driverArea: productOf('m2', 'levels x area of a one-bit driver', {
      levels,
      bit: scaled(row(0.00017e-6 / 1024, 'm2', isaac, '0.00017 mm² for 8 x 128 DAC of 1 bit')),
    }),
  };
}
