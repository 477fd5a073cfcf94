/** The executor on worker threads. Workers run the built package: a worker cannot load TypeScript. */
import { Piscina } from 'piscina';
import type { Executor } from '../study/index.ts';

export interface ThreadMessage {
  readonly task: string;
  readonly shared: unknown;
}

/** Runs chunks on up to `threads` worker threads; a chunk whose worker died is tried once more. */
export function threadExecutor(threads: number): Executor {
  return {
    map: async (task, shared, chunks, onResult) => {
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
            const result = await pool.run(chunk).catch(() => pool.run(chunk));
            onResult?.(index, result);
            return result;
          }),
        );
      } finally {
        await pool.destroy();
      }
    },
  };
}
