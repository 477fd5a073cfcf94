/** A worker thread: prepares its task once from the shared input, then runs chunks. */
import './relaxed-simd.ts';
import { workerData } from 'piscina';
import { Refusal } from '../refusal/index.ts';
import { taskNamed } from '../study/index.ts';
import type { ThreadAnswer, ThreadMessage } from './threads.ts';

const { task, shared } = workerData as ThreadMessage;
const found = taskNamed(task);
if (found === undefined) throw new Error(`a worker thread knows no task '${task}'`);
const run = found.prepare(shared);

export default function answer(chunk: unknown): ThreadAnswer {
  try {
    return { result: run(chunk) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message };
    throw error;
  }
}
