/**
 * The executor of a page: chunks on Web Workers. Starting a worker is the page's own: its file calls `serveTasks()` and nothing else.
 *
 *   // worker.ts
 *   import { serveTasks } from 'spinloom';
 *   serveTasks();
 *   // page.ts
 *   const executor = workerExecutor(4, () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
 */
import { Refusal, refuse } from '../refusal/index.ts';
import type { Executor } from './executor.ts';
import { taskNamed } from './tasks.ts';

type Question = { readonly task: string; readonly shared: unknown } | { readonly chunk: unknown };

/** A refusal loses its class on the way out of a worker, so it travels as its sentence. */
type Answer = { readonly result: unknown } | { readonly refused: string } | { readonly failed: string };

/** Runs chunks on up to `count` workers that `start` starts; they end with the run. A worker that fails ends the run with its error. */
export function workerExecutor(count: number, start: () => Worker): Executor {
  return {
    each: async (task, shared, chunks, onResult) => {
      const source = chunks[Symbol.iterator]();
      const workers: Worker[] = [];
      let index = 0;
      let failed = false;
      const take = () => {
        const next = failed ? undefined : source.next();
        return next === undefined || next.done ? undefined : { at: index++, chunk: next.value };
      };
      const lane = async (): Promise<void> => {
        let taken = take();
        // No worker is started for which there is no chunk.
        if (taken === undefined) return;
        const worker = start();
        workers.push(worker);
        await ask(worker, { task: task.id, shared });
        for (; taken !== undefined; taken = take()) {
          const result = await ask(worker, { chunk: taken.chunk });
          onResult(taken.at, result as Parameters<typeof onResult>[1]);
        }
      };
      try {
        await Promise.all(Array.from({ length: count }, () => lane()));
      } finally {
        failed = true;
        for (const worker of workers) worker.terminate();
      }
    },
  };
}

function ask(worker: Worker, question: Question): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(`a worker failed: ${event.message || 'its file could not be loaded'}`));
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if ('result' in data) resolve(data.result);
      else if ('failed' in data) reject(new Error(data.failed));
      else reject(refusalOf(data.refused));
    };
    worker.postMessage(question);
  });
}

function refusalOf(sentence: string): unknown {
  try {
    return refuse(sentence);
  } catch (error) {
    return error;
  }
}

/** Answers the questions of a `workerExecutor`: prepares the task once, then runs its chunks. To be called in a worker. */
export function serveTasks(): void {
  const scope = globalThis as unknown as Pick<Worker, 'postMessage' | 'onmessage'>;
  let run: ((chunk: unknown) => unknown) | undefined;
  scope.onmessage = ({ data }: MessageEvent<Question>) => {
    scope.postMessage(
      answerTo(() => {
        if ('chunk' in data) return run?.(data.chunk);
        const task = taskNamed(data.task);
        if (task === undefined) throw new Error(`a worker knows no task '${data.task}'`);
        run = task.prepare(data.shared);
        return undefined;
      }),
    );
  };
}

function answerTo(work: () => unknown): Answer {
  try {
    return { result: work() };
  } catch (error) {
    return error instanceof Refusal ? { refused: error.message } : { failed: String(error) };
  }
}
