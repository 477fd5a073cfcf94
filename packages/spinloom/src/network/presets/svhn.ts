import type { NetworkPreset } from './preset.ts';

const layers = (pool: 'average' | 'max'): string => `input: [3, 40, 40]
preprocessing: {scale: 1/256}
bits: 1:1
layers:
  - {name: conv0, conv: {kernels: 48, kernel: 5, bias: true}, pool: {${pool}: 2}, activation: clip}
  - {name: conv1, conv: {kernels: 64, kernel: 3, pad: same}, batchNorm: true, activation: clip}
  - {name: conv2, conv: {kernels: 64, kernel: 3, pad: same}, batchNorm: true, pool: {${pool}: 2}, activation: clip}
  - {name: conv3, conv: {kernels: 128, kernel: 3}, batchNorm: true, activation: clip}
  - {name: conv4, conv: {kernels: 128, kernel: 3, pad: same}, batchNorm: true, activation: clip}
  - {name: conv5, conv: {kernels: 128, kernel: 3}, batchNorm: true, activation: clip}
  - {name: conv6, conv: {kernels: 512, kernel: 5}, batchNorm: true, activation: clip}
  - {name: fc1, fc: {features: 10, bias: true}}
`;

const cite = 'tensorpack, examples/DoReFa-Net/svhn-digit-dorefa.py';

/** Average pooling, as both papers say (IMCE, section IV). */
export const svhn: NetworkPreset = {
  name: 'svhn',
  title: "the papers' SVHN network (48-64-64-128-128-128-512-10), average pooling",
  cite: `${cite}; average pooling as in the papers (IMCE, section IV)`,
  text: `name: svhn\n${layers('average')}`,
};

export const svhnMax: NetworkPreset = {
  name: 'svhn-max',
  title: 'the same with max pooling, as in the code of DoReFa-Net',
  cite,
  text: `name: svhn-max\n${layers('max')}`,
};
