/** A search over the organisations of a memory, in parts that any executor may run: the answer does not depend on how many. */
import { type ArraySearch, joinParts, type MemoryCell, type SearchPart, type SearchSpace, searcher, searchLength } from '../array/index.ts';
import type { Executor, Task } from './executor.ts';

interface SearchShared {
  readonly space: SearchSpace;
  readonly cell: MemoryCell;
  readonly pareto: boolean;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

export const arraySearchTask: Task<SearchShared, Range, SearchPart> = {
  id: 'array-search',
  prepare: ({ space, cell, pareto }) => {
    const search = searcher(space, cell, pareto);
    return ({ from, to }) => search(from, to);
  },
};

/** Chunks of a search; workers that have computed a mat keep it, so that many small chunks cost little. */
const chunks = 64;

export interface ArraySearchRun extends Omit<SearchShared, 'pareto'> {
  /** Default: false. */
  readonly pareto?: boolean;
  readonly executor: Executor;
  readonly onProgress?: (done: number, total: number) => void;
}

/** `searchArray` on an executor. Refuses what it refuses. */
export async function runArraySearch({ space, cell, pareto = false, executor, onProgress }: ArraySearchRun): Promise<ArraySearch> {
  const length = searchLength(space);
  const size = Math.max(1, Math.ceil(length / chunks));
  const ranges = Array.from({ length: Math.ceil(length / size) }, (_, i) => ({ from: i * size, to: Math.min(length, (i + 1) * size) }));
  const parts: SearchPart[] = new Array(ranges.length);
  let done = 0;
  onProgress?.(0, length);
  await executor.each(arraySearchTask, { space, cell, pareto }, ranges, (index, part) => {
    parts[index] = part;
    done += ranges[index]!.to - ranges[index]!.from;
    onProgress?.(done, length);
  });
  return joinParts(parts, space, cell, pareto);
}
