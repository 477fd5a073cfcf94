/** The shipped networks: each file, run three ways that share no code, decides alike on the images that ship with it, and is as good as its kind must be. */
import { readFileSync } from 'node:fs';
import { infer, interpret, packedBackend, readGraph, readNetwork } from 'spinloom';
import { loadShippedData, shippedNetworks } from 'spinloom/node';
import { describe, expect, test } from 'vitest';
import { findDataSet, type LabelledSet } from './datasets/index.ts';
import { batchOf, measureGraph } from './measure.ts';
import { oracle } from './oracle.ts';
import type { TrainingRecord } from './produce.ts';
import { recipeSchema } from './recipe.ts';
import { findRecipe } from './recipes/index.ts';

/** Least share of right classes on all test images of the set, and how many those are. */
const least: Readonly<Record<string, readonly [share: number, images: number]>> = {
  'fashion-1-1': [0.88, 10_000],
  'fashion-1-4': [0.9, 10_000],
  'fashion-2-2': [0.9, 10_000],
  'fashion-32-32': [0.915, 10_000],
  'digits-2-3': [0.96, 360],
};

const imagesOf = (data: string): LabelledSet => {
  const { images, labels } = loadShippedData(data);
  return { ...images, labels: labels! };
};

describe.each(shippedNetworks)('$name', ({ name, path, data }) => {
  const file = new Uint8Array(readFileSync(path));
  const graph = readGraph(file, `${name}.onnx`);
  const recipe = findRecipe(name);
  const record = JSON.parse(readFileSync(path.replace(/onnx$/, 'recipe.json'), 'utf8')) as TrainingRecord;
  const set = imagesOf(data);
  const [share, tested] = least[name]!;

  test('was made by the recipe of that name, and is right often enough on all test images', () => {
    expect(recipeSchema.parse(record.recipe)).toEqual(recipe);
    expect(JSON.parse(graph.metadata['spinloom.recipe']!)).toEqual(record.recipe);
    expect(JSON.parse(graph.metadata['spinloom.accuracy']!)).toEqual(record.accuracy);
    for (const { correct, images } of Object.values(record.accuracy)) {
      expect(images).toBe(tested);
      expect(correct / images).toBeGreaterThanOrEqual(share);
    }
  });

  test('fits the images that it is evaluated on', () => {
    const { input, classes } = findDataSet(recipe.dataset);
    expect([set.channels, set.height, set.width]).toEqual(input);
    expect(Math.max(...set.labels)).toBe(classes - 1);
  });

  test('ONNX Runtime, the float32 interpreter and the integer network decide alike', async () => {
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

  test('accuracy on the shipped images', async () => {
    const { correct, images } = await measureGraph(graph, recipe, set);
    expect(images).toBe(set.count);
    // All test images: the count of the record. A part of them: one point of leave, about a deviation of 1,000 draws.
    if (images === tested) expect(correct).toBe(record.accuracy.exported.correct);
    else expect(correct / images).toBeGreaterThanOrEqual(share - 0.01);
  });
});
