import type { NetworkPreset } from './preset.ts';

/** Two basic blocks; the first of a stage may halve the map, with a 1 x 1 convolution on its shortcut. */
function stage(number: number, kernels: number, input: string): string {
  const halves = number > 1;
  const conv = (stride: number): string =>
    `conv: {kernels: ${kernels}, kernel: 3, ${stride === 1 ? '' : `stride: ${stride}, `}pad: 1}, batchNorm: true`;
  const [a, b] = [`block${number}a`, `block${number}b`];
  const shortcut = halves ? `  - {name: ${a}-down, from: ${input}, conv: {kernels: ${kernels}, kernel: 1, stride: 2}, batchNorm: true}\n` : '';
  return `${shortcut}  - {name: ${a}-conv1, from: ${input}, ${conv(halves ? 2 : 1)}, activation: relu}
  - {name: ${a}-conv2, ${conv(1)}}
  - {name: ${a}, add: ${halves ? `${a}-down` : input}, activation: relu}
  - {name: ${b}-conv1, ${conv(1)}, activation: relu}
  - {name: ${b}-conv2, ${conv(1)}}
  - {name: ${b}, add: ${a}, activation: relu}
`;
}

export const resnet18: NetworkPreset = {
  name: 'resnet18',
  title: 'ResNet-18 on ImageNet, residual additions in the digital unit',
  cite: 'He et al., CVPR 2016, Table 1; shortcuts of option B',
  text: `name: resnet18
input: [3, 224, 224]
bits: 1:1
layers:
  - {name: conv1, conv: {kernels: 64, kernel: 7, stride: 2, pad: 3}, batchNorm: true, activation: relu}
  - {name: pool1, pool: {max: 3, stride: 2, pad: 1}}
${stage(1, 64, 'pool1')}${stage(2, 128, 'block1b')}${stage(3, 256, 'block2b')}${stage(4, 512, 'block3b')}  - {name: pool5, pool: {global: average}}
  - {name: fc, fc: {features: 1000, bias: true}}
`,
};
