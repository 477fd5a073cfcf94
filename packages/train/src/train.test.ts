import { expect, test } from 'vitest';
import { halves, tinyRecipe } from './tiny.suite.ts';
import { evaluate, train } from './train.ts';

test('a small network learns what can be learnt, and running statistics serve the evaluation', async () => {
  const losses: number[] = [];
  const recipe = tinyRecipe();
  const set = halves(200);
  const weights = await train(recipe, set, { seed: 3, threads: 1, onEpoch: ({ loss }) => void losses.push(loss) });
  expect(losses).toHaveLength(6);
  expect(losses.at(-1)).toBeLessThan(losses[0]! / 2);
  expect(await evaluate(recipe, weights, set)).toBeGreaterThan(190);
});

test('the same seed gives the same weights to the bit; another seed gives others', async () => {
  const recipe = tinyRecipe({ weight: 2, activation: 4, gradient: 4 });
  const short = { ...recipe, training: { ...recipe.training, epochs: 2 } };
  const [first, again, other] = [
    await train(short, halves(60), { seed: 5, threads: 1 }),
    await train(short, halves(60), { seed: 5, threads: 1 }),
    await train(short, halves(60), { seed: 6, threads: 1 }),
  ];
  expect(again).toEqual(first);
  expect(other['conv1/weight']).not.toEqual(first['conv1/weight']);
});

test('fewer images than a batch are refused', async () => {
  await expect(train(tinyRecipe(), halves(19), { seed: 1, threads: 1 })).rejects.toThrow('19 images do not fill a batch of 20');
});
