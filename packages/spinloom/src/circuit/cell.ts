/** The bit cell: two transistors and one junction on a spin-Hall metal (paper 1, Fig. 3b). A table until the device floor computes it. */
import { type Expression, productOf, type Sourced } from '../quantity/index.ts';
import type { Technology } from '../technology/index.ts';

export interface CellFigures {
  readonly id: string;
  readonly title: string;
  readonly area: Expression;
}

const area_F2: Sourced = {
  value: 69,
  unit: 'F²',
  source: {
    trust: 'assumed',
    cite: '2T1R SOT-MRAM cell of 69 F²; 256 x 512 such cells are 0.0183 mm², the sub-array area published for LeNet-5 (ISVLSI 2019)',
  },
};

export function cellFigures(technology: Technology): CellFigures {
  const { feature } = technology;
  return {
    id: 'sot-2t1r',
    title: '2T1R SOT-MRAM',
    area: productOf('m2', 'cell area in F² x F²', { area_F2, feature, featureAgain: feature }),
  };
}
