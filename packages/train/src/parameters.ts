/** The parameters of a recipe's network: names, shapes, first values. */
import { stream } from 'spinloom';
import type { Recipe } from './recipe.ts';

export interface Parameter {
  readonly name: string;
  readonly dims: readonly number[];
  /** False: a running statistic, which the forward pass updates and no gradient reaches. */
  readonly trained: boolean;
  /** Deviation of the normal first values (He: sqrt(2 / fan-in)), or a constant. */
  readonly first: { readonly deviation: number } | { readonly value: number };
}

/** Tensors by parameter name. */
export type Weights = Readonly<Record<string, Float32Array>>;

/** In the order of the stages, with the shape that each stage sees. */
export function parametersOf(recipe: Recipe): Parameter[] {
  const parameters: Parameter[] = [];
  let [channels, height, width] = recipe.input as [number, number, number];
  for (const stage of recipe.stages) {
    if (stage.kind === 'convolution') {
      const { kernel, kernels, stride = 1, pad = 0 } = stage;
      const fanIn = channels * kernel * kernel;
      parameters.push({
        name: `${stage.name}/weight`,
        dims: [kernels, channels, kernel, kernel],
        trained: true,
        first: { deviation: Math.sqrt(2 / fanIn) },
      });
      channels = kernels;
      height = Math.floor((height + 2 * pad - kernel) / stride) + 1;
      width = Math.floor((width + 2 * pad - kernel) / stride) + 1;
    } else if (stage.kind === 'average-pool' || stage.kind === 'max-pool') {
      height /= stage.size;
      width /= stage.size;
    } else if (stage.kind === 'batch-norm') {
      const dims = [channels];
      parameters.push({ name: `${stage.name}/gamma`, dims, trained: true, first: { value: 1 } });
      parameters.push({ name: `${stage.name}/beta`, dims, trained: true, first: { value: 0 } });
      parameters.push({ name: `${stage.name}/mean`, dims, trained: false, first: { value: 0 } });
      parameters.push({ name: `${stage.name}/variance`, dims, trained: false, first: { value: 1 } });
    } else if (stage.kind === 'dense') {
      const features = channels * height * width;
      parameters.push({
        name: `${stage.name}/weight`,
        dims: [stage.features, features],
        trained: true,
        first: { deviation: Math.sqrt(2 / features) },
      });
      parameters.push({ name: `${stage.name}/bias`, dims: [stage.features], trained: true, first: { value: 0 } });
      [channels, height, width] = [stage.features, 1, 1];
    }
  }
  return parameters;
}

/** First values: a pure function of the recipe and the seed. */
export function firstWeights(recipe: Recipe, seed: number): Record<string, Float32Array> {
  const root = stream(seed, 'train/first');
  return Object.fromEntries(
    parametersOf(recipe).map(({ name, dims, first }) => {
      const length = dims.reduce((product, dim) => product * dim, 1);
      if ('value' in first) return [name, new Float32Array(length).fill(first.value)];
      const { normal } = root.child(name);
      return [name, Float32Array.from({ length }, (_, i) => first.deviation * normal(i))];
    }),
  );
}
