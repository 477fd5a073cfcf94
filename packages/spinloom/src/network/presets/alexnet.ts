import type { NetworkPreset } from './preset.ts';

const layers = (groups: string): string => `input: [3, 227, 227]
bits: 1:1
layers:
  - {name: conv1, conv: {kernels: 96, kernel: 11, stride: 4, bias: true}, pool: {max: 3, stride: 2}, activation: clip}
  - {name: conv2, conv: {kernels: 256, kernel: 5, pad: 2${groups}}, batchNorm: true, pool: {max: 3, stride: 2}, activation: clip}
  - {name: conv3, conv: {kernels: 384, kernel: 3, pad: 1}, batchNorm: true, activation: clip}
  - {name: conv4, conv: {kernels: 384, kernel: 3, pad: 1${groups}}, batchNorm: true, activation: clip}
  - {name: conv5, conv: {kernels: 256, kernel: 3, pad: 1${groups}}, batchNorm: true, pool: {max: 3, stride: 2}, activation: clip}
  - {name: fc6, fc: 4096, batchNorm: true, activation: clip}
  - {name: fc7, fc: 4096, batchNorm: true, activation: clip}
  - {name: fc8, fc: {features: 1000, bias: true}}
`;

export const alexnet: NetworkPreset = {
  name: 'alexnet',
  title: 'AlexNet without channel groups, as in XNOR-Net',
  cite: 'Krizhevsky et al., NIPS 2012, without groups as in Rastegari et al., ECCV 2016',
  text: `name: alexnet\n${layers('')}`,
};

export const alexnetGrouped: NetworkPreset = {
  name: 'alexnet-grouped',
  title: 'AlexNet with two channel groups, as in Caffe',
  cite: 'Krizhevsky et al., NIPS 2012; Caffe, models/bvlc_alexnet',
  text: `name: alexnet-grouped\n${layers(', groups: 2')}`,
};
