/** Sources without chance: constant power, a square wave. */
import { efficiency, notNegative, positive } from '../checks.ts';
import type { Harvest, Piece } from './types.ts';

export function constantSource(power_W: number): Harvest {
  notNegative(power_W, 'source constant: power');
  return {
    kind: 'harvest',
    name: `constant:${power_W}`,
    notes: [],
    duration_s: Number.POSITIVE_INFINITY,
    mean_W: power_W,
    level_W: power_W,
    pieces: () => [{ duration_s: Number.POSITIVE_INFINITY, power_W }],
  };
}

/** `power_W` for the first `duty` of each period, then nothing. */
export function squareSource(power_W: number, period_s: number, duty: number): Harvest {
  notNegative(power_W, 'source square: power');
  positive(period_s, 'source square: period');
  efficiency(duty, 'source square: duty');
  return {
    kind: 'harvest',
    name: `square:${power_W},${period_s},${duty}`,
    notes: [],
    duration_s: Number.POSITIVE_INFINITY,
    mean_W: power_W * duty,
    level_W: power_W,
    *pieces(): Generator<Piece> {
      for (;;) {
        yield { duration_s: duty * period_s, power_W };
        yield { duration_s: (1 - duty) * period_s, power_W: 0 };
      }
    },
  };
}
