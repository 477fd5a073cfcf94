/**
 * Figures of the digital gates that the add-ons of a sub-array are built of, and of the digital unit's arithmetic: tables for 45 nm.
 * Another node needs its own table; the refusal says which there are.
 */
import type { Sourced } from '../quantity/index.ts';
import { refuse } from '../refusal/index.ts';
import type { Technology } from '../technology/index.ts';

export interface BlockFigures {
  readonly flipFlopArea: Sourced;
  readonly fullAdderArea: Sourced;
  readonly halfAdderArea: Sourced;
  readonly muxArea: Sourced;
  readonly orArea: Sourced;
  readonly nandArea: Sourced;
  readonly inverterArea: Sourced;
  /** One clock at 50 % data activity. */
  readonly flipFlopEnergy: Sourced;
  readonly fullAdderEnergy: Sourced;
  /** One increment of a serial counter of a segment, spread over its columns. */
  readonly counterEnergy: Sourced;
  readonly fullAdderDelay: Sourced;
  /** 4:2 compressor: two XOR and one MUX. */
  readonly compressorDelay: Sourced;
  readonly muxDelay: Sourced;
  readonly floatMultiply: Sourced;
  readonly floatAdd: Sourced;
  readonly integerAdd: Sourced;
  readonly floatMultiplierArea: Sourced;
  readonly floatAdderArea: Sourced;
}

const nangate = 'Nangate 45 nm open cell library, typical corner';
const area = (um2: number): Sourced => ({ value: um2 * 1e-12, unit: 'm2', source: { trust: 'measured', cite: nangate } });
const horowitz = (pJ: number): Sourced => ({
  value: pJ * 1e-12,
  unit: 'J',
  source: { trust: 'published', cite: 'Horowitz, ISSCC 2014, 45 nm, 0.9 V' },
});
const measured = (value: number, unit: string, where: string): Sourced => ({ value, unit, source: { trust: 'measured', cite: nangate, where } });

const node45: BlockFigures = {
  flipFlopArea: area(4.522),
  fullAdderArea: area(4.256),
  halfAdderArea: area(2.66),
  muxArea: area(1.862),
  orArea: area(1.064),
  nandArea: area(0.798),
  inverterArea: area(0.532),
  flipFlopEnergy: measured(6.1e-15, 'J', 'DFF, internal energy of a clock at 50 % data activity'),
  fullAdderEnergy: measured(8e-15, 'J', 'FA_X1, two internal transitions of 3.6 fJ and load'),
  counterEnergy: {
    value: 32e-15,
    unit: 'J',
    source: { trust: 'assumed', cite: 'about five flip-flops and half adders clocked once for each column counted' },
  },
  fullAdderDelay: {
    value: 58e-12,
    unit: 's',
    source: { trust: 'published', cite: 'paper 2, II.B.3; FA_X1 carry arcs of the Nangate library average 55 ps' },
  },
  compressorDelay: measured(168e-12, 's', 'two XOR2 and one MUX2, worst arcs'),
  muxDelay: measured(62e-12, 's', 'MUX2, worst arc at 3.76 fF'),
  floatMultiply: horowitz(3.7),
  floatAdd: horowitz(0.9),
  integerAdd: horowitz(0.1),
  floatMultiplierArea: { value: 7700e-12, unit: 'm2', source: { trust: 'published', cite: 'Dally, NIPS 2015 tutorial, 45 nm float32 multiplier' } },
  floatAdderArea: { value: 4184e-12, unit: 'm2', source: { trust: 'published', cite: 'Dally, NIPS 2015 tutorial, 45 nm float32 adder' } },
};

/** The gate table of a node; refuses a node without one. */
export function blockFigures(technology: Technology): BlockFigures {
  return technology.id === '45nm' ? node45 : refuse(`digital blocks at '${technology.id}' have no table; there are: 45nm`);
}
