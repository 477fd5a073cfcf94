import type { NetworkPreset } from './preset.ts';

export const alexnetDorefa: NetworkPreset = {
  name: 'alexnet-dorefa',
  title: 'AlexNet of DoReFa-Net: 224 x 224, first kernel 12 x 12 / 4, no padding',
  cite: 'tensorpack, examples/DoReFa-Net/alexnet-dorefa.py',
  text: `name: alexnet-dorefa
input: [3, 224, 224]
bits: 1:1
layers:
  - {name: conv0, conv: {kernels: 96, kernel: 12, stride: 4, bias: true}, activation: clip}
  - {name: conv1, conv: {kernels: 256, kernel: 5, pad: same, groups: 2}, batchNorm: true, pool: {max: 3, stride: 2, pad: same}, activation: clip}
  - {name: conv2, conv: {kernels: 384, kernel: 3, pad: same}, batchNorm: true, pool: {max: 3, stride: 2, pad: same}, activation: clip}
  - {name: conv3, conv: {kernels: 384, kernel: 3, pad: same, groups: 2}, batchNorm: true, activation: clip}
  - {name: conv4, conv: {kernels: 256, kernel: 3, pad: same, groups: 2}, batchNorm: true, pool: {max: 3, stride: 2}, activation: clip}
  - {name: fc0, fc: 4096, batchNorm: true, activation: clip}
  - {name: fc1, fc: 4096, batchNorm: true, activation: clip}
  - {name: fct, fc: {features: 1000, bias: true}}
`,
};
