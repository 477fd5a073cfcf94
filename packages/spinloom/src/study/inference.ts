/** The inference stage: images through the network, in chunks that any executor may run. */
import type { ErrorRates } from '../circuit/index.ts';
import { composeHardware, designNamed, matsOf, programmed } from '../design/index.ts';
import { classOf, type FaultHardware, type Inference, infer, type LayerFaults, simdBackend } from '../engine/machine/index.ts';
import {
  blockOf,
  type Dot,
  type ImageBlock,
  type Images,
  type Labels,
  memoryImages,
  type Network,
  type Preprocessing,
  type Tensor,
  toInput,
} from '../network/index.ts';
import { stream } from '../random/index.ts';
import { refuse } from '../refusal/index.ts';
import type { Configuration } from './configuration.ts';
import type { Executor, Task } from './executor.ts';

export interface InferenceInput {
  readonly network: Network;
  readonly preprocessing: Preprocessing;
  /** Absent: nothing goes wrong. */
  readonly faults?: FaultInput;
}

/** Errors on the mats of a design, as data that can go to another thread. */
export interface FaultInput {
  readonly rates: ErrorRates;
  readonly seed: number;
  readonly mats: Pick<Configuration, 'design' | 'options' | 'technology' | 'organisation' | 'array' | 'digitalUnit' | 'replicas'>;
}

/** Images of the set from number `from` on, with their pixels. */
export interface ImageChunk {
  readonly from: number;
  readonly block: ImageBlock;
}

/** Logits of a chunk of images, [image, class]. */
export const inferenceTask: Task<InferenceInput, ImageChunk, Float32Array> = {
  id: 'inference',
  prepare: ({ network, preprocessing, faults }) => {
    const backend = simdBackend(faults === undefined ? {} : { hardware: hardwareOf(faults) });
    const wrong = faults === undefined ? {} : { faults: faultsOf(faults) };
    return ({ from, block }) => {
      const images = memoryImages(block);
      const at = (index: number): Tensor => toInput(images, index, preprocessing, network.input, from);
      return finite(from, network, infer(network, backend, { count: block.count, at }, { firstImage: from, ...wrong }).logits);
    };
  },
};

/** Logits that are no numbers tell no class: the input's range or the network's constants are wrong. */
function finite(from: number, network: Network, logits: Float32Array): Float32Array {
  const at = logits.findIndex((logit) => !Number.isFinite(logit));
  if (at >= 0) {
    const image = from + Math.floor(at / network.classes);
    refuse(`network '${network.name}' gives ${logits[at]} for image ${image}: check --scale, --mean and --std, and the network's constants`);
  }
  return logits;
}

/** The program whose slots go wrong, and the mats that it runs on. */
function hardwareOf({ mats }: FaultInput): FaultHardware {
  const { program } = programmed(designNamed(mats.design).instantiate(mats.options, composeHardware(mats)), 'none of its operations can go wrong');
  return { program, organisation: matsOf(mats.organisation), replicas: mats.replicas };
}

/** Streams keyed by seed, layer and image: results do not depend on the order of work. */
function faultsOf({ rates, seed }: FaultInput): (layer: Dot, image: number) => LayerFaults {
  const root = stream(seed, 'fault');
  return (layer, image) => ({ rates, stream: root.child(layer.name).child('image', image) });
}

/** Images of a chunk: short enough for a lively progress bar, long enough to amortise the message. */
const chunkImages = 25;

export interface InferenceRun extends InferenceInput {
  readonly images: Images;
  /** Images to run, from the first. */
  readonly count: number;
  readonly labels?: Labels;
  readonly executor: Executor;
  /** Default true. Without them an image leaves nothing behind but its class. */
  readonly keepLogits?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Runs the first `count` images. Pixels are read when an executor asks for the next chunk: memory does not grow with the number of images. */
export async function runInference({ images, count, labels, executor, keepLogits = true, onProgress, ...shared }: InferenceRun): Promise<Inference> {
  const { classes } = shared.network;
  const logits = new Float32Array(keepLogits ? count * classes : 0);
  const predicted = new Int32Array(count);
  let done = 0;
  await executor.each(inferenceTask, shared, chunksOf(images, count), (index, part) => {
    if (keepLogits) logits.set(part, index * chunkImages * classes);
    for (let at = 0, image = index * chunkImages; at < part.length; at += classes, image++)
      predicted[image] = classOf(part.subarray(at, at + classes));
    done += part.length / classes;
    onProgress?.(done, count);
  });
  if (labels === undefined) return { classes: predicted, logits };
  return { classes: predicted, logits, correct: predicted.reduce((sum, found, image) => sum + (found === labels[image] ? 1 : 0), 0) };
}

function* chunksOf(images: Images, count: number): Generator<ImageChunk> {
  for (let from = 0; from < count; from += chunkImages) yield { from, block: blockOf(images, from, Math.min(count, from + chunkImages)) };
}
