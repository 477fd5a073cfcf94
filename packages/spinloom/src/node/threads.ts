/** The executor on worker threads. Workers run the built package: a worker cannot load TypeScript. */
import { Piscina } from 'piscina';
import { refuse } from '../refusal/index.ts';
import type { Executor, Task } from '../study/index.ts';

export interface ThreadMessage {
  readonly task: string;
  readonly shared: unknown;
}

/** A refusal loses its class on the way out of a thread, so it travels as its sentence. */
export type ThreadAnswer<Result = unknown> = { readonly result: Result } | { readonly refused: string };

/** Chunks on their way for each thread: one that runs and one that waits, so that no thread idles while the next chunk is read. */
const inFlight = 2;

/** Runs chunks on up to `threads` worker threads; a chunk whose worker died is tried once more. */
export function threadExecutor(threads: number): Executor {
  return {
    each: async <Shared, Chunk, Result>(
      task: Task<Shared, Chunk, Result>,
      shared: Shared,
      chunks: Iterable<Chunk>,
      onResult: (index: number, result: Result) => void,
    ): Promise<void> => {
      const source = chunks[Symbol.iterator]();
      // No more threads than there are chunks: as many are asked for before a thread starts.
      const first: Chunk[] = [];
      for (let next = source.next(); !next.done; next = source.next()) {
        first.push(next.value);
        if (first.length === threads) break;
      }
      if (first.length === 0) return;
      const message: ThreadMessage = { task: task.id, shared };
      const pool = new Piscina({
        filename: new URL(import.meta.url.endsWith('.ts') ? '../../dist/node/worker.js' : './worker.js', import.meta.url).href,
        minThreads: first.length,
        maxThreads: first.length,
        workerData: message,
      });
      let count = 0;
      let failed = false;
      const lane = async (): Promise<void> => {
        while (!failed) {
          const next = first.length > 0 ? { value: first.shift()! } : source.next();
          if ('done' in next && next.done) return;
          const chunk = next.value;
          const index = count++;
          const answer: ThreadAnswer<Result> = await pool.run(chunk).catch((error) => (failed ? Promise.reject(error) : pool.run(chunk)));
          if ('refused' in answer) return refuse(answer.refused);
          onResult(index, answer.result);
        }
      };
      try {
        await Promise.all(Array.from({ length: first.length * inFlight }, () => lane()));
      } finally {
        failed = true;
        await pool.destroy();
      }
    },
  };
}
