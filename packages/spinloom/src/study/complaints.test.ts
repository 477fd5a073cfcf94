/**
 * What users of the field's tools complain of, held here: networks of one's own that do not run (hand-written layer tables, hard-coded names, dynamic
 * batches, axis orders), and silent nonsense (0 ns for a 2 x 2 map under a 3 x 3 kernel, padding left out of the windows, NaN).
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { designs } from '../design/index.ts';
import { readNetwork, writeGraph } from '../network/index.ts';
import { type Builder, build } from '../network/testing/build.ts';
import type { Attribute, Graph } from '../network/types.ts';
import { configure, costOf, type EvaluationResult, evaluate, inspectNetwork, resultOf } from './index.ts';

const wave = (length: number, seed: number): Float32Array => Float32Array.from({ length }, (_, i) => Math.sin(seed + 1.3 * i));
const read = (graph: Graph) => readNetwork(writeGraph(graph), 'mine.onnx');

interface Shape {
  readonly channels: number;
  readonly size: readonly [number, number];
  readonly kernels: number;
  readonly kernel: readonly [number, number];
}

/** One quantised convolution and what follows it. */
function convolution(b: Builder, { channels, kernels, kernel }: Shape, attributes: Readonly<Record<string, Attribute>>, name = 'conv'): string {
  const dims = [kernels, channels, ...kernel];
  const weights = b.quant(
    b.floats(
      dims,
      wave(
        dims.reduce((p, d) => p * d, 1),
        2,
      ),
    ),
    { bits: 2, scale: 0.5 },
  );
  const sums = b.node('Conv', [b.quant('image', { bits: 2, scale: 0.5, signed: false }), weights], attributes, name);
  return b.quant(sums, { bits: 2, scale: 0.5, signed: false });
}

const priced = (graph: Graph, design: string): EvaluationResult => {
  const network = read(graph);
  return resultOf(costOf(network, configure({ network, design })));
};

