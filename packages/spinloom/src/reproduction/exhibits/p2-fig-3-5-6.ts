/** Paper 2, Figs. 3, 5 and 6 and eq. 2: worked values and the 4:2 compressor. */
import type { Exhibit } from '../types.ts';

/** C_2(I) of Fig. 3 is printed as the vector of least significant bits, so planes count from the top here and from the bottom in paper 1. */
export const paper2Fig3: Exhibit = {
  id: 'p2-fig-3',
  paper: 2,
  item: 'Fig. 3',
  title: 'Three phases of the computation',
  convention: 'C_2(I) holds the least significant bits (paper 2); in paper 1 it is C_0(I)',
  trust: 'derived',
  note: 'Only C_2(I) = 0000 survives: a plane of zeros counts nothing, whatever the weight.',
  rows: () => [{ quantity: 'count of a plane of 0000', unit: '', published: 0, physical: popcount(0b0000 & 0b1111) }],
};

function popcount(word: number): number {
  let ones = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) ones++;
  return ones;
}

/** Rows of the truth table in which sum + 2 (carry + c_out) is not x1 + x2 + x3 + x4 + c_in. */
function wrongRows(complemented: boolean): number {
  let wrong = 0;
  for (let row = 0; row < 32; row++) {
    const [x1, x2, x3, x4, cin] = [0, 1, 2, 3, 4].map((bit) => (row >> bit) & 1) as [number, number, number, number, number];
    const all = x1 ^ x2 ^ x3 ^ x4;
    const [otherwise, pair] = complemented ? [1 - all, 1 - (x1 ^ x2)] : [all, x1 ^ x2];
    const carry = (all & cin) | (otherwise & x4);
    const cout = ((x1 ^ x2) & x3) | (pair & x1);
    if ((all ^ cin) + 2 * (carry + cout) !== x1 + x2 + x3 + x4 + cin) wrong++;
  }
  return wrong;
}

export const paper2Equation2: Exhibit = {
  id: 'p2-eq-2',
  paper: 2,
  item: 'eq. 2, Fig. 5',
  title: 'The 4:2 compressor',
  convention: 'complement bars restored, as a sum of products needs them; literal: as printed',
  trust: 'derived',
  note: 'Two terms lost their complement bar in print: carry = X c_in + not(X) x4, c_out = (x1 xor x2) x3 + not(x1 xor x2) x1.',
  rows: () => [{ quantity: 'wrong rows of 32', unit: '', published: 0, physical: wrongRows(true), literal: wrongRows(false) }],
};

/** Six flip-flops behind seven multiplexers: 4 bits shifted by 0, 1 or 2. */
function shifted(input: number, by: 0 | 1 | 2): number {
  return (input << by) & 0b111111;
}

export const paper2Fig6: Exhibit = {
  id: 'p2-fig-6',
  paper: 2,
  item: 'Fig. 6',
  title: 'The adaptive shift register',
  convention: '4 bits into six flip-flops',
  trust: 'derived',
  note: 'As printed.',
  rows: () => [
    { quantity: '1001 shifted by 1, in six flip-flops', unit: '', published: 0b010010, physical: shifted(0b1001, 1) },
    { quantity: 'shifts in one pass', unit: '', published: 3, physical: new Set([0, 1, 2].map((by) => shifted(0b1001, by as 0 | 1 | 2))).size },
    {
      quantity: 'passes at 1:4, whose largest shift is 3',
      unit: '',
      published: 1,
      physical: Math.ceil(3 / 2),
      note: 'Three positions serve 1:1 to 1:3 and 2:2 in one pass; 1:4 and 1:8 need 2 and 4.',
    },
  ],
};
