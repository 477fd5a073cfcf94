/** What results of both kinds of run have in common. */
import type { Plan } from '../plan/types.ts';
import type { Book } from '../storage/ledger.ts';
import { paidCommits } from './load.ts';

/** Bits of a checkpoint, on average over the cycle. */
export function paidBits(plan: Plan): number {
  return plan.commitBits / Math.max(1, paidCommits(plan));
}

/** All energy that the load has taken. */
export function drawnOf(book: Book): number {
  return book.useful_J.value() + book.checkpoint_J.value() + book.restore_J.value() + book.reexecuted_J.value();
}