describe('numbers that are never silently nothing', () => {
  it('windows reach into the padding: a padded layer costs more than one without, and its windows are counted', () => {
    const shape: Shape = { channels: 3, size: [8, 8], kernels: 5, kernel: [3, 3] };
    const of = (pads: readonly number[]) => {
      const b = build([1, 3, 8, 8]);
      return priced(b.graph(convolution(b, shape, { pads })), 'imce');
    };
    const [bare, padded] = [of([0, 0, 0, 0]), of([1, 1, 1, 1])];
    // 36 and 64 windows of 27 taps, 5 kernels, 2 x 2 bit planes.
    expect(bare.operations.and).toBe(36 * 27 * 5 * 4);
    expect(padded.operations.and).toBe(64 * 27 * 5 * 4);
    expect(padded.convolution_J).toBeGreaterThan(bare.convolution_J);
    expect(padded.latency_s).toBeGreaterThan(bare.latency_s);
  });

  it('a map of 2 x 2 under a kernel of 3 x 3 with padding has a latency, an energy and the outputs of its windows', async () => {
    for (const { id, costOnly } of designs) {
      const b = build([1, 4, 2, 2]);
      const result = priced(b.graph(convolution(b, { channels: 4, size: [2, 2], kernels: 6, kernel: [3, 3] }, { pads: [1, 1, 1, 1] })), id);
      const layer = result.layers.find(({ name }) => name === 'conv')!;
      expect(layer.shape).toEqual([6, 2, 2]);
      if (costOnly === undefined) expect(layer.operations.and).toBe(4 * 36 * 6 * 4);
      for (const figure of [layer.energy_J, layer.latency_s, result.area_m2]) expect(figure > 0 && Number.isFinite(figure)).toBe(true);
    }
  });

  it('a kernel larger than its map without padding is refused, not counted as nothing', () => {
    const b = build([1, 4, 2, 2]);
    const graph = b.graph(convolution(b, { channels: 4, size: [2, 2], kernels: 6, kernel: [3, 3] }, {}));
    expect(() => read(graph)).toThrow("mine.onnx: Conv node 'conv' has a window of 3 over 2 elements with padding 0 and 0: it does not fit");
  });

  it('any kernel, stride, padding and dilation: counts are windows x taps x planes, and every figure is finite and positive', () => {
    const options = fc.record({
      channels: fc.integer({ min: 1, max: 5 }),
      height: fc.integer({ min: 1, max: 9 }),
      width: fc.integer({ min: 1, max: 9 }),
      kernels: fc.integer({ min: 1, max: 6 }),
      kernel: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
      strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
      dilations: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 })),
      pads: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2), fc.nat(2)),
    });
    fc.assert(
      fc.property(options, ({ channels, height, width, kernels, kernel, strides, dilations, pads }) => {
        const along = (size: number, axis: 0 | 1): number =>
          Math.floor((size + pads[axis] + pads[axis + 2]! - (kernel[axis] - 1) * dilations[axis] - 1) / strides[axis]) + 1;
        const windows = [along(height, 0), along(width, 1)];
        fc.pre(windows.every((count) => count >= 1));
        const b = build([1, channels, height, width]);
        const graph = b.graph(
          convolution(b, { channels, size: [height, width], kernels, kernel }, { strides: [...strides], dilations: [...dilations], pads: [...pads] }),
        );
        for (const { id, costOnly } of designs) {
          const result = priced(graph, id);
          if (costOnly === undefined) expect(result.operations.and).toBe(windows[0]! * windows[1]! * channels * kernel[0] * kernel[1] * kernels * 4);
          for (const figure of [
            result.energy_J,
            result.convolution_J,
            result.latency_s,
            result.area_m2,
            result.storage_bits,
            result.throughput_per_s,
          ])
            expect(figure > 0 && Number.isFinite(figure)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('networks as they come', () => {
  const network = (batch: number, names: (name: string) => string): Graph => {
    const b = build([batch, 2, 6, 6]);
    const graph = b.graph(convolution(b, { channels: 2, size: [6, 6], kernels: 3, kernel: [3, 2] }, { auto_pad: 'SAME_UPPER' }));
    const rename = (name: string): string => (name === '' ? '' : names(name));
    return {
      ...graph,
      inputs: graph.inputs.map((input) => ({ ...input, name: rename(input.name) })),
      outputs: graph.outputs.map((output) => ({ ...output, name: rename(output.name) })),
      initializers: Object.fromEntries(Object.entries(graph.initializers).map(([name, constant]) => [rename(name), constant])),
      nodes: graph.nodes.map((node) => ({ ...node, name: rename(node.name), inputs: node.inputs.map(rename), outputs: node.outputs.map(rename) })),
    };
  };
  const figures = ({ layers, energy_J, latency_s, operations }: EvaluationResult) => ({
    energy_J,
    latency_s,
    operations,
    shapes: layers.map(({ shape }) => shape),
  });

  it('a symbolic batch, a batch of 1 and a batch of 64 are one image', () => {
    const [one, ...others] = [1, -1, 64].map((batch) =>
      figures(
        priced(
          network(batch, (name) => name),
          'and-accumulation',
        ),
      ),
    );
    for (const other of others) expect(other).toEqual(one);
  });

  it('names of layers and tensors do not matter', () => {
    const plain = figures(
      priced(
        network(1, (name) => name),
        'imce',
      ),
    );
    for (const names of [(name: string) => `модель/${name} (2)`, (name: string) => `${name}.weight`, (name: string) => `fc_${name}`])
      expect(figures(priced(network(1, names), 'imce'))).toEqual(plain);
  });

  it('channels last costs as channels first, but for the transposition of the image', async () => {
    const shape: Shape = { channels: 2, size: [6, 5], kernels: 3, kernel: [3, 3] };
    const first = build([1, 2, 6, 5]);
    const plain = inspectNetwork(read(first.graph(convolution(first, shape, { pads: [1, 1, 1, 1] }))));
    const last = build([1, 6, 5, 2]);
    const turned = last.node('Transpose', [last.quant('image', { bits: 2, scale: 0.5, signed: false })], { perm: [0, 3, 1, 2] });
    const weights = last.quant(last.floats([3, 2, 3, 3], wave(54, 2)), { bits: 2, scale: 0.5 });
    const back = last.node('Transpose', [last.node('Conv', [turned, weights], { pads: [1, 1, 1, 1] }, 'conv')], { perm: [0, 2, 3, 1] });
    const mirrored = inspectNetwork(read(last.graph(last.quant(last.node('Relu', [back]), { bits: 2, scale: 0.5, signed: false }))));
    expect(mirrored.totals).toEqual(plain.totals);
    expect(mirrored.layers.find(({ name }) => name === 'conv')).toMatchObject({ runs: 'array', outputBits: 2 });
  });

  it('a network from a file runs without any table written by hand', async () => {
    const result = resultOf(await evaluate({ network: read(network(-1, (name) => name)) }));
    expect(result.layers.map(({ kind }) => kind)).toEqual(['digital', 'dot']);
  });
});
