/**
 * Figures of the digital blocks that the add-ons of a sub-array are built of, and of the digital unit's arithmetic, for 45 nm. Blocks are those of blocks/, as
 * synthesised; floating point is published. Another node needs its own table; the refusal says which there are.
 */
import type { Sourced } from '../quantity/index.ts';
import { refuse } from '../refusal/index.ts';
import type { Technology } from '../technology/index.ts';
import { type DigitalFigures, digitalFigures } from './blocks/index.ts';

export interface BlockFigures {
  readonly fullAdder: DigitalFigures;
  readonly flipFlop: DigitalFigures;
  /** Tile that adds `taps` inputs of `bits` bits, negated or not, into an accumulator, in one clock. */
  readonly macTile: DigitalFigures & { readonly taps: number; readonly bits: number };
  /** Serial counter of a segment of so many columns, a power of two up to 64; a segment of one column is a flip-flop. Energy: a segment loaded and counted. */
  readonly counter: (columns: number) => DigitalFigures;
  /** Shifter of a count of so many bits (6 to 18), up to 15 places in one pass. */
  readonly shifter: (bits: number) => DigitalFigures;
  /** Adaptive shift register of a count of so many bits (7 to 18), up to two places a pass. */
  readonly shiftRegister: (bits: number) => DigitalFigures;
  /** Accumulator of 32 bits. */
  readonly accumulator: DigitalFigures;
  /** Comparison of an accumulator with an integer level, 32 bits. */
  readonly threshold: DigitalFigures;
  /** 64 counts of 4 bits merged: `adderBits` bits of adders. */
  readonly merge: DigitalFigures & { readonly adderBits: number };
  /** Compressor tree over two folded rows of `columns` columns. */
  readonly fold: DigitalFigures & { readonly columns: number };
  /** Decoders of `rows` rows: with one open row, and with two. */
  readonly rowDecoder: { readonly rows: number; readonly single: DigitalFigures; readonly modified: DigitalFigures };
  readonly floatMultiply: Sourced;
  readonly floatAdd: Sourced;
  readonly floatMultiplierArea: Sourced;
  readonly floatAdderArea: Sourced;
}

const horowitz = (pJ: number): Sourced => ({
  value: pJ * 1e-12,
  unit: 'J',
  source: { trust: 'published', cite: 'Horowitz, ISSCC 2014, 45 nm, 0.9 V' },
});

/** Bits of the adders of a binary tree that merges `counts` counts of `bits` bits. */
export function mergeAdderBits(counts: number, bits: number): number {
  let total = 0;
  for (let [left, width] = [counts / 2, bits]; left >= 1; left /= 2, width++) total += left * width;
  return total;
}

/** Read when asked for: the table is made by a command that needs this module. */
const node45 = (): BlockFigures => ({
  fullAdder: digitalFigures('full-adder'),
  flipFlop: digitalFigures('flip-flop'),
  macTile: { ...digitalFigures('binary-mac-tile-9'), taps: 9, bits: 12 },
  counter: (columns) => digitalFigures(columns === 1 ? 'flip-flop' : `segment-counter-${columns}`),
  shifter: (bits) => digitalFigures(`shifter-${bits}`),
  shiftRegister: (bits) => digitalFigures(`adaptive-shift-register-${bits}`),
  accumulator: digitalFigures('sum-unit-32'),
  threshold: digitalFigures('threshold-32'),
  merge: { ...digitalFigures('merge-tree-64'), adderBits: mergeAdderBits(64, 4) },
  fold: { ...digitalFigures('compressor-fold-512'), columns: 512 },
  rowDecoder: { rows: 256, single: digitalFigures('row-decoder-256'), modified: digitalFigures('modified-row-decoder-256') },
  floatMultiply: horowitz(3.7),
  floatAdd: horowitz(0.9),
  floatMultiplierArea: { value: 7700e-12, unit: 'm2', source: { trust: 'published', cite: 'Dally, NIPS 2015 tutorial, 45 nm float32 multiplier' } },
  floatAdderArea: { value: 4184e-12, unit: 'm2', source: { trust: 'published', cite: 'Dally, NIPS 2015 tutorial, 45 nm float32 adder' } },
});

/** The block figures of a node; refuses a node without any. */
export function blockFigures(technology: Technology): BlockFigures {
  return technology.id === '45nm' ? node45() : refuse(`digital blocks at '${technology.id}' have no table; there are: 45nm`);
}
