import type { NetworkPreset } from './preset.ts';

export const vgg8: NetworkPreset = {
  name: 'vgg8',
  title: 'VGG-8 on CIFAR-10 (128-128-256-256-512-512-1024-10), the example of the field',
  cite: 'DNN+NeuroSim and MNSIM 2.0, their VGG8 for CIFAR-10',
  text: `name: vgg8
input: [3, 32, 32]
bits: 1:1
layers:
  - {name: conv1, conv: {kernels: 128, kernel: 3, pad: 1}, batchNorm: true, activation: clip}
  - {name: conv2, conv: {kernels: 128, kernel: 3, pad: 1}, batchNorm: true, pool: {max: 2}, activation: clip}
  - {name: conv3, conv: {kernels: 256, kernel: 3, pad: 1}, batchNorm: true, activation: clip}
  - {name: conv4, conv: {kernels: 256, kernel: 3, pad: 1}, batchNorm: true, pool: {max: 2}, activation: clip}
  - {name: conv5, conv: {kernels: 512, kernel: 3, pad: 1}, batchNorm: true, activation: clip}
  - {name: conv6, conv: {kernels: 512, kernel: 3, pad: 1}, batchNorm: true, pool: {max: 2}, activation: clip}
  - {name: fc1, fc: 1024, batchNorm: true, activation: clip}
  - {name: fc2, fc: {features: 10, bias: true}}
`,
};
