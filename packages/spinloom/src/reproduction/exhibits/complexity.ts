/** Complexity W x I of inference and W x I + W x G of training with 8-bit gradients: paper 1, Fig. 7a and paper 2, Table I, with the test errors beside. */
import { parseBits } from '../../network/index.ts';
import { paper1Bits, paper2Bits } from '../conventions.ts';
import type { Exhibit, Row } from '../types.ts';

const gradientBits = 8;

function complexity(bits: string): { readonly inference: number; readonly training: number } {
  const { weight, input } = parseBits(bits, 'bits');
  return { inference: weight * input, training: weight * input + weight * gradientBits };
}

/** Paper 2, Table I, in percent. */
const errors: Readonly<Record<string, number>> = { '32:32': 2.4, '1:1': 3.1, '1:4': 2.3, '1:8': 2.1, '2:2': 1.8 };
const printed: Readonly<Record<string, readonly [number, number]>> = { '1:1': [1, 9], '1:4': [4, 12], '1:8': [8, 16], '2:2': [4, 20] };

const rowsOf = (bits: string, published: readonly [number, number] | undefined): readonly Row[] => {
  const { inference, training } = complexity(bits);
  const found = (value: number, index: 0 | 1): Pick<Row, 'physical' | 'published'> =>
    published === undefined ? { physical: value } : { physical: value, published: published[index] };
  return [
    { network: 'svhn', quantity: `${bits} complexity of inference`, unit: '', ...found(inference, 0) },
    { network: 'svhn', quantity: `${bits} complexity of training`, unit: '', ...found(training, 1) },
  ];
};

export const paper1Fig7a: Exhibit = {
  id: 'p1-fig-7a',
  paper: 1,
  item: 'Fig. 7a',
  title: 'Complexity and test error by bit-width (SVHN)',
  convention: 'W x I; W x I + W x G with G = 8 bits',
  trust: 'derived',
  note: 'The table of Fig. 7a does not survive; the formulas do.',
  rows: () => paper1Bits.flatMap((bits) => rowsOf(bits, undefined)),
};

export const paper2Table1: Exhibit = {
  id: 'p2-table-1',
  paper: 2,
  item: 'Table I',
  title: 'Complexity and test error by bit-width (SVHN)',
  convention: 'W x I; W x I + W x G with G = 8 bits',
  trust: 'derived',
  note: 'As printed.',
  rows: () => [
    ...paper2Bits.flatMap((bits) => rowsOf(bits, printed[bits])),
    ...Object.entries(errors).map(
      ([bits, error]): Row => ({
        network: 'svhn',
        quantity: `${bits} test error`,
        unit: '',
        published: error / 100,
        trust: 'published',
        note: 'Cited, not measured: training on 604,388 digits for 100 epochs is not part of a reproduction; 2:2 below float32 looks optimistic.',
      }),
    ),
  ],
};
