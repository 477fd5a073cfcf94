/** Slips and contradictions in the papers' own text, stated rather than smoothed. */

import { cellFigures } from '../../circuit/index.ts';
import { weightedLayers } from '../../network/index.ts';
import { technology } from '../../technology/index.ts';
import { tableII } from '../published.ts';
import type { Exhibit, Row } from '../types.ts';

interface Slip {
  readonly id: string;
  readonly paper: 1 | 2;
  readonly item: string;
  readonly title: string;
  readonly note: string;
  readonly rows: Exhibit['rows'];
}

const slip = (of: Slip): Exhibit => ({ ...of, convention: 'the papers’ own numbers and formulas', trust: 'derived' });

const { bcnnReram, cnnReram, imce, proposed } = tableII;
const sets = ['ImageNet', 'SVHN', 'MNIST'] as const;

/** Energy x area, whose inverse is efficiency per area. */
const product = (cell: { readonly energy_J: number; readonly area_m2: number }): number => cell.energy_J * cell.area_m2;

export const slips: readonly Exhibit[] = [
  slip({
    id: 'p1-slip-xnor',
    paper: 1,
    item: 'footnote 1',
    title: 'Dot product of bipolar vectors',
    note: 'It is 2 bitcount(xnor) - N; as printed the sign is reversed.',
    rows: () => [{ quantity: 'dot product of 8 values, 6 of them equal', unit: '', published: 8 - 2 * 6, physical: 2 * 6 - 8 }],
  }),
  slip({
    id: 'p1-slip-activation',
    paper: 1,
    item: 'IV.B',
    title: 'The second activation function',
    note: 'Lost in print: sign(x), and a fraction that is most likely (tanh(x) + 1) / 2.',
    rows: () => [{ quantity: '(tanh(0) + 1) / 2', unit: '', physical: (Math.tanh(0) + 1) / 2 }],
  }),
  slip({
    id: 'p1-slip-one-cycle',
    paper: 1,
    item: 'IV.A',
    title: '"At least F_w x F_h x C operations in one cycle"',
    note: 'Holds while a window fits the 512 columns of a sub-array: conv5 of the SVHN network has 1152 taps.',
    rows: (lab) => {
      const placement = lab.evaluation({ network: 'svhn', bits: '1:1', design: 'imce' }).cost.layers.find(({ name }) => name === 'conv5')!.placement!;
      return [{ network: 'svhn', quantity: 'activations for one window of conv5', unit: '', published: 1, physical: placement.chunks.length }];
    },
  }),
  slip({
    id: 'p1-slip-reram-svhn',
    paper: 1,
    item: 'Table II',
    title: 'The CNN on ReRAM for SVHN looks scaled',
    note: 'Exactly twice the binary one, where the others give 2.39 and 1.36.',
    rows: () =>
      sets.map((set): Row => ({ quantity: `CNN over BCNN on ReRAM (${set})`, unit: '', physical: cnnReram[set].energy_J / bcnnReram[set].energy_J })),
  }),
  slip({
    id: 'p1-slip-reram-area',
    paper: 1,
    item: 'Table II',
    title: 'A binary network takes more area than the full-precision one',
    note: 'On MNIST: 0.060 mm² for the BCNN, 0.054 for the CNN.',
    rows: () => [{ quantity: 'area of CNN over BCNN on ReRAM (MNIST)', unit: '', physical: cnnReram.MNIST.area_m2 / bcnnReram.MNIST.area_m2 }],
  }),
  slip({
    id: 'p1-slip-flops',
    paper: 1,
    item: 'V.A',
    title: '"About 80 FLOPs" an image',
    note: 'An M is missing: 41.7 M multiply-accumulates are 83 MFLOP.',
    rows: (lab) => {
      const macs = weightedLayers(lab.network('svhn', '1:1')).reduce((sum, layer) => sum + layer.macs, 0);
      return [{ network: 'svhn', quantity: 'operations of an image', unit: '', published: 80, physical: 2 * macs }];
    },
  }),
  slip({
    id: 'p1-slip-area-storage',
    paper: 1,
    item: 'V.B, Table II',
    title: '39.7 MB in 2.12 mm²',
    note: 'So many bits of 69 F² take 46 mm²: the two figures describe different things.',
    rows: () => [
      {
        network: 'alexnet',
        quantity: 'area of 39.7 MiB of cells',
        unit: 'm2',
        published: 2.12e-6,
        physical: 39.7 * 2 ** 23 * cellFigures(technology('45nm')).area.value,
      },
    ],
  }),
  slip({
    id: 'p2-slip-planes',
    paper: 2,
    item: 'II.A, II.B.2',
    title: 'Planes counted from the other end',
    note: 'C_2 is the least significant plane here and C_0 in paper 1; the shift m + n - 2 counts planes from 1, eq. 1 from 0.',
    rows: () => [{ quantity: 'shift of the least significant planes (m = n = 1)', unit: '', published: 0, physical: 1 + 1 - 2 }],
  }),
  slip({
    id: 'p2-slip-adder-tree',
    paper: 2,
    item: 'II.B.2',
    title: 'Size of the addition tree',
    note: 'Layers of 2^(n-1), 2^(n-2) ... 1 adders are 2^n - 1 in all, not 2^(m+n) - 1.',
    rows: () => [{ quantity: 'full adders of a tree with n = 3 (m = 3)', unit: '', published: 2 ** 6 - 1, physical: 4 + 2 + 1 }],
  }),
  slip({
    id: 'p2-slip-widths',
    paper: 2,
    item: 'III.A',
    title: 'Bit-width "2:20"',
    note: '2:2, as everywhere else in the paper.',
    rows: () => [{ quantity: 'inputs of the last configuration', unit: 'bit', published: 20, physical: 2 }],
  }),
  slip({
    id: 'p2-slip-imce',
    paper: 2,
    item: 'III.C, Table II',
    title: '2.1 times the efficiency of IMCE, normalised to area',
    note: 'Its own Table II gives 1.36, 0.41 and 1.01 normalised to area, 1.66, 1.60 and 1.35 without.',
    rows: () =>
      sets.map(
        (set): Row => ({
          quantity: `efficiency per area over IMCE, from Table II (${set})`,
          unit: '',
          published: 2.1,
          physical: product(imce[set]) / product(proposed[set]),
          literal: imce[set].energy_J / proposed[set].energy_J,
          note: 'Literal: not normalised.',
        }),
      ),
  }),
  slip({
    id: 'p2-slip-reram',
    paper: 2,
    item: 'III.C, Table II',
    title: '5.4 times the efficiency of ReRAM, normalised to area',
    note: 'Its own Table II gives 17, 11 and 100 normalised to area, 4.8, 5.0 and 19.9 without: 5.4 is near the raw mean of the first two.',
    rows: () =>
      sets.map(
        (set): Row => ({
          quantity: `efficiency per area over ReRAM, from Table II (${set})`,
          unit: '',
          published: 5.4,
          physical: product(bcnnReram[set]) / product(proposed[set]),
          literal: bcnnReram[set].energy_J / proposed[set].energy_J,
          note: 'Literal: not normalised.',
        }),
      ),
  }),
  slip({
    id: 'p2-slip-area',
    paper: 2,
    item: 'Table II',
    title: 'Area over IMCE is no one overhead',
    note: '1.23, 3.9 and 1.33 on the three data sets, for the same add-ons.',
    rows: () =>
      sets.map((set): Row => ({ quantity: `area over IMCE, from Table II (${set})`, unit: '', physical: proposed[set].area_m2 / imce[set].area_m2 })),
  }),
];
