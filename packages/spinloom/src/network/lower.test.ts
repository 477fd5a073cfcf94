import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpret, lower, readGraph, writeGraph } from './index.ts';
import { type Builder, build } from './testing/build.ts';
import { executeNetwork } from './testing/execute-network.ts';
import type { Attribute, Dot, Graph, Network } from './types.ts';

/** Numbers in [-1, 1) on a grid of 1/64 from a small generator: any that a seed gives will do. */
function numbers(seed: number, length: number): Float32Array {
  let state = (seed + 1) * 2654435761;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return ((state >>> 16) % 128) / 64 - 1;
  });
}

function sized(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

/** Lowers what was written and read again, and compares it with the reference on a few images: equal when `within` is 0. */
function holds(graph: Graph, within = 0, images = 3): Network {
  const network = lower(readGraph(writeGraph(graph), graph.name), { name: graph.name, sha256: '0' });
  for (let seed = 0; seed < images; seed++) {
    const image = { dims: network.input, data: numbers(seed + 77, sized(network.input)) };
    const expected = interpret(graph, image);
    const found = executeNetwork(network, image);
    expect(found.data.length).toBe(expected.data.length);
    if (within === 0) expect(Array.from(found.data)).toEqual(Array.from(expected.data));
    else {
      const largest = Math.max(...expected.data.map(Math.abs), 1e-9);
      const worst = Math.max(...found.data.map((value, i) => Math.abs(value - expected.data[i]!)));
      expect(worst / largest).toBeLessThan(within);
    }
  }
  return network;
}

const dotsOf = (network: Network): readonly Dot[] => network.nodes.filter((node): node is Dot => node.kind === 'dot');

type WeightKind = 'bipolar' | 'ternary' | 'signed3' | 'dorefa2' | 'dorefa3' | 'dorefa4' | 'unsigned2' | 'perKernel';
type InputKind = 'half' | 'unsigned1' | 'unsigned2' | 'unsigned4' | 'signed2' | 'signed3narrow' | 'bipolar' | 'shifted';

function quantisedWeights(b: Builder, kind: WeightKind, dims: readonly number[], seed: number): string {
  const data = b.floats(dims, numbers(seed, sized(dims)));
  switch (kind) {
    case 'bipolar':
      return b.bipolar(data, 0.5);
    case 'ternary':
      return b.quant(data, { bits: 2, scale: 0.5, narrow: true });
    case 'signed3':
      return b.quant(data, { bits: 3, scale: 0.25 });
    case 'unsigned2':
      return b.quant(data, { bits: 2, scale: 0.25, signed: false });
    case 'perKernel':
      return b.quant(data, {
        bits: 3,
        scale: { dims: [dims[0]!, ...dims.slice(1).map(() => 1)], data: Array.from({ length: dims[0]! }, (_, k) => 2 ** -(k % 3)) },
      });
    default: {
      // DoReFa: w = (2q - n) / n, written as an unsigned Quant with scale 2/n and zero point n/2 (here with a scale that is a power of two).
      const most = 2 ** Number(kind.slice(-1)) - 1;
      return b.quant(data, { bits: Number(kind.slice(-1)), scale: 0.25, zero: most / 2, signed: false });
    }
  }
}

function quantisedInput(b: Builder, kind: InputKind, x: string): string {
  switch (kind) {
    case 'bipolar':
      return b.bipolar(x, 0.5);
    case 'signed2':
      return b.quant(x, { bits: 2, scale: 0.5 });
    case 'signed3narrow':
      return b.quant(x, { bits: 3, scale: 0.25, narrow: true });
    case 'half':
      return b.quant(x, { bits: 2, scale: 0.5, zero: 1.5, signed: false });
    case 'shifted':
      return b.quant(x, { bits: 3, scale: 0.25, zero: 3, signed: false });
    default: {
      const bits = Number(kind.slice(-1));
      return b.quant(x, { bits, scale: 2 ** -bits, signed: false });
    }
  }
}

/** Batch normalisation whose arithmetic is exact in float32: deviation 1, gamma a power of two, negative or 0 for some kernels. */
function normalise(b: Builder, x: string, kernels: number, seed: number): string {
  const each = (f: (k: number) => number): string =>
    b.floats(
      [kernels],
      Array.from({ length: kernels }, (_, k) => f(k + seed)),
    );
  const gammas = [1, -0.5, 0, 0.25, -2, 2];
  const parameters = [each((k) => gammas[k % 6]!), each((k) => ((k * 5) % 7) / 4 - 0.75), each((k) => ((k * 3) % 5) / 8 - 0.25), each(() => 1)];
  return b.node('BatchNormalization', [x, ...parameters], { epsilon: 0 });
}

interface Layer {
  readonly input: InputKind;
  readonly weights: WeightKind;
  readonly output: InputKind;
  readonly groups: 1 | 2 | 4;
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  readonly pads: readonly [number, number, number, number];
  readonly pooling: 'none' | 'max before' | 'max after' | 'max between' | 'average' | 'average padded' | 'average ceil';
  readonly bias: boolean;
  readonly relu: boolean;
  readonly seed: number;
}

/** Quantised input, convolution, chain, quantiser, and a float tail. */
function layerGraph(layer: Layer): Graph {
  const b = build([1, 4, 9, 8]);
  const kernels = 8;
  const { seed } = layer;
  const x = quantisedInput(b, layer.input, 'image');
  const w = quantisedWeights(b, layer.weights, [kernels, 4 / layer.groups, ...layer.kernel], seed);
  const operands = [x, w, ...(layer.bias ? [b.floats([kernels], numbers(seed + 3, kernels))] : [])];
  const attributes = { group: layer.groups, strides: layer.strides, dilations: layer.dilations, pads: layer.pads, kernel_shape: layer.kernel };
  let t = b.node('Conv', operands, attributes, 'conv');
  const max = { kernel_shape: [2, 2], strides: [2, 1], pads: [1, 0, 0, 1] };
  if (layer.pooling === 'max before') t = b.node('MaxPool', [t], max);
  if (layer.pooling === 'average') t = b.node('AveragePool', [t], { kernel_shape: [2, 2], strides: [1, 2] });
  if (layer.pooling === 'average padded')
    t = b.node('AveragePool', [t], { kernel_shape: [2, 2], strides: [2, 2], pads: [1, 1, 1, 1], count_include_pad: 1 });
  t = b.node('Mul', [
    b.floats(
      [1, kernels, 1, 1],
      Array.from({ length: kernels }, (_, k) => (k % 2 === 0 ? 0.5 : -1)),
    ),
    t,
  ]);
  if (layer.pooling === 'average ceil') t = b.node('AveragePool', [t], { kernel_shape: [2, 2], strides: [2, 2], ceil_mode: 1 });
  if (layer.pooling === 'max between') t = b.node('MaxPool', [t], max);
  t = normalise(b, t, kernels, seed);
  if (layer.relu) t = b.node('Relu', [t]);
  t = quantisedInput(b, layer.output, b.node('Identity', [t]));
  if (layer.pooling === 'max after') t = b.node('MaxPool', [t], max);
  return b.graph(b.node('Sub', [b.node('Flatten', [t]), b.floats([], [0.5])]));
}

const layers: fc.Arbitrary<Layer> = fc.record({
  input: fc.constantFrom('unsigned1', 'unsigned2', 'unsigned4', 'signed2', 'signed3narrow', 'bipolar', 'shifted', 'half'),
  weights: fc.constantFrom('bipolar', 'ternary', 'signed3', 'dorefa2', 'dorefa3', 'dorefa4', 'unsigned2', 'perKernel'),
  output: fc.constantFrom('unsigned1', 'unsigned2', 'unsigned4', 'signed2', 'signed3narrow', 'bipolar', 'shifted', 'half'),
  groups: fc.constantFrom(1, 2, 4),
  kernel: fc.constantFrom([1, 1], [3, 3], [2, 3], [3, 1]),
  strides: fc.constantFrom([1, 1], [2, 1], [2, 2]),
  dilations: fc.constantFrom([1, 1], [2, 1], [1, 2]),
  pads: fc.constantFrom([0, 0, 0, 0], [1, 1, 1, 1], [2, 0, 1, 3], [0, 1, 0, 0]),
  pooling: fc.constantFrom('none', 'max before', 'max after', 'max between', 'average', 'average padded', 'average ceil'),
  bias: fc.boolean(),
  relu: fc.boolean(),
  seed: fc.nat(1000),
});

describe('lowering a convolution with its chain', () => {
  test('gives exactly the codes of the graph, whatever the geometry, encodings, signs and pooling', () => {
    fc.assert(
      fc.property(layers, (layer) => {
        const network = holds(layerGraph(layer), 0, 2);
        const [dot] = dotsOf(network);
        expect(dot?.thresholds).toBeDefined();
        expect(dot?.pool?.mode).toBe(layer.pooling === 'none' ? undefined : layer.pooling.startsWith('max') ? 'max' : 'average');
        for (let k = 0; k < 8; k++) expect(sortedLevels(dot!, k)).toBe(true);
      }),
      { numRuns: 250 },
    );
  });

  test('takes border classes only where the input has an offset and padding', () => {
    const base: Layer = {
      input: 'unsigned2',
      weights: 'ternary',
      output: 'unsigned2',
      groups: 1,
      kernel: [3, 3],
      strides: [1, 1],
      dilations: [1, 1],
      pads: [1, 1, 1, 1],
      pooling: 'none',
      bias: false,
      relu: false,
      seed: 1,
    };
    const classes = (layer: Layer): number => dotsOf(holds(layerGraph(layer)))[0]!.borders!.classes;
    expect(classes(base)).toBe(1);
    expect(classes({ ...base, input: 'bipolar' })).toBe(9);
    expect(classes({ ...base, input: 'bipolar', pads: [0, 0, 0, 0] })).toBe(1);
    expect(classes({ ...base, input: 'bipolar', pads: [1, 1, 1, 1], pooling: 'average' })).toBe(9);
  });
});

function sortedLevels(dot: Dot, kernel: number): boolean {
  const { levels, rising, output } = dot.thresholds!;
  const steps = 2 ** output.bits - 1;
  const own = levels.subarray(kernel * steps, (kernel + 1) * steps);
  return own.every((level, j) => j === 0 || (rising[kernel] === 1 ? level >= own[j - 1]! : level <= own[j - 1]!));
}

describe('networks as other tools export them', () => {
  test('a CNV-like network: 8-bit input, valid convolutions, maximum before and after the quantiser, bipolar and ternary layers, a fully connected tail', () => {
    const b = build([-1, 3, 12, 12], { opset: 11 });
    let t = b.node('Sub', [b.node('Mul', ['image', b.floats([], [2])]), b.floats([1], [1])]);
    t = b.quant(t, { bits: 8, scale: 2 ** -7, narrow: true });
    t = b.node('Conv', [t, quantisedWeights(b, 'bipolar', [8, 3, 3, 3], 1)], { kernel_shape: [3, 3] }, 'conv0');
    t = b.quant(normalise(b, t, 8, 0), { bits: 2, scale: 1, narrow: true });
    t = b.node('Conv', [t, quantisedWeights(b, 'bipolar', [8, 8, 3, 3], 2)], { kernel_shape: [3, 3] }, 'conv1');
    t = b.quant(normalise(b, t, 8, 1), { bits: 2, scale: 1, narrow: true });
    t = b.node('MaxPool', [t], { kernel_shape: [2, 2], strides: [2, 2] });
    t = b.node('Conv', [t, quantisedWeights(b, 'ternary', [8, 8, 3, 3], 3)], { kernel_shape: [3, 3] }, 'conv2');
    t = b.bipolar(b.node('MaxPool', [normalise(b, t, 8, 2)], { kernel_shape: [2, 2], strides: [1, 1], ceil_mode: 1 }), 1);
    // Shape -> Gather -> Unsqueeze -> Concat -> Reshape, as PyTorch writes x.view(x.size(0), -1).
    const batch = b.node('Unsqueeze', [b.node('Gather', [b.node('Shape', [t]), b.integers([0], [])], { axis: 0 })], { axes: [0] });
    t = b.node('Reshape', [t, b.node('Concat', [batch, b.integers([-1])], { axis: 0 })]);
    t = b.node('MatMul', [t, b.node('Transpose', [quantisedWeights(b, 'bipolar', [16, 8], 4)], { perm: [1, 0] })], {}, 'fc0');
    t = b.quant(normalise(b, t, 16, 3), { bits: 2, scale: 1, narrow: true });
    t = b.node('MatMul', [t, b.node('Transpose', [quantisedWeights(b, 'bipolar', [10, 16], 5)], { perm: [1, 0] })], {}, 'fc1');
    const deviation = b.node('Pow', [b.floats([1], [4]), b.floats([], [0.5])]);
    t = b.node('Add', [
      b.node('Mul', [b.node('Div', [b.node('Sub', [t, b.floats([1], [0.5])]), deviation]), b.floats([1], [0.25])]),
      b.floats([1], [-1]),
    ]);
    const network = holds(b.graph(t), 0, 5);
    const dots = dotsOf(network);
    expect(dots.map((dot) => dot.name)).toEqual(['conv0', 'conv1', 'conv2', 'fc0', 'fc1']);
    expect(dots.map((dot) => dot.thresholds !== undefined)).toEqual([true, true, true, true, false]);
    expect(dots.map((dot) => dot.pool?.mode)).toEqual([undefined, 'max', 'max', undefined, undefined]);
    expect(network.nodes.filter((node) => node.kind === 'view')).toHaveLength(1);
    expect(network.classes).toBe(10);
  });

  test('scales and normalisation that are no powers of two agree within 1e-4', () => {
    for (let seed = 0; seed < 20; seed++) {
      const b = build([1, 2, 8, 8], { domain: 'qonnx.custom_op.general' });
      const odd = (length: number, low: number, high: number, at: number): Float32Array =>
        numbers(seed * 10 + at, length).map((value) => low + ((value + 1) / 2) * (high - low) + 0.00137);
      let t = b.quant('image', { bits: 8, scale: 1 / 127 });
      const scale = { dims: [6, 1, 1, 1], data: odd(6, 0.02, 0.3, 1) };
      t = b.node('Conv', [t, b.quant(b.floats([6, 2, 3, 3], odd(108, -1, 1, 2)), { bits: 4, scale, narrow: true })], { pads: [1, 1, 1, 1] });
      t = b.node(
        'BatchNormalization',
        [t, b.floats([6], odd(6, -2, 2, 3)), b.floats([6], odd(6, -1, 1, 4)), b.floats([6], odd(6, -1, 1, 5)), b.floats([6], odd(6, 0.1, 3, 6))],
        {
          epsilon: 1e-5,
        },
      );
      t = b.quant(b.node('Relu', [t]), { bits: 3, scale: 1 / 7, signed: false });
      t = b.node(
        'AveragePool',
        [b.node('Conv', [t, b.quant(b.floats([5, 6, 2, 2], odd(120, -1, 1, 7)), { bits: 2, scale: 2 / 3, zero: 1.5, signed: false })], {})],
        {
          kernel_shape: [3, 3],
          strides: [2, 2],
        },
      );
      t = b.quant(b.node('Clip', [b.node('Mul', [t, b.floats([], [0.37])]), b.floats([], [0]), b.floats([], [1])]), {
        bits: 2,
        scale: 1 / 3,
        signed: false,
      });
      t = b.node(
        'Gemm',
        [b.node('Flatten', [t]), b.quant(b.floats([10, 45], odd(450, -1, 1, 8)), { bits: 3, scale: 0.13 }), b.floats([10], odd(10, -1, 1, 9))],
        {
          transB: 1,
          alpha: 0.7,
          beta: 1.3,
        },
      );
      const network = holds(b.graph(t), 1e-4);
      expect(dotsOf(network)).toHaveLength(3);
    }
  });

  test('Gemm transposed or not, with a quantised bias, alpha and beta', () => {
    for (const transB of [0, 1]) {
      const b = build([1, 12]);
      const x = quantisedInput(b, 'signed3narrow', 'image');
      const w = quantisedWeights(b, 'signed3', transB ? [4, 12] : [12, 4], 5);
      const bias = b.quant(b.floats([4], numbers(8, 4)), { bits: 8, scale: 2 ** -6 });
      const t = b.node('Gemm', [x, w, bias], { transB, alpha: 0.5, beta: 2 }, 'gemm');
      const [whole] = dotsOf(holds(b.graph(b.quant(t, { bits: 4, scale: 0.25 }))));
      expect(whole?.thresholds?.output.bits).toBe(4);
      expect(whole?.weight.scale[0]).toBe(0.125);
      const bare = holds(b.graph(t));
      expect(bare.nodes.map((node) => node.name)).toEqual([expect.stringContaining('Quant'), 'gemm', 'gemm_bias']);
    }
  });

  test('a global average pool and a flatten between convolution and quantiser fold as well', () => {
    const b = build([1, 4, 4, 4]);
    let t = b.node('Conv', [quantisedInput(b, 'unsigned2', 'image'), quantisedWeights(b, 'ternary', [8, 4, 1, 1], 2)], {}, 'conv');
    t = b.node('Flatten', [b.node('GlobalAveragePool', [t])]);
    t = b.quant(normalise(b, t, 8, 1), { bits: 3, scale: 0.25 });
    const [dot] = dotsOf(holds(b.graph(t)));
    expect(dot?.pool).toMatchObject({ mode: 'average', window: [4, 4], output: [8, 1, 1] });
    expect(dot?.thresholds).toBeDefined();
  });

  test('a residual addition, a second consumer, or a rectifier before an average leave the sums to the digital unit', () => {
    const b = build([1, 4, 4, 4]);
    const x = quantisedInput(b, 'signed2', 'image');
    const a = b.node('Conv', [x, quantisedWeights(b, 'bipolar', [4, 4, 3, 3], 1)], { auto_pad: 'SAME_UPPER' }, 'a');
    const sum = quantisedInput(b, 'signed3narrow', b.node('Add', [normalise(b, a, 4, 0), x], {}, 'residual'));
    const c = b.node('Conv', [sum, quantisedWeights(b, 'bipolar', [4, 4, 3, 3], 2)], { auto_pad: 'VALID' }, 'c');
    const t = b.node('Concat', [quantisedInput(b, 'signed2', c), quantisedInput(b, 'signed2', b.node('Relu', [c]))], { axis: 1 });
    const d = b.node('Conv', [t, quantisedWeights(b, 'ternary', [2, 8, 1, 1], 3)], {}, 'd');
    const out = quantisedInput(b, 'unsigned2', b.node('AveragePool', [b.node('Relu', [d])], { kernel_shape: [2, 2] }));
    const network = holds(b.graph(out));
    expect(dotsOf(network).map((dot) => [dot.name, dot.thresholds])).toEqual([
      ['a', undefined],
      ['c', undefined],
      ['d', undefined],
    ]);
  });

  test('weights or activations that are no integers of at most 8 bits stay in float32', () => {
    const wide = build([1, 6]);
    const w = wide.quant(wide.floats([6, 3], numbers(2, 18)), { bits: 9, scale: 2 ** -8 });
    expect(dotsOf(holds(wide.graph(wide.node('MatMul', [quantisedInput(wide, 'signed2', 'image'), w]))))).toHaveLength(0);
    const channels = build([1, 6]);
    const x = channels.quant('image', { bits: 2, scale: { dims: [1, 6], data: [1, 0.5, 0.25, 1, 1, 1] } });
    expect(dotsOf(holds(channels.graph(channels.node('MatMul', [x, quantisedWeights(channels, 'bipolar', [6, 3], 1)]))))).toHaveLength(0);
    const long = build([1, 40000]);
    const eight = long.quant(long.floats([40000, 1], numbers(1, 40000)), { bits: 8, scale: 2 ** -7 });
    expect(
      dotsOf(holds(long.graph(long.node('MatMul', [long.quant('image', { bits: 8, scale: 2 ** -7, signed: false }), eight])), 1e-6)),
    ).toHaveLength(0);
    const third = build([1, 6]);
    const y = third.quant('image', { bits: 3, scale: 0.5, zero: 1.25, signed: false });
    expect(dotsOf(holds(third.graph(third.node('MatMul', [y, quantisedWeights(third, 'bipolar', [6, 3], 1)]))))).toHaveLength(0);
  });

  test('one-dimensional convolutions are maps of height 1', () => {
    const b = build([1, 3, 16]);
    const x = quantisedInput(b, 'signed2', 'image');
    const t = b.node('Conv', [x, quantisedWeights(b, 'ternary', [4, 3, 5], 1)], { pads: [2, 2], strides: [2] }, 'conv');
    const out = b.node('MaxPool', [quantisedInput(b, 'unsigned2', normalise(b, t, 4, 0))], { kernel_shape: [2], strides: [2] });
    const [dot] = dotsOf(holds(b.graph(out)));
    expect(dot?.geometry).toMatchObject({ input: [3, 1, 16], output: [4, 1, 8], kernel: [1, 5], pad: [0, 2, 0, 2] });
  });

  test('preprocessing travels in the metadata', () => {
    const b = build([1, 4], { metadata: { 'spinloom.preprocessing': '{"scale":0.5,"mean":0.25,"std":[2]}' } });
    expect(holds(b.graph(b.node('Relu', ['image']))).preprocessing).toEqual({ scale: 0.5, mean: [0.25], std: [2] });
  });

  test('edges lead from the image to the logits, and dead nodes are gone', () => {
    const b = build([1, 4]);
    b.node('Pow', ['image', b.floats([], [3])], {}, 'dead');
    const attributes: Record<string, Attribute> = {};
    const network = holds(b.graph(b.node('Relu', [b.node('Identity', ['image'])], attributes, 'relu')));
    expect(network.nodes.map((node) => node.name)).toEqual(['relu']);
    expect(network.edges.map((edge) => [edge.from, edge.to, edge.port])).toEqual([
      ['input', 'relu', 0],
      ['relu', 'output', 0],
    ]);
  });
});
