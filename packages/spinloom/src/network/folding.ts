/**
 * How much may be computed from constants while a network is read.
 *
 * A few bytes of a file can ask for gigabytes: one number spread over a tensor, many times over. What folding makes is therefore bounded by what
 * the file holds, its weights quantised and reordered a few times over, and by masks and grids of a size that networks have.
 */
import { type Call, type Operator, refuseCall, sizeOf } from './operators/operator.ts';
import type { Graph } from './types.ts';

export interface Folding {
  /** Numbers made so far, of all constants together, and operations that took. */
  numbers: number;
  work: number;
  readonly mostNumbers: number;
}

/** Numbers beside those that the file accounts for: 64 MB of float32. */
const free = 2 ** 24;
/** Numbers for each one that the file holds. */
const share = 8;
/** Multiply-accumulates, or numbers under a window: a second or two. */
const mostWork = 2 ** 30;

export function beginFolding({ initializers }: Graph): Folding {
  const held = Object.values(initializers).reduce((sum, { data }) => sum + data.length, 0);
  return { numbers: 0, work: 0, mostNumbers: free + share * held };
}

/** Counts what a call is about to make of constants, before it does; refuses what is too much. */
export function countFolding(folding: Folding, operator: Operator, call: Call, dims: readonly number[]): void {
  const size = sizeOf(dims);
  folding.numbers += size;
  folding.work += operator.macs?.(call) ?? size * windowOf(call);
  if (folding.numbers > folding.mostNumbers)
    refuseCall(
      call,
      `makes ${size} numbers from constants, which brings those of the network to ${folding.numbers}; at most ${folding.mostNumbers} are supported for what the file holds: check the export`,
    );
  if (folding.work > mostWork)
    refuseCall(
      call,
      `is computed from constants, which brings the operations of all such nodes to ${folding.work}; at most ${mostWork} are supported: export with constant folding`,
    );
}

function windowOf({ attributes: { kernel_shape: sides } }: Call): number {
  return Array.isArray(sides) && sides.every((side) => typeof side === 'number') ? sizeOf(sides) : 1;
}
