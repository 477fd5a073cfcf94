import { describe, expect, it } from 'vitest';
import { noErrors } from '../../../circuit/index.ts';
import type { Dot, Edge, Encoding, Network } from '../../../network/index.ts';
import { stream } from '../../../random/index.ts';
import { Refusal } from '../../../refusal/index.ts';
import { directBackend } from '../direct.ts';
import { packedBackend } from '../packed/backend.ts';
import type { Backend } from '../types.ts';
import { classOf, infer, inferImage } from './infer.ts';

const pixel: Encoding = { bits: 2, gain: 1, offset: 0, scale: Float64Array.of(1 / 3) };
const activation: Encoding = { bits: 2, gain: 1, offset: 0, scale: Float64Array.of(0.5) };
const bipolar: Encoding = { bits: 1, gain: 2, offset: -1, scale: Float64Array.of(0.25, 0.5) };

// 1x1 kernels +1 and -1 over one channel of 2 x 4, summed in 2 x 2 regions, two thresholds rising and falling.
const first: Dot = {
  kind: 'dot',
  name: 'first',
  geometry: { input: [1, 2, 4], output: [2, 2, 4], kernel: [1, 1], stride: [1, 1], dilation: [1, 1], pad: [0, 0, 0, 0], groups: 1 },
  weight: bipolar,
  input: pixel,
  codes: Uint8Array.of(1, 0),
  pool: { mode: 'average', window: [2, 2], stride: [2, 2], pad: [0, 0, 0, 0], output: [2, 1, 2] },
  thresholds: { output: activation, rising: Uint8Array.of(1, 0), levels: Int32Array.of(2, 5, 8, -2, -5, -8) },
  borders: { classes: 1, of: new Uint16Array(0), constants: new Int32Array(2) },
};

// Fully connected over the 4 codes, 2 classes, with a constant each.
const last: Dot = {
  kind: 'dot',
  name: 'last',
  geometry: { input: [4, 1, 1], output: [2, 1, 1], kernel: [1, 1], stride: [1, 1], dilation: [1, 1], pad: [0, 0, 0, 0], groups: 1 },
  weight: bipolar,
  input: activation,
  codes: Uint8Array.of(1, 1, 1, 1, 1, 0, 1, 0),
  borders: { classes: 1, of: new Uint16Array(0), constants: Int32Array.of(3, -1) },
};

const edges: Edge[] = [
  { from: 'input', to: 'first', port: 0, dims: [1, 2, 4], encoding: pixel },
  { from: 'first', to: 'flatten', port: 0, dims: [2, 1, 2], encoding: activation },
  { from: 'flatten', to: 'last', port: 0, dims: [4], encoding: activation },
  { from: 'last', to: 'output', port: 0, dims: [2] },
];

const network: Network = {
  name: 'small',
  nodes: [first, { kind: 'view', name: 'flatten', operator: 'reshape' }, last],
  edges,
  input: [1, 2, 4],
  classes: 2,
  sha256: '',
  accuracyKnown: true,
};

// Codes 0 1 2 3 / 1 1 3 3 in thirds; region sums 3 and 11.
const image = { dims: [1, 2, 4], data: Float32Array.from([0, 1, 2, 3, 1, 1, 3, 3], (code) => code / 3) };

