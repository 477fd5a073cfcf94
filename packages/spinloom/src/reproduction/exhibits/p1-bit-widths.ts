/** Paper 1, V.B to V.D: the five low bit-widths, side by side on IMCE. */
import { paper1Bits } from '../conventions.ts';
import type { Exhibit, Row } from '../types.ts';

export const paper1BitWidths: Exhibit = {
  id: 'p1-bit-widths',
  paper: 1,
  item: 'V.A to V.D',
  title: 'The five low bit-widths (SVHN on IMCE)',
  convention: 'one image, quantised layers conv1 to conv6; latency of the whole network; area of their mats',
  trust: 'assumed',
  note: 'Only the widths survive (V.A counts 32:32 as a sixth); Figs. 8a, 9 and 10a have the parts.',
  rows: (lab) => [
    { network: 'svhn', quantity: 'low bit-widths', unit: '', published: 5, physical: paper1Bits.length, trust: 'derived' },
    ...paper1Bits.flatMap((bits): readonly Row[] => {
      const { cost } = lab.evaluation({ network: 'svhn', bits, design: 'imce' });
      const calibrated = lab.evaluation({ network: 'svhn', bits, design: 'imce', preset: 'paper-calibrated' }).cost;
      const area = (layers: typeof cost.layers): number => layers.reduce((sum, { area_m2 }) => sum + area_m2, 0);
      return [
        { network: 'svhn', quantity: `${bits} energy`, unit: 'J', physical: cost.convolution_J, calibrated: calibrated.convolution_J },
        { network: 'svhn', quantity: `${bits} latency`, unit: 's', physical: cost.latency_s, calibrated: calibrated.latency_s },
        { network: 'svhn', quantity: `${bits} area`, unit: 'm2', physical: area(cost.layers), calibrated: area(calibrated.layers) },
      ];
    }),
  ],
};
