/** The packed back end in TypeScript, which runs where there is no SIMD, beside plain integer arithmetic. */
import { type Backend, type Dot, directBackend, packedBackend, runLayer, svhnLayers } from 'spinloom';
import type { Case } from '../case.ts';
import { compare, times } from '../measure.ts';
import { codesOf } from './codes.ts';

const widths = [
  [1, 1],
  [1, 2],
  [1, 4],
  [2, 2],
] as const;

/** Images a second through conv1 to conv6: the packed back end against the plain integer one, both with pooling and thresholds. */
const svhnCases: readonly Case[] = widths.map(([weightBits, inputBits]) => ({
  name: `svhn conv1-6 ${weightBits}:${inputBits}`,
  unit: 'images',
  peer: 'direct',
  run: () => {
    const layers = svhnLayers({ weight: weightBits, input: inputBits });
    const image = codesOf(layers[0]!);
    const packed = packedBackend();
    return compare(
      () => runLayers(layers, packed, image),
      () => runLayers(layers, directBackend, image),
    );
  },
}));

/** AND bits a second of the dot products alone (conv1 to conv6 at 1:1, packing of the image included). */
const andCase: Case = {
  name: 'ands_per_s',
  unit: 'AND bits',
  peer: 'direct',
  run: () => {
    const layers = svhnLayers({ weight: 1, input: 1 });
    const images = layers.map(codesOf);
    const packed = packedBackend();
    const ands = macs(layers);
    const rates = compare(
      () => layers.forEach((layer, i) => void packed.dot(layer, images[i]!)),
      () => layers.forEach((layer, i) => void directBackend.dot(layer, images[i]!)),
    );
    return times(rates, ands);
  },
};

export const packedCases: readonly Case[] = [...svhnCases, andCase];

/** One image through the layers, packing, pooling and thresholds included; the last layer gives reals. */
function runLayers(layers: readonly Dot[], backend: Backend, image: Uint8Array): void {
  let codes = image;
  for (const layer of layers) {
    const value = runLayer(layer, backend, codes);
    if ('codes' in value) codes = value.codes;
  }
}

/** Multiply-accumulates of one image, padded taps included, as in `operations.and`. */
function macs(layers: readonly Dot[]): number {
  return layers.reduce((sum, { geometry: { output, input, kernel, groups } }) => {
    return sum + output[0] * output[1] * output[2] * (input[0] / groups) * kernel[0] * kernel[1];
  }, 0);
}
