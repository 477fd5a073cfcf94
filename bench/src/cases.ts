/**
 * What is measured. A case is one line of the report; a group is what the command line names.
 */
import { existsSync, readFileSync } from 'node:fs';
import { directBackend, inferImage, readNetwork, simdBackend } from 'spinloom';
import { arrayCases } from './array.ts';
import type { Case } from './case.ts';
import { circuitCases } from './circuit.ts';
import { randomCodes } from './convolution/codes.ts';
import { kernelCases } from './convolution/kernels.ts';
import { matCases } from './convolution/mats.ts';
import { memoryCases } from './convolution/memory.ts';
import { networkCases } from './convolution/networks.ts';
import { packedCases } from './convolution/packed.ts';
import { deviceCases } from './device.ts';
import { loadCases } from './load.ts';
import { compare } from './measure.ts';
import { threadCases } from './threads.ts';

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
    const simd = simdBackend();
    return compare(
      () => inferImage(network, simd, image),
      () => inferImage(network, directBackend, image),
    );
  },
};

const convolution: readonly Case[] = [...kernelCases, ...networkCases, ...matCases];

/** Cases by the word that selects them. */
export const groups: Readonly<Record<string, readonly Case[]>> = {
  convolution,
  kernels: kernelCases,
  mats: matCases,
  packed: packedCases,
  network: [fashionCase],
  threads: threadCases,
  memory: memoryCases,
  device: deviceCases,
  circuit: circuitCases,
  load: loadCases,
  array: arrayCases,
  all: [...convolution, ...packedCases, fashionCase, ...threadCases, ...memoryCases, ...deviceCases, ...circuitCases, ...loadCases, ...arrayCases],
};
