/** What the crash lab reports. */
import type { Step } from '../../engine/schedule/index.ts';

export interface Difference {
  readonly layer: string;
  /** Where power was lost first: index in the layer's schedule, and the operation just executed or under way. */
  readonly step: number;
  readonly operation: string;
  readonly at: Pick<Step['at'], 'phase' | 'window' | 'group' | 'weightPlane' | 'inputPlane'>;
  /** Bits of the write under way that had landed. */
  readonly landed: number;
  /** Where the machine went on. */
  readonly resumedAt: number;
  /** The first result that differs. */
  readonly kernel: number;
  readonly window: number;
  readonly expected: number;
  readonly found: number;
  readonly cause: string;
}

export interface CrashReport {
  readonly layer: string;
  /** Losses of power injected: each is a run of its own. In random runs: runs, of one to four losses each. */
  readonly injected: number;
  /** Runs whose results differ from those without a loss. */
  readonly wrong: number;
  /** Of the injected, those during a restore, and those while a checkpoint was written. */
  readonly duringRestore: number;
  readonly duringCheckpoint: number;
  /** Steps that were executed again after a loss, at most, and as frames of the interval. */
  readonly mostReexecuted: number;
  readonly first: Difference | null;
  /** Bits that the checkpoints of the undisturbed course wrote, and how many of them differed from what was there: the rest need no write. */
  readonly stores: { readonly bits: number; readonly changed: number };
}

/** Sums of several reports: the first difference is that of the first layer that has one. */
export function addReports(layer: string, reports: readonly CrashReport[]): CrashReport {
  const sum = (of: (report: CrashReport) => number): number => reports.reduce((all, report) => all + of(report), 0);
  return {
    layer,
    injected: sum((report) => report.injected),
    wrong: sum((report) => report.wrong),
    duringRestore: sum((report) => report.duringRestore),
    duringCheckpoint: sum((report) => report.duringCheckpoint),
    mostReexecuted: Math.max(0, ...reports.map((report) => report.mostReexecuted)),
    stores: { bits: sum((report) => report.stores.bits), changed: sum((report) => report.stores.changed) },
    first: reports.find((report) => report.first !== null)?.first ?? null,
  };
}
