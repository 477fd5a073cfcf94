/** The literal machine: every bit of every mat of one layer, executed micro-operation by micro-operation. The oracle, the stepper and the crash lab. */
import type { CheckpointPlan, Step } from '../../schedule/index.ts';

export interface Tear {
  /** How many of the bits that differ, in order of column, had landed when power was lost. */
  readonly changed: number;
}

export interface Machine {
  readonly step: (step: Step) => void;
  /** Power lost: volatile state is cleared; of the write of the last step (if it was one) only the first `changed` differing bits of each row landed. */
  readonly lose: (tear?: Tear) => void;
  /** Restores accumulators from the valid slot, rewrites the window's input rows, and returns the step to resume at (0 when nothing was committed). */
  readonly restore: (stop?: RestoreStop) => number;
  /** While power is off each stored bit of the valid slot flips where `flips` says so; bits are numbered in order. Between `lose` and `restore`. */
  readonly decay: (flips: (bit: number) => boolean) => void;
  /** Bits that stores have written so far, and how many of them differed from what was there. */
  readonly stores: () => { readonly bits: number; readonly changed: number };
  /** Bits of the write of the last step that differ from what was there, in the row or word with the most: a tear lands 0 to so many. 0: it wrote nothing. */
  readonly underWay: () => number;
  /** Whether both hold the same results and all that steps to come may read: from here on they do the same. */
  readonly agrees: (other: Machine) => boolean;
  /** Copy on write: exhaustive crash search forks, it does not replay from the start. */
  readonly fork: () => Machine;
  readonly view: () => MachineView;
  /** Accumulators that left for the image bank: [kernel, window]. */
  readonly results: () => Int32Array;
  /** What the steps so far really did, counted cell by cell (not by formula). Keys as in counts. */
  readonly tally: () => Readonly<Record<string, Tally>>;
}

/** Power is lost again while it is restored: so many input rows have been written, the last of them is torn by the `lose` that follows. */
export interface RestoreStop {
  readonly rows: number;
}

/** How checkpoints become valid, and what they store; default: in two slots, sum and carry. */
export type Storing = Pick<CheckpointPlan, 'commit' | 'flipFlops'>;

export interface Tally {
  readonly lanes: number;
  readonly columns: number;
  readonly useful: number;
}

/** Plain data, drawable in a page. */
export interface MachineView {
  readonly step: number;
  readonly valid: 0 | 1 | undefined;
  readonly mats: readonly MatView[];
}

export interface MatView {
  /** Replica, kernel mat, chunk mat. */
  readonly replica: number;
  readonly kernelMat: number;
  readonly chunkMat: number;
  /** Rows as bit words: column c is bit c % 32 of word floor(c / 32). Rows never written are all zero. */
  readonly cells: readonly Uint32Array[];
  readonly latch: Uint32Array;
  readonly driver: Uint32Array;
  /** By segment of the row in hand. */
  readonly count: Int32Array;
  readonly shifted: Int32Array;
  /** By kernel of the group. */
  readonly acc: Int32Array;
  readonly sumInput: Int32Array;
  /** What each row holds: 'W k3.. n0', 'X c0 m1', 'S0'. */
  readonly meaning: readonly string[];
}
