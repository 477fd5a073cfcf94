/** Networks that other tools wrote, against ONNX Runtime: in float32, and with bits imposed after training. */
import { existsSync, readFileSync } from 'node:fs';
import {
  evaluate,
  imposeBits,
  infer,
  interpret,
  lower,
  memoryImages,
  packedBackend,
  readGraph,
  readIdxImages,
  readIdxLabels,
  type Tensor,
  toInput,
} from 'spinloom';
import { describe, expect, test } from 'vitest';
import { floats, numbers, open } from './graph/session.ts';

const shared = new URL('../../../../shared/data/', import.meta.url);
const absent = !existsSync(shared);
const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, shared)));

describe.skipIf(absent)(`onnxzoo-mnist-conv on 2,000 digits of MNIST${absent ? ' (skipped: no shared/data beside the repository)' : ''}`, () => {
  const read = () => {
    const file = bytesOf('onnx/onnxzoo-mnist-conv.onnx');
    const graph = readGraph(file, 'onnxzoo-mnist-conv.onnx');
    const network = lower(graph, { name: 'onnxzoo-mnist-conv', sha256: '0'.repeat(64) });
    const images = readIdxImages(bytesOf('mnist/t2k-images-idx3-ubyte.gz'), 'images');
    const labels = readIdxLabels(bytesOf('mnist/t2k-labels-idx1-ubyte.gz'), 'labels');
    // The model of the zoo takes pixels as they are.
    const preprocessing = { scale: 1, mean: [0], std: [1] };
    const at = (index: number): Tensor => toInput(images, index, preprocessing, network.input);
    return { file, graph, network, images, labels, preprocessing, at };
  };
  const classOf = (logits: Float32Array): number => logits.indexOf(Math.max(...logits));

  test('agrees with ONNX Runtime in float32 on every image', async () => {
    const { file, graph, network, images, at } = read();
    const session = await open(file);
    const own = infer(network, packedBackend(), { count: images.count, at });
    let differing = 0;
    let worst = 0;
    for (let i = 0; i < images.count; i++) {
      const results = await session.run({ Input3: floats(at(i).data, [1, 1, 28, 28]) });
      const expected = numbers(Object.values(results)[0]);
      const logits = own.logits.subarray(10 * i, 10 * i + 10);
      const largest = Math.max(...expected.map(Math.abs));
      expected.forEach((logit, j) => {
        worst = Math.max(worst, Math.abs(logits[j]! - logit) / largest);
      });
      if (own.classes[i] !== classOf(expected)) differing++;
      if (i < 50) expect(classOf(interpret(graph, at(i)).data)).toBe(classOf(expected));
    }
    await session.release();
    expect(differing).toBe(0);
    expect(worst).toBeLessThan(1e-5);
  });

  test('loses less than half a point at 8:8, inner layer and all layers alike', async () => {
    const { graph, network, images, labels, preprocessing } = read();
    // All layers on a part of the images: 64 bit planes a layer take their time.
    for (const [quantiseAll, count] of [
      [false, 2000],
      [true, 200],
    ] as const) {
      const spread = Array.from({ length: count }, (_, i) => Math.floor((i * images.count) / count));
      const pixels = Uint8Array.from(spread.flatMap((index) => [...images.read(index, index + 1)]));
      const data = {
        name: 'digits',
        images: memoryImages({ count, channels: 1, height: 28, width: 28, pixels }),
        labels: Uint8Array.from(spread, (index) => labels[index]!),
        imagesSha256: '0'.repeat(64),
      };
      const imposed = imposeBits({ graph, network, bits: { weight: 8, input: 8 }, quantiseAll, data, preprocessing });
      const evaluation = await evaluate({ network: imposed.network, ...(imposed.float && { float: imposed.float }), data, preprocessing });
      expect(evaluation.measured!.images).toBe(count);
      expect(evaluation.float!.correct / count).toBeGreaterThan(0.97);
      expect(Math.abs(evaluation.measured!.correct - evaluation.float!.correct) / count).toBeLessThan(0.005);
    }
  });
});
