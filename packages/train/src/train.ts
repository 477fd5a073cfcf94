/**
 * Trains a recipe: a loop over batches that runs the one graph of the training step. Weights are a pure function of recipe, seed and data when
 * one thread is used; more threads may order sums differently.
 */
import type { Tensor } from 'onnxruntime-node';
import { refuse, type Stream, stream } from 'spinloom';
import { moveOf, preprocessing, shuffled, writeImage } from './data.ts';
import type { ImageSet } from './datasets/index.ts';
import { noiseOffset, noiseTable } from './graph/noise.ts';
import { floats, numbers, open, type Session } from './graph/session.ts';
import { firstWeights, parametersOf, type Weights } from './parameters.ts';
import type { Recipe } from './recipe.ts';
import { evaluation, type TrainingStep, trainingStep } from './step.ts';

export interface TrainOptions {
  readonly seed: number;
  /** Within one operator of ONNX Runtime. */
  readonly threads: number;
  /** Called after each batch with the number of batches done in this epoch. */
  readonly onBatch?: (done: number, of: number, loss: number) => void;
  readonly onEpoch?: (report: EpochReport, weights: Weights) => void | Promise<void>;
}

export interface EpochReport {
  /** From 1. */
  readonly epoch: number;
  /** Images that it went over: whole batches. */
  readonly images: number;
  /** Means over the epoch, on augmented images with dropout. */
  readonly loss: number;
  readonly accuracy: number;
}

/** Trains on whole batches of `set`; what is left over at the end of an epoch waits for the next shuffle. */
export async function train(recipe: Recipe, set: ImageSet, options: TrainOptions): Promise<Weights> {
  const { batch, epochs, rate } = recipe.training;
  const batches = Math.floor(set.count / batch);
  if (batches === 0) refuse(`${set.count} images do not fill a batch of ${batch}; the recipe needs more`);
  const plan = trainingStep(recipe);
  const session = await open(plan.graph, options.threads);
  const table = preprocessing(recipe);
  const noise = floats(noiseTable(options.seed, plan.noiseLength), [plan.noiseLength]);
  const state = firstState(recipe, plan, options.seed);
  const root = stream(options.seed, 'train/epoch');

  for (let epoch = 0; epoch < epochs; epoch++) {
    const random = root.child('epoch', epoch);
    const order = shuffled(set.count, random.child('order'));
    const moves = random.child('move');
    let [loss, correct] = [0, 0];
    for (let index = 0; index < batches; index++) {
      const step = epoch * batches + index;
      const progress = step / (epochs * batches);
      const chosen = order.subarray(index * batch, (index + 1) * batch);
      const feeds: Record<string, Tensor> = {
        ...state,
        ...batchFeeds(recipe, set, chosen, table, moves),
        noise,
        rate: floats([(rate * (1 + Math.cos(Math.PI * progress))) / 2], []),
        step: floats([step + 1], []),
      };
      for (let i = 0; i < plan.noiseConsumers; i++) feeds[`noise/offset${i}`] = floats([noiseOffset(options.seed, step, i)], [1]);
      const results = await session.run(feeds);
      for (const { name } of plan.state) state[name] = results[`next/${name}`]!;
      const batchLoss = numbers(results.loss)[0]!;
      if (!Number.isFinite(batchLoss)) throw new Error(`the loss became ${batchLoss} in epoch ${epoch + 1}, batch ${index + 1}`);
      loss += batchLoss;
      correct += countCorrect(numbers(results.logits), chosen, set.labels);
      options.onBatch?.(index + 1, batches, loss / (index + 1));
    }
    await options.onEpoch?.(
      { epoch: epoch + 1, images: batches * batch, loss: loss / batches, accuracy: correct / (batches * batch) },
      weightsOf(recipe, state),
    );
  }
  await session.release();
  return weightsOf(recipe, state);
}

/** Correct decisions on `set` with running statistics, in float32 (ONNX Runtime). */
export async function evaluate(recipe: Recipe, weights: Weights, set: ImageSet, threads = 1): Promise<number> {
  const batch = Math.min(500, set.count);
  const table = preprocessing(recipe);
  const parameters = Object.fromEntries(parametersOf(recipe).map(({ name, dims }) => [name, floats(weights[name]!, dims)]));
  let correct = 0;
  let session: Session | undefined;
  let size = 0;
  for (let start = 0; start < set.count; start += batch) {
    const chosen = Uint32Array.from({ length: Math.min(batch, set.count - start) }, (_, i) => start + i);
    if (session === undefined || chosen.length !== size) {
      await session?.release();
      size = chosen.length;
      session = await open(evaluation(recipe, size), threads);
    }
    const { logits } = await session.run({ ...parameters, images: images(recipe, set, chosen, table) });
    correct += countCorrect(numbers(logits), chosen, set.labels);
  }
  await session?.release();
  return correct;
}

function firstState(recipe: Recipe, plan: TrainingStep, seed: number): Record<string, Tensor> {
  const first = firstWeights(recipe, seed);
  return Object.fromEntries(
    plan.state.map(({ name, dims }) => [name, floats(first[name] ?? new Float32Array(dims.reduce((product, dim) => product * dim, 1)), dims)]),
  );
}

function weightsOf(recipe: Recipe, state: Readonly<Record<string, Tensor>>): Weights {
  return Object.fromEntries(parametersOf(recipe).map(({ name }) => [name, Float32Array.from(numbers(state[name]))]));
}

function batchFeeds(recipe: Recipe, set: ImageSet, chosen: Uint32Array, table: Float32Array, moves: Stream): Record<string, Tensor> {
  const labels = new Float32Array(chosen.length * recipe.classes);
  chosen.forEach((index, i) => {
    labels[i * recipe.classes + set.labels[index]!] = 1;
  });
  return { images: images(recipe, set, chosen, table, moves), labels: floats(labels, [chosen.length, recipe.classes]) };
}

function images(recipe: Recipe, set: ImageSet, chosen: Uint32Array, table: Float32Array, moves?: Stream): Tensor {
  const pixels = set.channels * set.height * set.width;
  const data = new Float32Array(chosen.length * pixels);
  chosen.forEach((index, i) => {
    writeImage(set, index, table, data, i * pixels, moves && moveOf(moves.uint32(index), recipe.training.augment));
  });
  return floats(data, [chosen.length, ...recipe.input]);
}

function countCorrect(logits: Float32Array, chosen: Uint32Array, labels: Uint8Array): number {
  const classes = logits.length / chosen.length;
  return chosen.reduce((correct, index, i) => {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    return correct + (row.indexOf(Math.max(...row)) === labels[index] ? 1 : 0);
  }, 0);
}
