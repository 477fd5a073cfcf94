/** The inner kernels beside popcount in C: operands packed and tables built beforehand on both sides. */
import { alexnetLayers, type Dot, layerKernel } from 'spinloom';
import type { Comparison } from '../case.ts';
import { withC } from '../compiled.ts';
import { type Build, builds, ready } from './builds.ts';
import { codesOf } from './codes.ts';
import { interleaved, timed } from './interleaved.ts';
import { popcountInC } from './popcount.ts';

const widths = [
  [1, 1],
  [1, 2],
  [1, 4],
  [2, 2],
] as const;

export const kernelCases: readonly Comparison[] = builds.flatMap((build) =>
  widths.map(([weightBits, inputBits]) => kernelCase(build, weightBits, inputBits)),
);

function kernelCase(build: Build, weightBits: number, inputBits: number): Comparison {
  return {
    name: `alexnet-conv2-5 ${weightBits}:${inputBits} ${build}`,
    unit: 'images',
    peer: weightBits * inputBits === 1 ? 'c-avx2-popcount' : 'c-avx2-bitplane',
    run: () =>
      ready(build) ??
      withC(popcountInC, ['-mavx2', '-mpopcnt', '-mno-avx512f'], (c) => {
        const layers = alexnetLayers({ weight: weightBits, input: inputBits });
        const kernels = layers.map((layer) => layerKernel(layer, codesOf(layer), build));
        return interleaved(
          timed(() => kernels.forEach((kernel) => void kernel())),
          () => {
            const [seconds] = c(argumentsOf(layers, weightBits, inputBits)).split(' ');
            return Number(seconds);
          },
        );
      }),
  };
}

function argumentsOf(layers: readonly Dot[], weightBits: number, inputBits: number): readonly string[] {
  const passes = Math.ceil(16 / (weightBits * inputBits));
  const sizes = layers.flatMap(({ geometry: { input, output, kernel } }) => [output[0], output[1] * output[2], input[0] * kernel[0] * kernel[1]]);
  return [passes, weightBits, inputBits, ...sizes].map(String);
}
