/** The tasks that a worker can be asked for, by name. */
import { arraySearchTask } from './array-search.ts';
import type { Task } from './executor.ts';
import { inferenceTask } from './inference.ts';
import { switchingTask } from './switching.ts';

// A worker receives `shared` and chunks as plain data: their types are known to the caller alone.
const tasks = [inferenceTask, switchingTask, arraySearchTask] as unknown as readonly Task<unknown, unknown, unknown>[];

export function taskNamed(id: string): Task<unknown, unknown, unknown> | undefined {
  return tasks.find((task) => task.id === id);
}
