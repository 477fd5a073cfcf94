/** Paper 2, II.B and Figs. 5 to 7: what it claims of its digital blocks, from our own synthesis. */
import { compareBlocks } from '../../design/index.ts';
import type { Exhibit, Row } from '../types.ts';

const quantities = [
  ['area_m2', 'area'],
  ['delay_s', 'time'],
  ['energy_J', 'energy'],
] as const;

/** One block over another, in area, time and energy. */
function ratios(id: string, over: string, under: string, published: string): readonly Row[] {
  const { values, found } = compareBlocks().find((one) => one.id === id)!;
  const [a, b] = [values[over]!, values[under]!];
  return quantities.map(([key, name]) => ({
    quantity: `${name} of ${over} over ${under}`,
    unit: '',
    physical: a[key]! / b[key]!,
    note: `${published} ${found}`,
  }));
}

export const paper2Compressor: Exhibit = {
  id: 'p2-fig-5-compressor',
  paper: 2,
  item: 'Fig. 5, II.B.1',
  title: 'The compressor against serial counters, and its two forms',
  convention: 'synthesised on our 45 nm cell library at 1.0 V; ones of 512 columns',
  trust: 'measured',
  note: 'The paper gives no number.',
  rows: () => [
    ...ratios('counting', '4:2 compressor tree', '64 serial counters of 8 columns, merged', 'The paper claims considerable reductions.'),
    ...ratios('gate-forms', 'XORs and multiplexers', 'two full-adder cells', 'The paper claims an optimised form.'),
  ],
};

export const paper2ShiftRegister: Exhibit = {
  id: 'p2-fig-6-register',
  paper: 2,
  item: 'Fig. 6, II.B.2',
  title: 'The adaptive shift register against an addition tree',
  convention: 'synthesised on our 45 nm cell library at 1.0 V; 4 bits, shifts of 0 to 2',
  trust: 'measured',
  note: 'The paper gives no number.',
  rows: () => ratios('shifting', 'adaptive shift register', 'addition tree', 'The paper prefers multiplexers.'),
};
