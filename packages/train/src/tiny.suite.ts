/** Test help: a recipe of every stage that trains in a second, and a set of images that it can learn. */
import { type ImageSet, imageSet } from './datasets/index.ts';
import type { Recipe } from './recipe.ts';

export function tinyRecipe(bits: Recipe['bits'] = { weight: 1, activation: 2, gradient: 8 }): Recipe {
  return {
    name: 'tiny',
    title: 'a test',
    dataset: 'fashion-mnist',
    input: [1, 8, 8],
    classes: 2,
    preprocessing: { scale: 1 / 255, mean: [0.5], std: [0.5] },
    bits,
    stages: [
      { kind: 'convolution', name: 'conv0', kernels: 4, kernel: 3, pad: 1, quantised: false },
      { kind: 'batch-norm', name: 'norm0' },
      { kind: 'average-pool', size: 2 },
      { kind: 'activation', quantised: true },
      { kind: 'convolution', name: 'conv1', kernels: 6, kernel: 3, pad: 1, quantised: true },
      { kind: 'max-pool', size: 2 },
      { kind: 'batch-norm', name: 'norm1' },
      { kind: 'activation', quantised: true },
      { kind: 'convolution', name: 'conv2', kernels: 8, kernel: 3, pad: 1, stride: 2, quantised: true },
      { kind: 'batch-norm', name: 'norm2' },
      { kind: 'activation', quantised: false },
      { kind: 'dropout', rate: 0.1 },
      { kind: 'dense', name: 'classifier', features: 2 },
    ],
    training: {
      epochs: 6,
      batch: 20,
      rate: 1e-2,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-5,
      weightDecay: 1e-4,
      momentum: 0.8,
      varianceFloor: 1e-4,
      augment: { shift: 1, flip: true },
    },
  };
}

/** Bright above (class 0) or below (class 1), with a pattern that is of no use. */
export function halves(count: number): ImageSet {
  const pixels = new Uint8Array(count * 64);
  const labels = Uint8Array.from({ length: count }, (_, i) => (i * 7 + (i >> 2)) & 1);
  labels.forEach((label, i) => {
    for (let p = 0; p < 64; p++) pixels[i * 64 + p] = ((p < 32 ? 0 : 1) === label ? 120 : 40) + ((i * 31 + p * 17) % 100);
  });
  return imageSet({ pixels, labels, count, channels: 1, height: 8, width: 8 });
}
