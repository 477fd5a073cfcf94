/** What a run is given and what it gives. */
import type { Plan } from '../plan/types.ts';
import type { PowerSource } from '../sources/types.ts';
import type { Ledger } from '../storage/ledger.ts';
import type { StorageOptions } from '../storage/storage.ts';

/** Gives the plan for failures of a mean time between them; asked anew after each failure where it adapts. */
export interface Planner {
  readonly plan: Plan;
  /** Present: the interval follows the measured on-times. */
  readonly adapt?: (meanOn_s: number, burst_J: number) => Plan;
}

export interface RunOptions {
  readonly planner: Planner;
  readonly source: PowerSource;
  readonly storage?: StorageOptions;
  /** Stops after so much time. Default: the source's own duration; one image where neither is given. */
  readonly duration_s?: number;
  /** Stops when so many images are done. */
  readonly images?: number;
  readonly seed?: number;
  /** Sees the voltage at each event; asked for as long as it returns true. Bursts are not taken in bulk meanwhile. */
  readonly record?: (event: PowerEvent) => boolean;
  readonly onProgress?: (done_s: number) => void;
}

export type Mode = 'off' | 'restore' | 'on';

/** A stretch of time in one state: the voltage runs from one end to the other by F8. */
export interface PowerEvent {
  readonly from_s: number;
  readonly to_s: number;
  readonly from_V: number;
  readonly to_V: number;
  readonly mode: Mode;
}

export interface OffTimes {
  readonly count: number;
  readonly mean_s: number;
  readonly p10_s: number;
  readonly p50_s: number;
  readonly p90_s: number;
  readonly p95_s: number;
  readonly p99_s: number;
  readonly max_s: number;
}

export interface RunResult {
  readonly images: number;
  /** Times that power came on. */
  readonly powerCycles: number;
  /** Times that power was lost while running. */
  readonly failures: number;
  /** Useful energy over all energy that reached the load: 1 without failures and checkpoints. */
  readonly forwardProgress: number;
  /** Frames kept a power cycle, on average. */
  readonly stepsPerBurst: number;
  /** Frames kept in all. */
  readonly steps: number;
  readonly ledger: Ledger;
  readonly time_s: number;
  readonly on_s: number;
  readonly off_s: number;
  /** What the load took in the bursts that ended in a failure. */
  readonly failedBursts_J: number;
  /** Frames kept in those. */
  readonly keptSteps: number;
  readonly offTimes: OffTimes;
  /** Each time off with how often it occurred, in order of first occurrence. */
  readonly offHistogram: readonly (readonly [off_s: number, count: number])[];
  readonly checkpoints: number;
  /** Bits written by checkpoints, lost ones included. */
  readonly checkpointBits: number;
  readonly restores: number;
  /** Frames that a failure took. */
  readonly lostSteps: number;
  /** The interval in use at the end. */
  readonly interval: number;
  /** The run stopped because nothing would change any more. */
  readonly stuck: boolean;
  readonly end: 'duration' | 'images' | 'source' | 'stuck';
}
