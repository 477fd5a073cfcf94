/**
 * Timing of the non-volatile full adder under a loss of power (paper 2, Fig. 7b), as levels over time: supply, clock, sum, store, restore, the volatile and the
 * non-volatile half of the flip-flop. Times are those of the design; the figure of the paper has no numbers on its axes. Frames between store pulses are drawn few.
 */
import { positive, whole } from './checks.ts';

export interface TimingOptions {
  /** Of a frame: time between two additions. */
  readonly frame_s: number;
  readonly store_s: number;
  readonly restore_s: number;
  /** Frames between stores. Default 4, for the eye. */
  readonly interval?: number;
  /** Frames drawn before power is lost. Default 6. */
  readonly lostAfter?: number;
  /** Default: three frames. */
  readonly off_s?: number;
}

export interface Signal {
  readonly name: string;
  /** From each time on, the level (0 or 1) or, for a register, the number of frames that it has summed; null: unknown, without power. */
  readonly edges: readonly (readonly [time_s: number, level: number | null])[];
}

export interface TimingDiagram {
  readonly signals: readonly Signal[];
  readonly end_s: number;
  /** Frames that are added again after the loss. */
  readonly repeated: number;
}

type Edge = [number, number | null];

export function timingDiagram({ frame_s, store_s, restore_s, interval = 4, lostAfter = 6, off_s = 3 * frame_s }: TimingOptions): TimingDiagram {
  positive(frame_s, 'frame');
  positive(store_s, 'store');
  positive(restore_s, 'restore');
  whole(interval, 'interval');
  whole(lostAfter, 'frames before the loss');
  const power: Edge[] = [[0, 1]];
  const clock: Edge[] = [[0, 0]];
  const volatile_: Edge[] = [[0, 0]];
  const kept: Edge[] = [[0, 0]];
  const store: Edge[] = [[0, 0]];
  const restore: Edge[] = [[0, 0]];
  let now = 0;
  let [sum, saved] = [0, 0];
  const add = (frames: number): void => {
    for (let i = 0; i < frames; i++) {
      clock.push([now, 1], [now + frame_s / 2, 0]);
      now += frame_s;
      sum += 1;
      volatile_.push([now, sum]);
      if (sum % interval !== 0) continue;
      store.push([now, 1], [now + store_s, 0]);
      now += store_s;
      saved = sum;
      kept.push([now, saved]);
    }
  };
  add(lostAfter);
  // In the middle of the next frame.
  clock.push([now, 1]);
  now += frame_s / 2;
  power.push([now, 0]);
  clock.push([now, 0]);
  volatile_.push([now, null]);
  const repeated = sum - saved;
  now += positive(off_s, 'time off');
  power.push([now, 1]);
  restore.push([now, 1], [now + restore_s, 0]);
  now += restore_s;
  sum = saved;
  volatile_.push([now, sum]);
  add(repeated + 2);
  return {
    signals: [
      { name: 'supply', edges: power },
      { name: 'clock', edges: clock },
      { name: 'store', edges: store },
      { name: 'restore', edges: restore },
      { name: 'volatile flip-flop', edges: volatile_ },
      { name: 'non-volatile flip-flop', edges: kept },
    ],
    end_s: now,
    repeated,
  };
}
