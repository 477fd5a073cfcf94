/** Paper 2, Figs. 3, 5 and 6 and eq. 2: worked values and the 4:2 compressor. */
import { adaptiveShift, type Binary, compressorOfMuxes, popcountTree } from '../../circuit/index.ts';
import { parseBits } from '../../network/index.ts';
import type { Lab } from '../lab.ts';
import type { Exhibit, Row } from '../types.ts';

/** C_2(I) of Fig. 3 is printed as the vector of least significant bits, so planes count from the top here and from the bottom in paper 1. */
export const paper2Fig3: Exhibit = {
  id: 'p2-fig-3',
  paper: 2,
  item: 'Fig. 3',
  title: 'Three phases of the computation',
  convention: 'C_2(I) holds the least significant bits (paper 2); in paper 1 it is C_0(I)',
  trust: 'derived',
  note: 'Only C_2(I) = 0000 survives: a plane of zeros counts nothing, whatever the weight.',
  rows: () => [{ quantity: 'count of a plane of 0000', unit: '', published: 0, physical: Number(popcountTree(4).evaluate({ ones: 0b0000n }).count) }],
};

type Compress = typeof compressorOfMuxes;

/** Rows of the truth table in which sum + 2 (carry + c_out) is not x1 + x2 + x3 + x4 + c_in. */
function wrongRows(compress: Compress): number {
  let wrong = 0;
  for (let row = 0; row < 32; row++) {
    const inputs = [0, 1, 2, 3, 4].map((bit) => ((row >> bit) & 1) as Binary) as [Binary, Binary, Binary, Binary, Binary];
    const { sum, carry, cout } = compress(...inputs);
    const ones = inputs.reduce((total: number, bit) => total + bit, 0);
    if (sum + 2 * (carry + cout) !== ones) wrong++;
  }
  return wrong;
}

/** Eq. 2 without its complement bars. */
const asPrinted: Compress = (x1, x2, x3, x4, cin) => {
  const low = x1 ^ x2;
  const all = low ^ x3 ^ x4;
  return { sum: (all ^ cin) as Binary, carry: ((all & cin) | (all & x4)) as Binary, cout: ((low & x3) | (low & x1)) as Binary };
};

export const paper2Equation2: Exhibit = {
  id: 'p2-eq-2',
  paper: 2,
  item: 'eq. 2, Fig. 5',
  title: 'The 4:2 compressor',
  convention: 'complement bars restored, as a sum of products needs them; literal: as printed',
  trust: 'derived',
  note: 'Two terms lost their complement bar in print: carry = X c_in + not(X) x4, c_out = (x1 xor x2) x3 + not(x1 xor x2) x1.',
  rows: () => [{ quantity: 'wrong rows of 32', unit: '', published: 0, physical: wrongRows(compressorOfMuxes), literal: wrongRows(asPrinted) }],
};

/** Six flip-flops behind seven multiplexers: 4 bits shifted by 0, 1 or 2. */
const shifted = (input: bigint, by: number): number => Number(adaptiveShift(input, by));

export const paper2Fig6: Exhibit = {
  id: 'p2-fig-6',
  paper: 2,
  item: 'Fig. 6',
  title: 'The adaptive shift register',
  convention: '4 bits into six flip-flops',
  trust: 'derived',
  note: 'As printed.',
  rows: (lab) => [
    { quantity: '1001 shifted by 1, in six flip-flops', unit: '', published: 0b010010, physical: shifted(0b1001n, 1) },
    { quantity: 'shifts in one pass', unit: '', published: 3, physical: new Set([0, 1, 2, 3].map((by) => shifted(0b1001n, by))).size },
    ...['1:1', '1:2', '1:3', '1:4', '1:8', '2:2'].map((bits) => passesAt(lab, bits)),
  ],
};

/** Passes of the shift register a count, in a layer of one kernel a row: as executed, and by the paper's planes of 0 and 1. */
function passesAt(lab: Lab, bits: string): Row {
  const { cost } = lab.evaluation({ network: 'svhn', bits, design: 'and-accumulation' });
  const { lanes, columns } = cost.layers.find(({ name }) => name === 'conv2')!.counts.shift!;
  const { weight, input } = parseBits(bits, 'bits');
  return {
    network: 'svhn',
    quantity: `passes of a shift at ${bits}, mean of conv2`,
    unit: '',
    physical: columns / lanes,
    literal: meanPasses(weight, input),
    note: 'Three positions serve planes of 0 and 1 (literal) in one pass up to 1:3 and 2:2, not at 1:4 and 1:8; weights of plus and minus one take one more place, and a second pass from 1:3 and 2:2 on. The paper prints no number of passes.',
  };
}

/** Over planes of which the last of both has the shift m + n - 2 (paper 2, II.B.2). */
function meanPasses(weight: number, input: number): number {
  let passes = 0;
  for (let m = 0; m < weight; m++) for (let n = 0; n < input; n++) passes += Math.max(1, Math.ceil((m + n) / 2));
  return passes / (weight * input);
}
