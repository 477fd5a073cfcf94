/** One line of the report. */
import type { Rates } from './measure.ts';

export type Case = Comparison | Timing | Memory;

/** A rate beside a peer's. */
export interface Comparison {
  readonly name: string;
  /** What a rate counts in a second. */
  readonly unit: string;
  /** What the peer is. */
  readonly peer: string;
  /** Rates, or why there are none here. */
  readonly run: () => Outcome | Promise<Outcome>;
}

export type Outcome = Rates | Skipped;

export interface Skipped {
  readonly skipped: string;
}

/** A time that has a limit instead of a peer. */
export interface Timing {
  readonly name: string;
  readonly limit_ms: number;
  /** Median time of one run. */
  readonly run: () => { readonly took_ms: number };
}

/** Memory that has a limit instead of a peer. */
export interface Memory {
  readonly name: string;
  readonly limit_MB: number;
  /** The most that was resident. */
  readonly run: () => { readonly peak_MB: number };
}
