/** The shipped network: its file, run three ways that share no code, decides alike on shipped images. */
import { readFileSync } from 'node:fs';
import { infer, interpret, packedBackend, readGraph, readIdxImages, readIdxLabels, readNetwork } from 'spinloom';
import { expect, test } from 'vitest';
import type { LabelledSet } from './data.ts';
import { batchOf, measureGraph } from './measure.ts';
import { oracle } from './oracle.ts';
import type { TrainingRecord } from './produce.ts';
import { type Recipe, recipeSchema } from './recipe.ts';
import { findRecipe, recipeNames } from './recipes/index.ts';

const read = (path: string): Uint8Array => readFileSync(new URL(`../../spinloom/${path}`, import.meta.url));
const images = readIdxImages(read('data/fashion-1000-images-idx3-ubyte.gz'), 'images');
const set: LabelledSet = { ...images, labels: readIdxLabels(read('data/fashion-1000-labels-idx1-ubyte.gz'), 'labels') };

test.each(recipeNames)('%s was made by the recipe of that name and is right on nine of ten of the 10,000 test images', (name) => {
  const record = JSON.parse(new TextDecoder().decode(read(`models/${name}.recipe.json`))) as TrainingRecord;
  const graph = readGraph(read(`models/${name}.onnx`), `${name}.onnx`);
  expect(recipeSchema.parse(record.recipe)).toEqual(findRecipe(name));
  expect(JSON.parse(graph.metadata['spinloom.recipe']!)).toEqual(record.recipe);
  expect(JSON.parse(graph.metadata['spinloom.accuracy']!)).toEqual(record.accuracy);
  expect(record.accuracy.integer.images).toBe(10_000);
  expect(record.accuracy.integer.correct).toBeGreaterThanOrEqual(9_000);
});

test.each(recipeNames)('%s: ONNX Runtime, the float32 interpreter and the integer network decide alike', async (name) => {
  const file = read(`models/${name}.onnx`);
  const graph = readGraph(file, `${name}.onnx`);
  const recipe: Recipe = findRecipe(name);
  const count = 60;
  const batch = batchOf(set, recipe, 0, count);
  const witness = await oracle(graph);
  const expected = await witness.run(batch.data, batch.dims);
  await witness.release();
  const size = batch.data.length / count;
  const single = Array.from({ length: count }, (_, i) => ({ dims: recipe.input, data: batch.data.subarray(i * size, (i + 1) * size) }));
  const integer = infer(readNetwork(file, `${name}.onnx`), packedBackend(), single);
  const interpreted = single.flatMap((image) => [...interpret(graph, image).data]);
  expected.forEach((logit, i) => {
    expect(Math.abs(interpreted[i]! - logit)).toBeLessThan(1e-3);
    expect(Math.abs(integer.logits[i]! - logit)).toBeLessThan(1e-3);
  });
});

test.each(recipeNames)('%s: accuracy on the 1,000 shipped images', async (name) => {
  const { correct, images: total } = await measureGraph(readGraph(read(`models/${name}.onnx`), name), findRecipe(name), set);
  expect(total).toBe(1_000);
  expect(correct).toBeGreaterThanOrEqual(890);
});
