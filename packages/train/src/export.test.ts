import { expect, test } from 'vitest';
import { toQonnx } from './export.ts';
import { floats, numbers, open } from './graph/session.ts';
import { batchOf } from './measure.ts';
import { oracle } from './oracle.ts';
import { parametersOf, type Weights } from './parameters.ts';
import type { Recipe } from './recipe.ts';
import { evaluation } from './step.ts';
import { halves, tinyRecipe } from './tiny.suite.ts';
import { train } from './train.ts';

async function logitsOf(
  recipe: Recipe,
  weights: Weights,
  images: { readonly dims: readonly number[]; readonly data: Float32Array },
): Promise<Float32Array> {
  const session = await open(evaluation(recipe, images.dims[0]!));
  const parameters = Object.fromEntries(parametersOf(recipe).map(({ name, dims }) => [name, floats(weights[name]!, dims)]));
  const { logits } = await session.run({ ...parameters, images: floats(images.data, images.dims) });
  await session.release();
  return numbers(logits);
}

test.each([
  { weight: 1, activation: 4, gradient: 8 },
  { weight: 2, activation: 2, gradient: 8 },
  { weight: 3, activation: 1, gradient: 32 },
  { weight: 32, activation: 32, gradient: 32 },
])('the exported file computes what was trained: $weight:$activation', async (bits) => {
  const recipe = { ...tinyRecipe(bits), training: { ...tinyRecipe().training, epochs: 2 } };
  const weights = await train(recipe, halves(60), { seed: 1, threads: 1 });
  const images = batchOf(halves(8), recipe, 0, 8);
  const expected = await logitsOf(recipe, weights, images);
  const witness = await oracle(toQonnx(recipe, weights));
  const found = await witness.run(images.data, images.dims);
  await witness.release();
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, 4);
  });
});

test('the file carries preprocessing and recipe, and 1-bit weights as signs with one scale', async () => {
  const recipe = tinyRecipe();
  const weights = await train({ ...recipe, training: { ...recipe.training, epochs: 1 } }, halves(20), { seed: 1, threads: 1 });
  const graph = toQonnx(recipe, weights, { 'spinloom.accuracy': '{}' });
  expect(JSON.parse(graph.metadata['spinloom.preprocessing']!)).toEqual(recipe.preprocessing);
  expect(JSON.parse(graph.metadata['spinloom.recipe']!)).toEqual(recipe);
  expect(graph.metadata['spinloom.accuracy']).toBe('{}');
  expect(graph.nodes.filter((node) => node.operator === 'BipolarQuant').map((node) => node.inputs)).toEqual([
    ['conv1.weight', 'conv1.scale'],
    ['conv2.weight', 'conv2.scale'],
  ]);
  const latent = weights['conv1/weight']!;
  expect(graph.initializers['conv1.scale']!.data[0]).toBeCloseTo(latent.reduce((sum, w) => sum + Math.abs(w), 0) / latent.length, 6);
  expect(new Set<unknown>(graph.initializers['conv1.weight']!.data)).toEqual(new Set([1, -1]));
  expect(new Set(graph.nodes.map((node) => node.name)).size).toBe(graph.nodes.length);
});
