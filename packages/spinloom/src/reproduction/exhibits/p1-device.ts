/** Paper 1, III: the junction that it senses and the current that it writes with. */
import { junctionFigures } from '../../device/index.ts';
import type { Exhibit } from '../types.ts';

/** Of the array's table; the paper gives a current and no pulse. */
const pulse_s = 1.5e-9;

export const paper1Device: Exhibit = {
  id: 'p1-device',
  paper: 1,
  item: 'III.A, III.B',
  title: 'TMR of 1.2 nm of MgO, and a write with 120 uA',
  convention: `single-band Green's functions at 1 mV and 300 K; closed-form write error of a pulse of ${pulse_s * 1e9} ns (assumed)`,
  trust: 'derived',
  note: 'The height of the barrier is solved for the published TMR, so that the agreement says nothing of the model.',
  rows: () => {
    const { tmr, writeCurrent_A, criticalCurrent_A, writeErrorRate } = junctionFigures({ write: { pulse_s } });
    return [
      { quantity: 'TMR', unit: '', published: 1.685, physical: tmr },
      {
        quantity: 'write current over critical current',
        unit: '',
        physical: writeCurrent_A / criticalCurrent_A,
        note: 'The paper calls 120 uA sufficient to switch, which takes more than 1.',
      },
      { quantity: 'probability that a write keeps the old state', unit: '', physical: writeErrorRate, note: 'The paper gives none.' },
    ];
  },
};
