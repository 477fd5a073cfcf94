import type { NetworkPreset } from './preset.ts';

export const lenet5: NetworkPreset = {
  name: 'lenet5',
  title: 'LeNet-5 (6-16-120-84) on digits of 32 x 32',
  cite: 'LeCun et al., Proc. IEEE 86(11), 1998, Fig. 2; the second convolution reads all maps',
  text: `name: lenet5
input: [1, 32, 32]
bits: 1:1
layers:
  - {name: conv1, conv: {kernels: 6, kernel: 5}, pool: {average: 2}, activation: clip}
  - {name: conv2, conv: {kernels: 16, kernel: 5}, batchNorm: true, pool: {average: 2}, activation: clip}
  - {name: c5, conv: {kernels: 120, kernel: 5}, batchNorm: true, activation: clip}
  - {name: f6, fc: 84, batchNorm: true, activation: clip}
  - {name: logits, fc: {features: 10, bias: true}}
`,
};
