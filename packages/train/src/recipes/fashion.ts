/**
 * One small CNN on Fashion-MNIST at several bit-widths: 1.85 M multiply-accumulates an image, 1.62 M of them in its three middle convolutions,
 * which are quantised. Layers and training are the same for all widths; gradients have 8 bits, or are float where the network is.
 */
import type { Recipe } from '../recipe.ts';

const layers: Omit<Recipe, 'name' | 'title' | 'bits'> = {
  dataset: 'fashion-mnist',
  input: [1, 28, 28],
  classes: 10,
  // Mean and deviation of the 60,000 training images, rounded.
  preprocessing: { scale: 1 / 255, mean: [0.286], std: [0.353] },
  stages: [
    { kind: 'convolution', name: 'conv0', kernels: 16, kernel: 5, quantised: false },
    { kind: 'batch-norm', name: 'norm0' },
    { kind: 'average-pool', size: 2 },
    { kind: 'activation', quantised: true },
    { kind: 'convolution', name: 'conv1', kernels: 32, kernel: 3, pad: 1, quantised: true },
    { kind: 'average-pool', size: 2 },
    { kind: 'batch-norm', name: 'norm1' },
    { kind: 'activation', quantised: true },
    { kind: 'convolution', name: 'conv2', kernels: 64, kernel: 3, pad: 1, quantised: true },
    { kind: 'batch-norm', name: 'norm2' },
    { kind: 'activation', quantised: true },
    { kind: 'convolution', name: 'conv3', kernels: 128, kernel: 6, quantised: true },
    { kind: 'batch-norm', name: 'norm3' },
    { kind: 'activation', quantised: false },
    { kind: 'dropout', rate: 0.3 },
    { kind: 'dense', name: 'classifier', features: 10 },
  ],
  training: {
    epochs: 40,
    batch: 100,
    rate: 1e-3,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-5,
    weightDecay: 1e-4,
    momentum: 0.99,
    varianceFloor: 1e-4,
    augment: { shift: 1, flip: true },
  },
};

function fashion(weight: number, activation: number): Recipe {
  const width = (bits: number): string => (bits === 32 ? 'float' : `${bits} bit${bits === 1 ? '' : 's'}`);
  return {
    name: `fashion-${weight}-${activation}`,
    title: `Fashion-MNIST, four convolutions and a classifier, weights ${width(weight)}, activations ${width(activation)}`,
    ...layers,
    bits: { weight, activation, gradient: weight === 32 ? 32 : 8 },
  };
}

export const fashionRecipes: readonly Recipe[] = [fashion(1, 4), fashion(1, 1), fashion(2, 2), fashion(32, 32)];
