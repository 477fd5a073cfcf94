/** State of the literal machine of one layer. */
import type { Placement } from '../../schedule/index.ts';
import type { MachineFaults } from './faults.ts';
import type { LaneBook } from './lanes.ts';
import type { Mat } from './mat.ts';
import type { Operands } from './operands.ts';
import type { Storing, Tally } from './types.ts';

export interface SlotPosition {
  readonly step: number;
  readonly window: number;
}

/** Where the controller is as far as finished results tell: they are non-volatile, its counters are not. For checkpoints without a step index. */
export interface InHand {
  /** Step at which the round of windows began. */
  readonly roundStart: number;
  readonly window: number;
  /** First slot of the accumulator group that was begun last; undefined while the window comes in. */
  readonly slots: number | undefined;
}

export interface State {
  readonly placement: Placement;
  readonly data: Operands;
  readonly faults: MachineFaults | undefined;
  readonly storing: Storing;
  mats: Mat[];
  // Non-volatile.
  valid: 0 | 1 | undefined;
  /** Step index and window kept beside the accumulators in each slot. */
  slotAt: [SlotPosition, SlotPosition];
  inHand: InHand;
  /** What was in hand when the one slot of `literal` was stored. */
  storedFor: InHand | undefined;
  results: Int32Array;
  // The simulation's own.
  step: number;
  /** Undoes the last write down to its first `changed` differing bits. */
  tear: ((changed: number) => void) | undefined;
  /** Bits that the last write changed, in the row or word with the most. */
  underWay: number;
  tally: Record<string, Tally>;
  stores: { readonly bits: number; readonly changed: number };
  /** Input rows by mat and row, as last made; shared by forks. */
  /** Shared by forks. */
  readonly laneBook: LaneBook;
  readonly madeRows: Map<number, { readonly window: number; readonly bits: Uint32Array }>;
}

export const start: SlotPosition = { step: 0, window: 0 };
