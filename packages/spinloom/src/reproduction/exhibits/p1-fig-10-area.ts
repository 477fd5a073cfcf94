/** Paper 1, Fig. 10: area of the SVHN network by layer, and what IMCE adds to a plain memory. */
import { paper1Bits } from '../conventions.ts';
import type { Lab } from '../lab.ts';
import type { Exhibit, Row } from '../types.ts';

const layers = ['conv1', 'conv2', 'conv3', 'conv4', 'conv5', 'conv6'];

export const paper1Fig10a: Exhibit = {
  id: 'p1-fig-10a',
  paper: 1,
  item: 'Fig. 10a',
  title: 'Area of the SVHN network on IMCE by layer and bit-width',
  convention: 'whole mats in use with their add-ons',
  trust: 'assumed',
  note: 'The bars do not survive; a layer takes whole mats here, where the paper’s 0.01 mm² for all of SVHN is less than a third of one.',
  rows: (lab): readonly Row[] =>
    paper1Bits.flatMap((bits) => {
      const { cost } = lab.evaluation({ network: 'svhn', bits, design: 'imce' });
      return cost.layers
        .filter(({ name }) => layers.includes(name))
        .map(({ name, area_m2 }) => ({ network: 'svhn', quantity: `${bits} area of ${name}`, unit: 'm2', physical: area_m2 }));
    }),
  chart: (rows) => ({
    kind: 'stacked',
    x: 'W:I',
    y: 'area (mm²)',
    points: rows.map(({ quantity, physical }) => {
      const [bits, , , name] = quantity.split(' ');
      return { x: bits!, y: physical! * 1e6, series: name! };
    }),
  }),
};

/** What is added to a mat by part, as a share of the plain mat. */
function overheads(lab: Lab, preset: 'physical' | 'paper-calibrated'): Readonly<Record<string, number>> {
  const { array, ...added } = lab.evaluation({ network: 'svhn', bits: '1:1', design: 'imce', preset }).design.matArea.parts;
  return Object.fromEntries(Object.entries(added).map(([name, { value }]) => [name, value / array!.value]));
}

const total = (parts: Readonly<Record<string, number>>): number => Object.values(parts).reduce((sum, part) => sum + part, 0);
const decoderAndSum = (parts: Readonly<Record<string, number>>): number => ((parts.decoder ?? 0) + (parts.sum ?? 0)) / total(parts);

export const paper1Fig10b: Exhibit = {
  id: 'p1-fig-10b',
  paper: 1,
  item: 'Fig. 10b',
  title: 'Area that IMCE adds to a memory',
  convention: 'add-ons of a mat over the mat without them: second row decoder, references, counters, shifter, sum',
  trust: 'assumed',
  note: 'Counters, shifter and sum of every mat are flip-flops and adders of a cell library, larger than the paper’s 15.4 % leaves room for.',
  rows: (lab): readonly Row[] => {
    const [physical, calibrated] = [overheads(lab, 'physical'), overheads(lab, 'paper-calibrated')];
    return [
      { quantity: 'overhead', unit: '', published: 0.154, physical: total(physical), calibrated: total(calibrated) },
      {
        quantity: 'share of decoder and sum in the overhead (more than)',
        unit: '',
        published: 0.6,
        physical: decoderAndSum(physical),
        calibrated: decoderAndSum(calibrated),
      },
      ...Object.entries(physical).map(([name, value]) => ({
        quantity: `overhead of ${name}`,
        unit: '',
        physical: value,
        calibrated: calibrated[name]!,
      })),
    ];
  },
  chart: (rows) => ({
    kind: 'grouped',
    x: 'add-on',
    y: 'share of a plain mat',
    points: rows.flatMap(({ quantity, physical, published }) => {
      if (!quantity.startsWith('overhead')) return [];
      const bar = { x: quantity === 'overhead' ? 'in all' : quantity.replace('overhead of ', '') };
      const computed = { ...bar, y: physical!, series: 'computed' };
      return published === undefined ? [computed] : [computed, { ...bar, y: published, series: 'published' }];
    }),
  }),
};
