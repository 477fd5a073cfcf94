/**
 * What is measured. A case is one line of the report; a group is what the command line names.
 *
 * Codes are random: speed does not depend on what the bits are.
 */
import { existsSync, readFileSync } from 'node:fs';
import { type Backend, type Dot, directBackend, inferImage, packedBackend, readNetwork, runLayer, stream, svhnLayers } from 'spinloom';
import { arrayCases } from './array.ts';
import type { Case } from './case.ts';
import { circuitCases } from './circuit.ts';
import { deviceCases } from './device.ts';
import { loadCases } from './load.ts';
import { compare, times } from './measure.ts';

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
    const image = randomCodes('image', 48 * 18 * 18, inputBits);
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
    const images = layers.map((layer) =>
      randomCodes(
        layer.name,
        layer.geometry.input.reduce((a, b) => a * b),
        1,
      ),
    );
    const packed = packedBackend();
    const ands = macs(layers);
    const rates = compare(
      () => layers.forEach((layer, i) => void packed.dot(layer, images[i]!)),
      () => layers.forEach((layer, i) => void directBackend.dot(layer, images[i]!)),
    );
    return times(rates, ands);
  },
};

/** A whole shipped network, digital layers included, on an image of noise. */
const fashionCase: Case = {
  name: 'fashion-1-4',
  unit: 'images',
  peer: 'direct',
  run: () => {
    const file = new URL('../../packages/spinloom/models/fashion-1-4.onnx', import.meta.url);
    if (!existsSync(file)) return { skipped: 'packages/spinloom/models/fashion-1-4.onnx is not there' };
    const network = readNetwork(readFileSync(file), 'fashion-1-4.onnx');
    const length = network.input.reduce((a, b) => a * b);
    const image = { dims: network.input, data: Float32Array.from(randomCodes('image', length, 8), (code) => code / 255) };
    const packed = packedBackend();
    return compare(
      () => inferImage(network, packed, image),
      () => inferImage(network, directBackend, image),
    );
  },
};

const convolution: readonly Case[] = [...svhnCases, andCase];

/** Cases by the word that selects them. */
export const groups: Readonly<Record<string, readonly Case[]>> = {
  convolution,
  network: [fashionCase],
  device: deviceCases,
  circuit: circuitCases,
  load: loadCases,
  array: arrayCases,
  all: [...convolution, fashionCase, ...deviceCases, ...circuitCases, ...loadCases, ...arrayCases],
};

/** Uniform codes of a tensor, the same in every run. */
function randomCodes(what: string, length: number, bits: number): Uint8Array {
  const random = stream(1, 'bench').child(what);
  return Uint8Array.from({ length }, (_, i) => random.uint32(i) >>> (32 - bits));
}

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
