/** Paper 2, II.B: one clock instead of eight shifts, and the delay of m + n full adders. */

import { parseBits } from '../../network/index.ts';
import { paper2Bits } from '../conventions.ts';
import type { Exhibit, Row } from '../types.ts';

const printed_s = 58e-12;

export const paper2OneCycle: Exhibit = {
  id: 'p2-one-cycle',
  paper: 2,
  item: 'II.B.1',
  title: 'Bit count in one clock instead of eight shifts',
  convention: 'counters of 8 columns (footnote 1); time that counting adds to a slot, IMCE over AND-Accumulation',
  trust: 'assumed',
  note: 'Compressor, shift and addition take longer than the eight shifts, but work while the next slot’s rows are sensed and written, so that they add nothing to a slot.',
  rows: (lab) => {
    const { tariffs, options } = lab.evaluation({ network: 'svhn', bits: '1:1', design: 'imce' }).design;
    const count = tariffs.count!;
    const compress = lab.evaluation({ network: 'svhn', bits: '1:1', design: 'and-accumulation' }).design.tariffs.compress!;
    return [
      { quantity: 'clocks of a serial counter', unit: '', published: 8, physical: Number(options.counterSegment) },
      { quantity: 'time of the serial count', unit: 's', physical: count.exposed_s },
      { quantity: 'time of compressor, shift and addition', unit: 's', physical: compress.duration_s },
      { quantity: 'of which exposed', unit: 's', physical: compress.exposed_s },
    ];
  },
};

export const paper2ShiftDelay: Exhibit = {
  id: 'p2-shift-delay',
  paper: 2,
  item: 'II.B.3',
  title: 'Delay of the addition step, (m + n) x 58 ps',
  convention: 'm + n full adders in series, at the delay of our full adder',
  trust: 'measured',
  note: 'The delay is that of the slowest arc; in a chain each further adder adds 37.5 ps (circuit blocks). The paper calls this all that a power failure endangers; that holds where every slot is stored, see docs/power.md.',
  rows: (lab): readonly Row[] => {
    const { fullAdder } = lab.evaluation({ network: 'svhn', bits: '1:1', design: 'and-accumulation' }).hardware.blocks;
    const widths = [...paper2Bits, '8:8'];
    return widths.map((bits) => {
      const { weight, input } = parseBits(bits, 'bits');
      return { quantity: `${bits} delay`, unit: 's', published: (weight + input) * printed_s, physical: (weight + input) * fullAdder.delay.value };
    });
  },
};
