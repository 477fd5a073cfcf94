/** The chain from bytes to figures, in Chromium and, through page.test.ts, in Node: the same integers, classes and joules in both. */
import { describe, expect, it } from 'vitest';
import { classOf } from '../engine/machine/index.ts';
import { interpret, memoryImages, readDescribed, readGraph, readNetwork, toInput, writeGraph } from '../network/index.ts';
import { build } from '../network/testing/build.ts';
import { type DataSet, evaluate, resultOf } from './index.ts';

/** A convolution with average pooling and a fully connected layer, weights from a small integer sequence; scales are powers of two, so floats are exact. */
function networkBytes(): Uint8Array {
  const values = (count: number, step: number): Float32Array => Float32Array.from({ length: count }, (_, i) => (((i * step + 3) % 17) - 8) / 8);
  const net = build([1, 1, 8, 8]);
  const image = net.quant('image', { bits: 4, scale: 1 / 16, signed: false });
  const kernels = net.bipolar(net.floats([6, 1, 3, 3], values(54, 7)), 0.5);
  const sums = net.node('AveragePool', [net.node('Conv', [image, kernels], { pads: [1, 1, 1, 1] }, 'conv')], {
    kernel_shape: [2, 2],
    strides: [2, 2],
  });
  const codes = net.quant(net.node('Relu', [sums]), { bits: 2, scale: 0.25, signed: false });
  const weights = net.quant(net.floats([96, 5], values(480, 5)), { bits: 3, scale: 0.25 });
  return writeGraph(net.graph(net.node('MatMul', [net.node('Flatten', [codes]), weights], {}, 'last')));
}

const data: DataSet = {
  name: 'pattern',
  images: memoryImages({
    count: 12,
    channels: 1,
    height: 8,
    width: 8,
    pixels: Uint8Array.from({ length: 12 * 64 }, (_, i) => (i * i * 31 + i * 7) % 256),
  }),
  imagesSha256: '0'.repeat(64),
};

describe('a network from bytes to figures', () => {
  it('gives the same classes and the same joules everywhere', async () => {
    const bytes = networkBytes();
    const evaluation = await evaluate({ network: readNetwork(bytes, 'page'), data });
    const result = resultOf(evaluation);
    expect(result.bits).toBe('mixed');
    expect(result.operations.and).toBe(64 * 6 * 9 * 4 + 96 * 5 * 3 * 2);
    const pixels = { scale: 1 / 255, mean: [0], std: [1] };
    const expected = Array.from({ length: data.images.count }, (_, i) =>
      classOf(interpret(readGraph(bytes, 'page'), toInput(data.images, i, pixels, [1, 8, 8])).data),
    );
    expect([...evaluation.inference!.classes]).toEqual(expected);
    expect(new Set(expected).size).toBeGreaterThan(2);
    expect(result.energy_J / energy_J).toBeCloseTo(1, 12);
    expect(evaluation.explain('energy_J/layers/conv/sense-and/perColumn').value).toBeCloseTo(11.378102007712055e-15, 24);
  });

  it('prices a described network everywhere', async () => {
    const text = 'input: [1, 8, 8]\nquantise: all\nbits: 1:4\nlayers:\n  - conv: {kernels: 6, kernel: 3, pad: same}\n  - fc: 5\n';
    const { operations } = resultOf(await evaluate({ network: readDescribed(text, 'page.yaml') }));
    expect(operations.and).toBe((64 * 6 * 9 + 384 * 5) * 4);
    expect(() => readDescribed(text.replace('pad', 'pat'), 'page.yaml')).toThrow(
      "page.yaml:5:35: layers[0].conv.pat: unknown key; did you mean 'pad'?",
    );
  });
});

// As Node 20 gives it.
const energy_J = 2.2487044757619309e-7;
