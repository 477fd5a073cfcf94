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
  /**
   * Runs every chunk and hands each result over with the index of its chunk, in any order. Chunks are asked for as workers become free, a few ahead:
   * neither chunks nor results are kept, so that memory does not grow with their number.
   */
  readonly each: <Shared, Chunk, Result>(
    task: Task<Shared, Chunk, Result>,
    shared: Shared,
    chunks: Iterable<Chunk>,
    onResult: (index: number, result: Result) => void,
  ) => Promise<void>;
}

/** Runs chunks one after another in the calling thread, giving way to the event loop between them. */
export const inlineExecutor: Executor = {
  each: async (task, shared, chunks, onResult) => {
    const run = task.prepare(shared);
    let index = 0;
    for (const chunk of chunks) {
      onResult(index++, run(chunk));
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  },
};
