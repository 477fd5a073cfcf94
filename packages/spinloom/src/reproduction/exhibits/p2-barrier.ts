/** Paper 2, IV: a barrier of 30 kT instead of 40 kT. */
import { barrierScaling, retentionTime_s } from '../../device/index.ts';
import type { Exhibit, Row } from '../types.ts';

const hour_s = 3600;

export const paper2Barrier: Exhibit = {
  id: 'p2-barrier',
  paper: 2,
  item: 'IV',
  title: 'Retention and write energy at 30 kT',
  convention:
    'attempt time 0.1 to 1 ns; saving against 40 kT by the way in which the barrier is lowered, at equal current with the pulse of equal write error',
  trust: 'derived',
  note: 'No way of lowering the barrier saves half of a write here; the paper names none.',
  rows: (): readonly Row[] => {
    const scaled = barrierScaling({ barrier_kT: 30 }).paths;
    return [
      {
        quantity: 'retention at 30 kT, attempt time 0.1 ns (a minute or more)',
        unit: 's',
        published: 60,
        physical: retentionTime_s({ barrier_kT: 30, attempt_s: 1e-10 }),
        note: 'The paper says minutes to hours, read as at least a minute: 18 minutes here.',
      },
      {
        quantity: 'retention at 30 kT, attempt time 1 ns (an hour or more)',
        unit: 's',
        published: hour_s,
        physical: retentionTime_s({ barrier_kT: 30, attempt_s: 1e-9 }),
        note: 'The paper says minutes to hours, read as at least an hour: 3 hours here, of one bit.',
      },
      ...scaled.map(
        (way): Row =>
          'unreachable' in way
            ? {
                quantity: `energy saved by ${way.path} (at least)`,
                unit: '',
                published: 0.5,
                note: `This way leads to no 30 kT: ${way.unreachable}.`,
              }
            : {
                quantity: `energy saved by ${way.path} (at least)`,
                unit: '',
                published: 0.5,
                physical: 1 - (way.equalCurrent?.ratio ?? way.equalOverdrive.ratio),
                literal: 1 - way.equalOverdrive.ratio,
                note: 'Less than half by this way. Literal: equal overdrive and pulse.',
              },
      ),
    ];
  },
};
