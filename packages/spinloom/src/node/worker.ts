/** A worker thread: prepares its task once from the shared input, then runs chunks. */
import { workerData } from 'piscina';
import { refuse } from '../refusal/index.ts';
import { type ImageRange, type InferenceInput, inferenceTask } from '../study/index.ts';
import type { ThreadMessage } from './threads.ts';

const { task, shared } = workerData as ThreadMessage;
if (task !== inferenceTask.id) refuse(`a worker thread knows no task '${task}'`);
const run: (range: ImageRange) => Float32Array = inferenceTask.prepare(shared as InferenceInput);

export default run;
