/** Paper 2, II.B.3 and IV: what it says of power failures. */
import type { Exhibit, Row } from '../types.ts';

const pending = 'Pending: needs the model of intermittent power.';

const claims: readonly (readonly [id: string, item: string, title: string, quantity: string])[] = [
  ['p2-fig-7b', 'Fig. 7b', 'Timing of the non-volatile full adder', 'accumulator after a failure equals that before it'],
  ['p2-one-nv-ff', 'IV', 'One non-volatile flip-flop instead of two', 'lost accuracy'],
  ['p2-completed-tasks', 'IV', 'Completed tasks against a volatile CMOS design', 'images completed, volatile over non-volatile'],
  ['p2-detector', 'II.B.3', 'Area and complexity against voltage detector and capacitor', 'area of checkpoints over that of a hold-up capacitor'],
];

export const paper2Power: readonly Exhibit[] = claims.map(([id, item, title, quantity]) => ({
  id,
  paper: 2,
  item,
  title,
  convention: 'pending',
  trust: 'assumed',
  note: pending,
  rows: (): readonly Row[] => [{ quantity, unit: '' }],
}));
