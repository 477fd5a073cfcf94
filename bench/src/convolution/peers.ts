/** The peers of whole networks, one thread each. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Dot, writeGraph } from 'spinloom';
import { randomCodes } from './codes.ts';
import { floatGraph, integerGraph } from './graphs.ts';
import { type Contender, timed } from './interleaved.ts';

export type PeerName = 'onnxruntime-float32' | 'onnxruntime-int8' | 'tfjs-wasm';

export const peerNames: readonly PeerName[] = ['onnxruntime-float32', 'onnxruntime-int8', 'tfjs-wasm'];

export function peerOf(name: PeerName, layers: readonly Dot[]): Promise<Contender> {
  return name === 'tfjs-wasm' ? tensorflow(layers) : onnxruntime(layers, name === 'onnxruntime-int8');
}

async function onnxruntime(layers: readonly Dot[], integers: boolean): Promise<Contender> {
  const session = await InferenceSession.create(writeGraph(integers ? integerGraph(layers) : floatGraph(layers)), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
  });
  const dims = [1, ...layers[0]!.geometry.input];
  const pixels = pixelsOf(layers);
  const image = integers
    ? new Tensor('uint8', pixels, dims)
    : new Tensor(
        'float32',
        Float32Array.from(pixels, (pixel) => pixel / 255),
        dims,
      );
  return timed(() => session.run({ image }));
}

async function tensorflow(layers: readonly Dot[]): Promise<Contender> {
  const tf = await import('@tensorflow/tfjs-core');
  const { setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json'));
  setWasmPaths(join(folder, 'wasm-out/'));
  setThreadsCount(1);
  await tf.setBackend('wasm');
  const filters = layers.map(({ geometry: { input, output, kernel } }) => tf.randomUniform([...kernel, input[0], output[0]], -1, 1) as Tensor4D);
  const [channels, height, width] = layers[0]!.geometry.input;
  const image = tf.tensor3d(
    Float32Array.from(pixelsOf(layers), (pixel) => pixel / 255),
    [height, width, channels],
  );
  return timed(() => {
    tf.tidy(() => {
      let x: Tensor3D = image;
      for (const [i, { geometry, pool }] of layers.entries()) {
        // The pads of these networks are the same on all sides.
        x = tf.fused.conv2d({ x, filter: filters[i]!, strides: [...geometry.stride], pad: geometry.pad[0], activation: 'relu' });
        if (pool !== undefined) x = tf.maxPool(x, [...pool.window], [...pool.stride], 'valid');
      }
      x.dataSync();
    });
  });
}

function pixelsOf(layers: readonly Dot[]): Uint8Array {
  return randomCodes(
    'image',
    layers[0]!.geometry.input.reduce((a, b) => a * b),
    8,
  );
}
