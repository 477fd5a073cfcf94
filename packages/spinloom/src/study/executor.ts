/**
 * Where work runs: inline here, on threads in node/, elsewhere in optional packages. Tasks are pure functions of shared input and chunk,
 * so a chunk may run anywhere, in any order and more than once.
 */

/** A task is named, so that a worker in another thread or process finds it; `shared` and chunks are structured-cloneable. */
export interface Task<Shared, Chunk, Result> {
  readonly id: string;
  readonly prepare: (shared: Shared) => (chunk: Chunk) => Result;
}

export interface Executor {
  /** Results in the order of the chunks. */
  readonly map: <Shared, Chunk, Result>(
    task: Task<Shared, Chunk, Result>,
    shared: Shared,
    chunks: readonly Chunk[],
    onResult?: (index: number, result: Result) => void,
  ) => Promise<readonly Result[]>;
}

/** Runs chunks one after another in the calling thread, giving way to the event loop between them. */
export const inlineExecutor: Executor = {
  map: async (task, shared, chunks, onResult) => {
    const run = task.prepare(shared);
    const results = [];
    for (const [index, chunk] of chunks.entries()) {
      const result = run(chunk);
      results.push(result);
      onResult?.(index, result);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return results;
  },
};
