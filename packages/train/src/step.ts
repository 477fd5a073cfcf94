/**
 * The two graphs of a recipe. `trainingStep`: forward, loss, backward and Adam as one graph; weights, moments and running statistics go in
 * under their names and come out under `next/<name>`. `evaluation`: images in, logits out, with the running statistics.
 */

import { forward } from './forward.ts';
import { type AdamState, adam, adamRate } from './graph/adam.ts';
import { type Draft, draft, input, output, sizeOf, type Value } from './graph/draft.ts';
import { noise } from './graph/noise.ts';
import { crossEntropy } from './graph/operators/cross-entropy.ts';
import { weightDecay } from './graph/operators/weight-decay.ts';
import { gradients, tape } from './graph/tape.ts';
import { type Parameter, parametersOf } from './parameters.ts';
import type { Recipe } from './recipe.ts';

export interface TrainingStep {
  readonly graph: Draft;
  /** Every tensor that goes in under its name and comes out under `next/<name>`: parameters, `<name>/m`, `<name>/v`. */
  readonly state: readonly { readonly name: string; readonly dims: readonly number[] }[];
  /** Elements of the input `noise`. */
  readonly noiseLength: number;
  /** Inputs `noise/offset0` ... */
  readonly noiseConsumers: number;
}

/** Inputs beside the state: images, labels (one-hot), rate, step (from 1), noise, noise/offset<i>. Outputs beside it: loss, correct. */
export function trainingStep(recipe: Recipe): TrainingStep {
  const graph = draft(`${recipe.name}/step`);
  const on = tape(graph);
  const { batch, weightDecay: decay } = recipe.training;
  const images = input(graph, 'images', [batch, ...recipe.input]);
  const labels = input(graph, 'labels', [batch, recipe.classes]);
  const rate = input(graph, 'rate', []);
  const step = input(graph, 'step', []);
  const parameters = parametersOf(recipe);
  const values = declare(graph, parameters);
  const from = noise(graph, batch * largestTensor(recipe));

  const { logits, statistics } = forward(on, recipe, images, values, from);
  let loss = crossEntropy(on, logits, labels);
  if (decay > 0)
    for (const stage of recipe.stages) if (stage.kind === 'dense') loss = weightDecay(on, loss, values.get(`${stage.name}/weight`)!, decay);

  const trained = parameters.filter((parameter) => parameter.trained);
  const slopes = gradients(
    on,
    loss,
    trained.map((parameter) => values.get(parameter.name)!),
  );
  const scaled = adamRate(graph, rate, step, recipe.training);
  const state: { name: string; dims: readonly number[] }[] = [];
  const keep = (name: string, dims: readonly number[], value: Value): void => {
    state.push({ name, dims });
    output(graph, `next/${name}`, value);
  };
  trained.forEach(({ name, dims }, i) => {
    const old: AdamState = { weight: values.get(name)!, m: input(graph, `${name}/m`, dims), v: input(graph, `${name}/v`, dims) };
    const next = adam(graph, old, slopes[i]!, scaled, recipe.training);
    keep(name, dims, next.weight);
    keep(`${name}/m`, dims, next.m);
    keep(`${name}/v`, dims, next.v);
  });
  for (const [name, value] of statistics) keep(name, value.dims, value);
  output(graph, 'loss', loss);
  output(graph, 'logits', logits);
  return { graph, state, noiseLength: sizeOf(from.table.dims), noiseConsumers: from.offsets.length };
}

/** Inputs: images [batch, c, h, w] and the parameters; output: logits [batch, classes]. */
export function evaluation(recipe: Recipe, batch: number): Draft {
  const graph = draft(`${recipe.name}/evaluation`);
  const images = input(graph, 'images', [batch, ...recipe.input]);
  output(graph, 'logits', forward(tape(graph), recipe, images, declare(graph, parametersOf(recipe))).logits);
  return graph;
}

function declare(graph: Draft, parameters: readonly Parameter[]): Map<string, Value> {
  return new Map(parameters.map(({ name, dims }) => [name, input(graph, name, dims)]));
}

/** Elements of the largest convolution output of one image: what noise is drawn for. */
function largestTensor(recipe: Recipe): number {
  let [, height, width] = recipe.input as [number, number, number];
  let largest = 1;
  for (const stage of recipe.stages) {
    if (stage.kind === 'average-pool' || stage.kind === 'max-pool') {
      height /= stage.size;
      width /= stage.size;
    } else if (stage.kind === 'convolution') {
      const { kernel, kernels, stride = 1, pad = 0 } = stage;
      height = Math.floor((height + 2 * pad - kernel) / stride) + 1;
      width = Math.floor((width + 2 * pad - kernel) / stride) + 1;
      largest = Math.max(largest, kernels * height * width);
    }
  }
  return largest;
}
