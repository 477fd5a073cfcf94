/**
 * Where harvested energy went. Harvested is taken before the converter and is the sum of the others:
 * useful + checkpoint + restore + reexecuted + leaked + converterLoss + clipped + stored.
 */
import { type Sum, sumOf } from './sum.ts';

export interface Ledger {
  /** All that the source offered, before the converter. */
  readonly harvested_J: number;
  /** Work whose result was kept, and work under way when the run ended. */
  readonly useful_J: number;
  readonly checkpoint_J: number;
  readonly restore_J: number;
  /** Work that a failure took and that was or must be done again, its share of checkpoints included. */
  readonly reexecuted_J: number;
  readonly leaked_J: number;
  /** Lost in the converter, its quiescent power included. */
  readonly converterLoss_J: number;
  /** Arrived while the storage was full. */
  readonly clipped_J: number;
  /** In the storage: at the end less at the start. */
  readonly stored_J: number;
}

export type Book = Readonly<Record<keyof Ledger, Sum>>;

export function newBook(): Book {
  const keys = [
    'harvested_J',
    'useful_J',
    'checkpoint_J',
    'restore_J',
    'reexecuted_J',
    'leaked_J',
    'converterLoss_J',
    'clipped_J',
    'stored_J',
  ] as const satisfies readonly (keyof Ledger)[];
  return Object.fromEntries(keys.map((key) => [key, sumOf()])) as unknown as Book;
}

export function ledgerOf(book: Book): Ledger {
  return Object.fromEntries(Object.entries(book).map(([key, sum]) => [key, sum.value()])) as unknown as Ledger;
}

/** Harvested less everything else, relative to harvested: 0 but for rounding. */
export function imbalance({ harvested_J, ...rest }: Ledger): number {
  const sum = sumOf();
  sum.add(harvested_J);
  for (const value of Object.values(rest)) sum.add(-value);
  return harvested_J === 0 ? sum.value() : sum.value() / harvested_J;
}
