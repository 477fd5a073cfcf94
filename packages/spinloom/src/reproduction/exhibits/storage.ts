/** Fig. 8 of both papers: storage of inputs and weights, under the two conventions that explain the printed figures. */
import { networkStorage, type StorageRule, storageRules } from '../../network/index.ts';
import { paper1Bits, paper2Bits } from '../conventions.ts';
import type { Lab } from '../lab.ts';
import type { Chart, Exhibit, Row } from '../types.ts';

const mebibyte = 2 ** 20;

/** MiB under a rule. A float network has the same numbers at 32 or 64 bits. */
function mebibytes(lab: Lab, network: string, bits: string, rule: StorageRule): number {
  const float = bits === '32:32' || bits === '64:64';
  const { total_bits, float32_bits, float64_bits } = networkStorage(lab.network(network, float ? '1:1' : bits), rule);
  return (bits === '32:32' ? float32_bits : float ? float64_bits : total_bits) / 8 / mebibyte;
}

const svhnRule: StorageRule = 'im2col-32';
const alexnetRule: StorageRule = 'once-64';

function svhnChart(lab: Lab, widths: readonly string[]): Chart {
  const points = widths.flatMap((bits) => {
    const { weights_bits, inputs_bits } = networkStorage(lab.network('svhn', bits), svhnRule);
    return [
      { x: bits, y: inputs_bits / 8 / mebibyte, series: 'inputs' },
      { x: bits, y: weights_bits / 8 / mebibyte, series: 'weights' },
    ];
  });
  const float = networkStorage(lab.network('svhn', '1:1'), svhnRule).float32_bits / 8 / mebibyte;
  return { kind: 'stacked', x: 'W:I', y: 'storage (MiB)', points: [{ x: '32:32', y: float, series: 'both' }, ...points] };
}

const svhnExhibit = (paper: 1 | 2, widths: readonly string[]): Exhibit => ({
  id: `p${paper}-fig-8a`,
  paper,
  item: 'Fig. 8a',
  title: 'Storage of the SVHN network by bit-width',
  convention: `${storageRules[svhnRule].title} (inferred); literal: ${storageRules[alexnetRule].title}, the rule of Fig. 8b`,
  trust: 'derived',
  note: 'The two storage figures of the papers share no convention: the rule that gives 39.7 MB for AlexNet gives 21 times here.',
  rows: (lab): readonly Row[] => [
    ...['32:32', ...widths].map((bits) => ({
      network: 'svhn',
      quantity: `storage at ${bits}`,
      unit: 'MiB',
      physical: mebibytes(lab, 'svhn', bits, svhnRule),
      literal: mebibytes(lab, 'svhn', bits, alexnetRule),
      note: 'The bars do not survive.',
    })),
    {
      network: 'svhn',
      quantity: 'storage at 32:32 over 1:4',
      unit: '',
      ...(paper === 2 ? { published: 11.7 } : {}),
      physical: mebibytes(lab, 'svhn', '32:32', svhnRule) / mebibytes(lab, 'svhn', '1:4', svhnRule),
      literal: mebibytes(lab, 'svhn', '32:32', alexnetRule) / mebibytes(lab, 'svhn', '1:4', alexnetRule),
    },
  ],
  chart: (_, lab) => svhnChart(lab, widths),
});

/** Printed for AlexNet at 1:1. */
const oneBit_MB = { 1: 39.7, 2: 40 } as const;

const alexnetExhibit = (paper: 1 | 2): Exhibit => ({
  id: `p${paper}-fig-8b`,
  paper,
  item: 'Fig. 8b',
  title: 'Storage of AlexNet by bit-width',
  convention: `${storageRules[alexnetRule].title}; AlexNet without channel groups; MB are 2^20 bytes (inferred); literal: every layer at the bits named`,
  trust: 'derived',
  note: 'Nothing is fitted, but 240 conventions were looked through for this one; four fifths of a "1:1" model are its two unquantised layers.',
  rows: (lab): readonly Row[] => {
    const at = (bits: string): number => mebibytes(lab, 'alexnet', bits, alexnetRule);
    const literal = at('64:64') / 64;
    return [
      { network: 'alexnet', quantity: 'storage at 1:1', unit: 'MiB', published: oneBit_MB[paper], physical: at('1:1'), literal },
      ...['32:32', '64:64'].map((bits) => ({ network: 'alexnet', quantity: `storage at ${bits}`, unit: 'MiB', physical: at(bits) })),
      {
        network: 'alexnet',
        quantity: 'storage at 64:64 over 1:1',
        unit: '',
        published: 12,
        physical: at('64:64') / at('1:1'),
        literal: at('64:64') / literal,
      },
      {
        network: 'alexnet',
        quantity: 'storage at 32:32 over 1:1',
        unit: '',
        published: 6,
        physical: at('32:32') / at('1:1'),
        literal: at('32:32') / literal,
      },
    ];
  },
  chart: (_, lab) => ({
    kind: 'grouped',
    x: 'W:I',
    y: 'storage (MiB)',
    points: [
      ...['64:64', '32:32', '1:1'].map((bits) => ({ x: bits, y: mebibytes(lab, 'alexnet', bits, alexnetRule), series: 'computed' })),
      // Of the wider ones the papers print the ratio alone.
      ...(
        [
          ['64:64', 12],
          ['32:32', 6],
          ['1:1', 1],
        ] as const
      ).map(([bits, ratio]) => ({ x: bits, y: ratio * oneBit_MB[paper], series: 'published' })),
    ],
  }),
});

export const paper1Fig8a: Exhibit = svhnExhibit(1, paper1Bits);
export const paper2Fig8a: Exhibit = svhnExhibit(2, paper2Bits);
export const paper1Fig8b: Exhibit = alexnetExhibit(1);
export const paper2Fig8b: Exhibit = alexnetExhibit(2);
