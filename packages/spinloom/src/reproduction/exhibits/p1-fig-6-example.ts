/** Paper 1, Fig. 6: what survives of the worked example. C_0(I) = 0110; a count of 0001 shifted by 2 + 1 gives 1000. */

import { designNamed, matsOf } from '../../design/index.ts';
import { literalBackend } from '../../engine/machine/index.ts';
import type { Dot } from '../../network/index.ts';
import type { Lab } from '../lab.ts';
import type { Exhibit } from '../types.ts';

/** One column in which the planes n = 2 of the weight and m = 1 of the input hold a 1, run through the literal sub-array. */
function accumulated(lab: Lab): number {
  const { hardware } = lab.evaluation({ network: 'lenet5', bits: '1:1', design: 'imce' });
  const scale = new Float64Array([1]);
  const layer: Dot = {
    kind: 'dot',
    name: 'fig-6',
    geometry: { input: [4, 1, 1], output: [1, 1, 1], kernel: [1, 1], stride: [1, 1], dilation: [1, 1], pad: [0, 0, 0, 0], groups: 1 },
    weight: { bits: 3, gain: 1, offset: 0, scale },
    input: { bits: 3, gain: 1, offset: 0, scale },
    codes: Uint8Array.from([0, 4, 0, 0]),
  };
  const program = designNamed('imce').instantiate({}, hardware).program!;
  return literalBackend({ program, organisation: matsOf(hardware.organisation) }).dot(layer, Uint8Array.from([0, 2, 0, 0]))[0]!;
}

export const paper1Fig6: Exhibit = {
  id: 'p1-fig-6',
  paper: 1,
  item: 'Fig. 6',
  title: 'Worked example of AND, count and shift',
  convention: 'one 1 in plane n = 2 of a 3-bit weight and one in plane m = 1 of a 3-bit input, run on the literal sub-array',
  trust: 'derived',
  note: 'As printed: 0001 shifted by 3 is 1000; the other bits of the figure do not survive.',
  rows: (lab) => [{ quantity: 'bit-counter 0001 shifted by 2 + 1', unit: '', published: 8, physical: accumulated(lab) }],
};
