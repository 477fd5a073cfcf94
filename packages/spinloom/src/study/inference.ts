/** The inference stage: images through the network, in chunks that any executor may run. */
import { classOf, type Inference, infer, packedBackend } from '../engine/machine/index.ts';
import { type Images, type Network, type Preprocessing, toInput } from '../network/index.ts';
import type { Executor, Task } from './executor.ts';

export interface InferenceInput {
  readonly network: Network;
  readonly images: Images;
  readonly preprocessing: Preprocessing;
}

/** Images [from, to) of the set. */
export interface ImageRange {
  readonly from: number;
  readonly to: number;
}

/** Logits of a range of images, [image, class]. */
export const inferenceTask: Task<InferenceInput, ImageRange, Float32Array> = {
  id: 'inference',
  prepare: ({ network, images, preprocessing }) => {
    const backend = packedBackend();
    return ({ from, to }) =>
      infer(network, backend, {
        count: to - from,
        at: (index) => toInput(images, from + index, preprocessing, network.input),
      }).logits;
  },
};

/** Images of a chunk: short enough for a lively progress bar, long enough to amortise the message. */
const chunkImages = 25;

export interface InferenceRun extends InferenceInput {
  readonly count: number;
  readonly labels?: Uint8Array;
  readonly executor: Executor;
  readonly onProgress?: (done: number, total: number) => void;
}

export async function runInference({ count, labels, executor, onProgress, ...shared }: InferenceRun): Promise<Inference> {
  const chunks: ImageRange[] = [];
  for (let from = 0; from < count; from += chunkImages) chunks.push({ from, to: Math.min(count, from + chunkImages) });
  let done = 0;
  const parts = await executor.map(inferenceTask, shared, chunks, (index) => {
    const chunk = chunks[index]!;
    done += chunk.to - chunk.from;
    onProgress?.(done, count);
  });
  const classes = shared.network.classes;
  const logits = new Float32Array(count * classes);
  for (const [index, part] of parts.entries()) logits.set(part, chunks[index]!.from * classes);
  const predicted = Int32Array.from({ length: count }, (_, image) => classOf(logits.subarray(image * classes, (image + 1) * classes)));
  if (labels === undefined) return { classes: predicted, logits };
  return { classes: predicted, logits, correct: predicted.reduce((sum, found, image) => sum + (found === labels[image] ? 1 : 0), 0) };
}
