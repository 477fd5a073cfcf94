/** The forward pass of a recipe drafted stage by stage, for training (batch statistics, dropout) or evaluation (running statistics). */
import { add, multiply } from './graph/arithmetic.ts';
import type { Value } from './graph/draft.ts';
import { draw, type Noise } from './graph/noise.ts';
import { activation } from './graph/operators/activation.ts';
import { averagePool } from './graph/operators/average-pool.ts';
import { batchNorm, normalise } from './graph/operators/batch-norm.ts';
import { convolution } from './graph/operators/convolution.ts';
import { dense } from './graph/operators/dense.ts';
import { dropout } from './graph/operators/dropout.ts';
import { flatten } from './graph/operators/flatten.ts';
import { gradientQuantiser } from './graph/operators/gradient-quantiser.ts';
import { maxPool } from './graph/operators/max-pool.ts';
import { weightQuantiser } from './graph/operators/weight-quantiser.ts';
import type { Tape } from './graph/tape.ts';
import { activationBound, type Recipe, type Stage } from './recipe.ts';

export interface Forward {
  /** [batch, classes]. */
  readonly logits: Value;
  /** Running statistics after this batch, by parameter name; empty in evaluation. */
  readonly statistics: ReadonlyMap<string, Value>;
}

interface Setting {
  readonly recipe: Recipe;
  readonly parameters: ReadonlyMap<string, Value>;
  /** Present: training. */
  readonly noise?: Noise;
  readonly statistics: Map<string, Value>;
}

/** images [batch, channels, height, width], already preprocessed. `noise` given: training. */
export function forward(on: Tape, recipe: Recipe, images: Value, parameters: ReadonlyMap<string, Value>, noise?: Noise): Forward {
  const setting: Setting = { recipe, parameters, ...(noise && { noise }), statistics: new Map() };
  const logits = recipe.stages.reduce((x, stage) => forwardStage(on, x, stage, setting), images);
  return { logits, statistics: setting.statistics };
}

function forwardStage(on: Tape, x: Value, stage: Stage, setting: Setting): Value {
  const { recipe, parameters, noise } = setting;
  switch (stage.kind) {
    case 'convolution': {
      const weight = parameters.get(`${stage.name}/weight`)!;
      const options = { stride: stage.stride ?? 1, pad: stage.pad ?? 0 };
      if (!stage.quantised) return convolution(on, x, weight, options);
      const y = convolution(on, x, weightQuantiser(on, weight, recipe.bits.weight), options);
      return noise === undefined ? y : gradientQuantiser(on, y, recipe.bits.gradient, (dims) => draw(noise, dims));
    }
    case 'average-pool':
      return averagePool(on, x, stage.size);
    case 'max-pool':
      return maxPool(on, x, stage.size);
    case 'batch-norm':
      return forwardNorm(on, x, stage.name, setting);
    case 'activation':
      return activation(on, x, stage.quantised ? recipe.bits.activation : 32, activationBound(recipe));
    case 'dropout':
      return noise === undefined || stage.rate === 0 ? x : dropout(on, x, stage.rate, draw(noise, x.dims));
    case 'dense':
      return dense(on, flatten(on, x), parameters.get(`${stage.name}/weight`)!, parameters.get(`${stage.name}/bias`)!);
  }
}

function forwardNorm(on: Tape, x: Value, name: string, { recipe, parameters, noise, statistics }: Setting): Value {
  const [gamma, beta, mean, variance] = ['gamma', 'beta', 'mean', 'variance'].map((each) => parameters.get(`${name}/${each}`)!) as [
    Value,
    Value,
    Value,
    Value,
  ];
  const { momentum, varianceFloor } = recipe.training;
  if (noise === undefined) return normalise(on.graph, x, gamma, beta, mean, variance, varianceFloor);
  const batch = batchNorm(on, x, gamma, beta, varianceFloor);
  const keep = (running: Value, fresh: Value): Value => add(on.graph, multiply(on.graph, running, momentum), multiply(on.graph, fresh, 1 - momentum));
  statistics.set(`${name}/mean`, keep(mean, batch.mean));
  statistics.set(`${name}/variance`, keep(variance, batch.variance));
  return batch.y;
}
