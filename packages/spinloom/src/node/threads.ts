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

/** Runs chunks on up to `threads` worker threads; a chunk whose worker died is tried once more. */
export function threadExecutor(threads: number): Executor {
  return {
    map: async <Shared, Chunk, Result>(
      task: Task<Shared, Chunk, Result>,
      shared: Shared,
      chunks: readonly Chunk[],
      onResult?: (index: number, result: Result) => void,
    ): Promise<readonly Result[]> => {
      const message: ThreadMessage = { task: task.id, shared };
      const pool = new Piscina({
        filename: new URL(import.meta.url.endsWith('.ts') ? '../../dist/node/worker.js' : './worker.js', import.meta.url).href,
        minThreads: Math.min(threads, chunks.length),
        maxThreads: Math.max(1, Math.min(threads, chunks.length)),
        workerData: message,
      });
      try {
        return await Promise.all(
          chunks.map(async (chunk, index) => {
            const answer: ThreadAnswer<Result> = await pool.run(chunk).catch(() => pool.run(chunk));
            if ('refused' in answer) return refuse(answer.refused);
            onResult?.(index, answer.result);
            return answer.result;
          }),
        );
      } finally {
        await pool.destroy();
      }
    },
  };
}