describe('inference', () => {
  it('walks quantised layers, pooling, thresholds and views to the logits', () => {
    // Kernel +1: sums 3, 11 -> codes 1, 3. Kernel -1: sums -3, -11 -> codes 1, 3. Logits: s_w s_x (acc + constant).
    const expected = [0.25 * 0.5 * (8 + 3), 0.5 * 0.5 * (1 - 3 + 1 - 3 - 1)];
    expect([...inferImage(network, packedBackend(), image)]).toEqual(expected);
    expect([...inferImage(network, directBackend, image)]).toEqual(expected);
  });

  it('shows the operands of each layer to an observer', () => {
    const seen: [string, number[], number][] = [];
    inferImage(network, directBackend, image, (layer, input, acc) => seen.push([layer.name, [...input], acc.length]));
    expect(seen).toEqual([
      ['first', [0, 1, 2, 3, 1, 1, 3, 3], 16],
      ['last', [1, 3, 1, 3], 2],
    ]);
  });

  it('gives classes, logits, progress and the number that are right', () => {
    const done: [number, number | undefined][] = [];
    const dark = { dims: [1, 2, 4], data: new Float32Array(8) };
    const source = { count: 2, at: (index: number) => (index === 0 ? image : dark) };
    const result = infer(network, packedBackend(), source, { labels: [0, 1], onProgress: (n, total) => done.push([n, total]) });
    expect([...result.classes]).toEqual([0, 0]);
    expect([...result.logits]).toEqual([1.375, -1.25, 0.375, -0.25]);
    expect(result.correct).toBe(1);
    expect(done).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(infer(network, packedBackend(), [image, dark])).toEqual({ classes: result.classes, logits: result.logits });
  });

  it('asks for the faults of each layer by the number of the image in the whole set', () => {
    const asked: [string, number][] = [];
    const given: unknown[] = [];
    const backend: Backend = {
      name: 'spy',
      dot: (layer, codes, faults) => {
        given.push(faults);
        return directBackend.dot(layer, codes);
      },
    };
    const some = { rates: noErrors, stream: stream(1, 'fault') };
    const faults = (layer: Dot, index: number) => {
      asked.push([layer.name, index]);
      return layer.name === 'first' ? some : undefined;
    };
    infer(network, backend, [image, image], { faults, firstImage: 25 });
    expect(asked).toEqual([
      ['first', 25],
      ['last', 25],
      ['first', 26],
      ['last', 26],
    ]);
    expect(given).toEqual([some, undefined, some, undefined]);
  });

  it('refuses faults where the back end knows no mats', () => {
    const faults = () => ({ rates: noErrors, stream: stream(1, 'fault') });
    expect(() => infer(network, packedBackend(), [image], { faults })).toThrow('knows no design');
    expect(() => infer(network, directBackend, [image], { faults })).toThrow('has no mats');
  });

  it('takes the first of equal logits, and a single one as the class', () => {
    expect(classOf(Float32Array.of(1, 3, 3))).toBe(1);
    expect(classOf(Float32Array.of(7))).toBe(7);
  });

  it('divides by the area of an average pool where a layer gives reals', () => {
    const { thresholds: _, ...real } = first;
    const pooled: Network = { ...network, nodes: [real], edges: [edges[0]!, { from: 'first', to: 'output', port: 0, dims: [2, 1, 2] }] };
    const expected = [0.25, 0.25, -0.5, -0.5].map((scale, i) => Math.fround((scale * (1 / 3) * [3, 11][i % 2]!) / 4));
    expect([...inferImage(pooled, directBackend, image)]).toEqual(expected);
  });

  it('runs digital nodes on reals and encodes what they give to a quantised layer', () => {
    const attributes = { opset: 13, operands: [{ dims: [1, 1, 2, 4], type: 'float32' }] };
    const relu = { kind: 'digital', name: 'relu', operator: 'relu', attributes, macs: 0, elements: 8, parameterBits: 0 } as const;
    const after = {
      kind: 'digital',
      name: 'after',
      operator: 'relu',
      attributes: { opset: 13, operands: [{ dims: [1, 2, 1, 2], type: 'float32' }] },
    } as const;
    const nodes = [relu, first, { ...after, macs: 0, elements: 4, parameterBits: 0 }];
    const wired: Edge[] = [
      { from: 'input', to: 'relu', port: 0, dims: [1, 2, 4] },
      { from: 'relu', to: 'first', port: 0, dims: [1, 2, 4], encoding: pixel },
      { from: 'first', to: 'after', port: 0, dims: [2, 1, 2], encoding: activation },
      { from: 'after', to: 'output', port: 0, dims: [2, 1, 2] },
    ];
    const negative = { dims: image.dims, data: image.data.map((x) => (x === 0 ? -1 : x)) };
    expect([...inferImage({ ...network, nodes, edges: wired }, directBackend, negative)]).toEqual([0.5, 1.5, 0.5, 1.5]);
  });

  it('refuses a network with a layer that has only shapes', () => {
    const { codes: _, ...bare } = last;
    expect(() => inferImage({ ...network, nodes: [first, network.nodes[1]!, bare] }, directBackend, image)).toThrow("cost only: layer 'last'");
  });

  it('refuses an image of other dims, and labels of another number', () => {
    expect(() => inferImage(network, directBackend, { dims: [8], data: new Float32Array(8) })).toThrow(Refusal);
    expect(() => infer(network, directBackend, [image], { labels: [0, 1] })).toThrow('There are 1 images but 2 labels');
  });
});
