/** Paper 1, Fig. 9: ANDs of the SVHN network by layer, and where the energy of IMCE goes, in the paper's classes. */

import { paper1Bits } from '../conventions.ts';
import type { Exhibit, Row } from '../types.ts';
import { networkShares } from './shares.ts';

const layers = ['conv1', 'conv2', 'conv3', 'conv4', 'conv5', 'conv6'];
const classes = ['W/R', 'and', 'bitcount', 'add'] as const;

export const paper1Fig9a: Exhibit = {
  id: 'p1-fig-9a',
  paper: 1,
  item: 'Fig. 9a',
  title: 'One-bit ANDs of an SVHN image by layer and bit-width',
  convention: 'multiply-accumulates x W x I of the quantised convolutions, padding included',
  trust: 'derived',
  note: 'The bars do not survive; the counts are ours.',
  rows: (lab): readonly Row[] =>
    paper1Bits.flatMap((bits) => {
      const { cost } = lab.evaluation({ network: 'svhn', bits, design: 'imce' });
      const ands = cost.layers.filter(({ name }) => layers.includes(name)).map(({ name, counts }) => [name, counts['sense-and']!.useful] as const);
      return [
        ...ands.map(([name, count]) => ({ network: 'svhn', quantity: `${bits} ANDs of ${name}`, unit: '', physical: count })),
        { network: 'svhn', quantity: `${bits} ANDs`, unit: '', physical: ands.reduce((sum, [, count]) => sum + count, 0) },
      ];
    }),
  chart: (rows) => ({
    kind: 'stacked',
    x: 'W:I',
    y: 'ANDs (millions)',
    points: rows.flatMap(({ quantity, physical }) => {
      const match = /^(\S+) ANDs of (\S+)$/.exec(quantity);
      return match === null ? [] : [{ x: match[1]!, y: physical! / 1e6, series: match[2]! }];
    }),
  }),
};

export const paper1Fig9b: Exhibit = {
  id: 'p1-fig-9b',
  paper: 1,
  item: 'Fig. 9b',
  title: 'Where the energy of IMCE goes (SVHN)',
  convention:
    'quantised layers; W/R: writes, reads and movement; bitcount: counter and shifter, as the paper plots them; leakage and the digital unit left out',
  trust: 'assumed',
  note: 'The bars do not survive; the paper says that AND dominates, here the write-back of its result does.',
  rows: (lab): readonly Row[] =>
    paper1Bits.flatMap((bits) => {
      const physical = networkShares(lab.evaluation({ network: 'svhn', bits, design: 'imce' }));
      const calibrated = networkShares(lab.evaluation({ network: 'svhn', bits, design: 'imce', preset: 'paper-calibrated' }));
      return classes.map((name) => ({
        network: 'svhn',
        quantity: `${bits} share of ${name}`,
        unit: '',
        physical: physical[name],
        calibrated: calibrated[name],
      }));
    }),
  chart: (rows) => ({
    kind: 'stacked',
    x: 'W:I',
    y: 'share of the energy',
    points: rows.map(({ quantity, physical }) => {
      const [bits, , , name] = quantity.split(' ');
      return { x: bits!, y: physical!, series: name! };
    }),
  }),
};
