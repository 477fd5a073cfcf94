/** What an exhibit is: a table, figure or claim of one of the two papers, computed here beside what is printed there. */
import type { Trust } from '../quantity/index.ts';
import type { Lab } from './lab.ts';

/**
 * One quantity of an exhibit. A value that there is none of is absent: a bar of which no number survives is not published, a fact of arithmetic has no
 * calibrated form.
 */
export interface Row {
  /** Of a preset or data set; absent where the quantity belongs to none. */
  readonly network?: string;
  readonly quantity: string;
  /** SI, MiB of storage, bit, or '' for a pure number. */
  readonly unit: string;
  readonly published?: number;
  /** Under the preset `physical` and the exhibit's convention. */
  readonly physical?: number;
  /** What the paper's words say taken literally, where the convention reads more into them. */
  readonly literal?: number;
  /** Under the preset `paper-calibrated`, where it differs by design. */
  readonly calibrated?: number;
  /** Default: that of the exhibit. */
  readonly trust?: Trust;
  /** Why it differs, in one sentence. Default: that of the exhibit. */
  readonly note?: string;
}

export interface Exhibit {
  readonly id: string;
  readonly paper: 1 | 2;
  /** Begins with the paper's label: 'Table II', 'Fig. 9'. */
  readonly item: string;
  readonly title: string;
  /** How the paper's words are read. One, committed. */
  readonly convention: string;
  readonly trust: Trust;
  readonly note: string;
  readonly rows: (lab: Lab) => readonly Row[];
  /** The figure of the paper, drawn anew. */
  readonly chart?: (rows: readonly Row[], lab: Lab) => Chart;
}

/** Bars of one or several series, side by side or stacked. */
export interface Chart {
  readonly kind: 'grouped' | 'stacked' | 'line';
  readonly x: string;
  /** With its unit. */
  readonly y: string;
  readonly log?: boolean;
  readonly points: readonly ChartPoint[];
}

export interface ChartPoint {
  readonly x: string | number;
  readonly y: number;
  readonly series: string;
  /** A panel of its own. */
  readonly panel?: string;
}
