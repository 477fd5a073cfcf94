/**
 * A small CNN on 8 x 8 handwritten digits: 0.395 M multiply-accumulates an image, 0.385 M of them in its three quantised convolutions. Beside the
 * Fashion-MNIST network it has a maximum pool before a quantiser, a convolution of stride 2, and weights of two bits with inputs of three.
 */
import type { Recipe } from '../recipe.ts';

export const digitsRecipe: Recipe = {
  name: 'digits-2-3',
  title: 'Handwritten digits, four convolutions and a classifier, weights 2 bits, activations 3 bits',
  dataset: 'digits',
  input: [1, 8, 8],
  classes: 10,
  // Mean and deviation of the 1,437 training images, rounded.
  preprocessing: { scale: 1 / 16, mean: [0.305], std: [0.376] },
  bits: { weight: 2, activation: 3, gradient: 8 },
  stages: [
    { kind: 'convolution', name: 'conv0', kernels: 16, kernel: 3, pad: 1, quantised: false },
    { kind: 'batch-norm', name: 'norm0' },
    { kind: 'activation', quantised: true },
    { kind: 'convolution', name: 'conv1', kernels: 32, kernel: 3, pad: 1, quantised: true },
    { kind: 'max-pool', size: 2 },
    { kind: 'batch-norm', name: 'norm1' },
    { kind: 'activation', quantised: true },
    { kind: 'convolution', name: 'conv2', kernels: 64, kernel: 3, stride: 2, pad: 1, quantised: true },
    { kind: 'batch-norm', name: 'norm2' },
    { kind: 'activation', quantised: true },
    { kind: 'convolution', name: 'conv3', kernels: 64, kernel: 2, quantised: true },
    { kind: 'batch-norm', name: 'norm3' },
    { kind: 'activation', quantised: false },
    { kind: 'dropout', rate: 0.3 },
    { kind: 'dense', name: 'classifier', features: 10 },
  ],
  training: {
    epochs: 120,
    batch: 50,
    rate: 2e-3,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-5,
    weightDecay: 1e-4,
    momentum: 0.98,
    varianceFloor: 1e-4,
    augment: { shift: 1, flip: false },
  },
};
