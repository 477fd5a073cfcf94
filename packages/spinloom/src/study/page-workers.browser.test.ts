/** Runs in Chromium alone: Node has no Web Workers. */
import { expect, it } from 'vitest';
import { memoryImages, readNetwork, writeGraph } from '../network/index.ts';
import { build } from '../network/testing/build.ts';
import { type DataSet, evaluate } from './index.ts';
import { workerExecutor } from './page-workers.ts';

const net = build([1, 1, 4, 4]);
const codes = net.quant('image', { bits: 2, scale: 1 / 4, signed: false });
const kernels = net.bipolar(
  net.floats(
    [3, 1, 4, 4],
    Float32Array.from({ length: 48 }, (_, i) => ((i * 7) % 5) - 2),
  ),
  0.5,
);
const network = readNetwork(writeGraph(net.graph(net.node('Flatten', [net.node('Conv', [codes, kernels], {}, 'conv')]))), 'page');

/** Several chunks of images. */
const data: DataSet = {
  name: 'pattern',
  images: memoryImages({
    count: 130,
    channels: 1,
    height: 4,
    width: 4,
    pixels: Uint8Array.from({ length: 130 * 16 }, (_, i) => (i * i * 31 + i * 7) % 256),
  }),
  imagesSha256: '0'.repeat(64),
};

const start = () => new Worker(new URL('./testing/page-worker.ts', import.meta.url), { type: 'module' });

it('gives on workers the classes and logits of the page itself', async () => {
  const here = await evaluate({ network, data });
  const there = await evaluate({ network, data, executor: workerExecutor(2, start) });
  expect(there.inference).toEqual(here.inference);
  expect(new Set(here.inference!.classes).size).toBeGreaterThan(1);
});

it('passes a refusal of a worker on, and a failure as an error', async () => {
  const broken = { ...data, preprocessing: { scale: Number.POSITIVE_INFINITY, mean: [0], std: [1] } };
  await expect(evaluate({ network, data, preprocessing: broken.preprocessing, executor: workerExecutor(2, start) })).rejects.toThrow(/NaN|Infinity/);
  const executor = workerExecutor(1, start);
  const task = { id: 'unknown', prepare: () => () => 0 };
  await expect(executor.each(task, 0, [0], () => undefined)).rejects.toThrow("a worker knows no task 'unknown'");
});
