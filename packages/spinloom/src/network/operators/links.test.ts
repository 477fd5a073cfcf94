import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpret, lower, readGraph, writeGraph } from '../index.ts';
import { type Builder, build } from '../testing/build.ts';
import { executeNetwork } from '../testing/execute-network.ts';
import type { Attribute, Dot, Network } from '../types.ts';

const kernels = 6;

/** Small integers from a generator: any that a seed gives will do. */
function integers(seed: number, length: number, least: number, greatest: number): number[] {
  let state = (seed + 1) * 2654435761;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return least + ((state >>> 16) % (greatest - least + 1));
  });
}

/**
 * A quantised convolution, the chain of `make`, and a quantiser: lowered, and held against the reference on an image.
 * The last scale has no simple ratio to any number here: a tie could round one way in float32 and the other in float64.
 */
function lowered(seed: number, make: (b: Builder, x: string) => string): Network {
  const b = build([1, 3, 4, 4], { opset: 18 });
  const x = b.quant('image', { bits: 3, scale: 0.5 });
  const w = b.quant(b.floats([kernels, 3, 2, 2], integers(seed, kernels * 12, -1, 1)), { bits: 2, scale: 1, narrow: true });
  const sums = b.node('Conv', [x, w, b.floats([kernels], integers(seed + 1, kernels, -2, 2))], {}, 'conv');
  const drawn = b.graph(b.quant(make(b, b.node('Mul', [sums, b.floats([], [0.25])])), { bits: 3, scale: 0.1337 }));
  // Written and read, its attributes are the float32 numbers that a file holds.
  const graph = readGraph(writeGraph(drawn), drawn.name);
  const network = lower(graph, { name: graph.name, sha256: '0' });
  const image = { dims: [3, 4, 4], data: Float32Array.from(integers(seed + 2, 48, -5, 5), (value) => value / 2) };
  expect(Array.from(executeNetwork(network, image).data)).toEqual(Array.from(interpret(graph, image).data));
  return network;
}

const dotOf = (network: Network): Dot => network.nodes.find((node): node is Dot => node.kind === 'dot')!;
const one =
  (operator: string, attributes: Record<string, Attribute> = {}) =>
  (b: Builder, x: string) =>
    b.node(operator, [x], attributes);
const channels = (b: Builder, numbers: readonly number[]): string => b.floats([kernels, 1, 1], numbers);
const odd = [0.3, -0.7, 1.1, 0, -1.9, 2.3];

describe('a monotone operator between a dot product and its quantiser', () => {
  test.each<[string, (b: Builder, x: string) => string]>([
    ['Sigmoid', one('Sigmoid')],
    ['HardSigmoid', one('HardSigmoid')],
    ['a falling HardSigmoid', one('HardSigmoid', { alpha: -0.3, beta: 0.4 })],
    ['Tanh', one('Tanh')],
    ['LeakyRelu', one('LeakyRelu', { alpha: 0.11 })],
    ['Elu', one('Elu', { alpha: 0.7 })],
    ['Selu', one('Selu')],
    ['Celu', one('Celu', { alpha: 1.3 })],
    ['Softplus', one('Softplus')],
    ['Softsign', one('Softsign')],
    ['ThresholdedRelu', one('ThresholdedRelu', { alpha: 0.2 })],
    ['Erf', one('Erf')],
    ['Exp', one('Exp')],
    ['Shrink', one('Shrink', { lambd: 0.4, bias: 0.3 })],
    ['Neg', one('Neg')],
    ['Sign', one('Sign')],
    ['Floor', one('Floor')],
    ['Ceil', one('Ceil')],
    ['Round', one('Round')],
    ['PRelu, a slope a channel', (b, x) => b.node('PRelu', [x, channels(b, [0.1, 0, 2, 0.5, 1, 0.25])])],
    ['Max with a number a channel', (b, x) => b.node('Max', [x, channels(b, odd)])],
    ['Min with one number', (b, x) => b.node('Min', [b.floats([], [0.4]), x])],
    ['Sum with a number a channel', (b, x) => b.node('Sum', [channels(b, odd), x])],
    ['Mean with a number a channel', (b, x) => b.node('Mean', [x, channels(b, odd)])],
    ['Neg before Sigmoid before Neg', (b, x) => b.node('Neg', [b.node('Sigmoid', [b.node('Neg', [x])])])],
    ['Neg before MaxPool before Tanh', (b, x) => b.node('Tanh', [b.node('MaxPool', [b.node('Neg', [x])], { kernel_shape: [2, 2] })])],
    ['GlobalMaxPool', one('GlobalMaxPool')],
    ['Tanh before GlobalMaxPool', (b, x) => b.node('GlobalMaxPool', [b.node('Tanh', [x])])],
    ['ReduceMax over maps', (b, x) => b.node('ReduceMax', [x, b.integers([2, 3])], { keepdims: 1 })],
    ['ReduceMean over maps', (b, x) => b.node('ReduceMean', [x, b.integers([-1, -2])], { keepdims: 1 })],
    ['ReduceMean over maps, whose axes go', (b, x) => b.node('ReduceMean', [x, b.integers([2, 3])], { keepdims: 0 })],
    [
      'Neg before ReduceMean before Tanh',
      (b, x) => b.node('Tanh', [b.node('ReduceMean', [b.node('Neg', [x]), b.integers([2, 3])], { keepdims: 0 })]),
    ],
  ])('%s folds into its thresholds, and codes stay those of the graph', (_, make) => {
    fc.assert(
      fc.property(fc.nat(10_000), (seed) => {
        const network = lowered(seed, make);
        expect(dotOf(network).thresholds).toBeDefined();
        expect(network.nodes.map((node) => node.kind)).toEqual(['digital', 'dot']);
      }),
      { numRuns: 15 },
    );
  });

  test.each<[string, (b: Builder, x: string) => string]>([
    ['HardSwish', one('HardSwish')],
    ['Gelu', one('Gelu')],
    ['Mish', one('Mish')],
    ['Swish', one('Swish')],
    ['Abs', one('Abs')],
    ['LeakyRelu with a negative alpha', one('LeakyRelu', { alpha: -0.2 })],
    ['ThresholdedRelu with a negative alpha', one('ThresholdedRelu', { alpha: -1 })],
    ['Elu with a negative alpha', one('Elu', { alpha: -1 })],
    ['Shrink whose steps fall', one('Shrink', { lambd: 0.2, bias: 1 })],
    ['PRelu with a negative slope', (b, x) => b.node('PRelu', [x, channels(b, [0.1, -0.1, 2, 0.5, 1, 0.25])])],
    ['Max with a map', (b, x) => b.node('Max', [x, b.floats([3, 3], integers(3, 9, -2, 2))])],
    ['a constant over the sums', (b, x) => b.node('Div', [b.floats([], [1]), b.node('Add', [x, b.floats([], [0.1])])])],
    ['ReduceMean over channels', (b, x) => b.node('ReduceMean', [x, b.integers([1, 2])])],
    ['ReduceMean after Relu', (b, x) => b.node('ReduceMean', [b.node('Relu', [x]), b.integers([2, 3])])],
  ])('%s does not fold, and runs in the digital unit', (_, make) => {
    for (let seed = 0; seed < 5; seed++) expect(dotOf(lowered(seed, make)).thresholds).toBeUndefined();
  });
});

describe('behind its quantiser', () => {
  /** A quantised product, a signed quantiser, the chain of `make`, and a second layer that needs codes. */
  function twice(seed: number, make: (b: Builder, x: string) => string): readonly Dot[] {
    const b = build([1, 3, 4, 4]);
    const x = b.quant('image', { bits: 3, scale: 0.5 });
    const weight = (channels: number, size: number): string =>
      b.quant(b.floats([kernels, channels, size, size], integers(seed, kernels * channels * size * size, -1, 1)), {
        bits: 2,
        scale: 1,
        narrow: true,
      });
    const codes = b.quant(b.node('Mul', [b.node('Conv', [x, weight(3, 2)]), channels(b, [1, -1, 0.5, 2, -0.3, 1])]), { bits: 3, scale: 0.625 });
    const graph = b.graph(b.node('Conv', [make(b, codes), weight(kernels, 1)]));
    const network = lower(graph, { name: graph.name, sha256: '0' });
    const image = { dims: [3, 4, 4], data: Float32Array.from(integers(seed + 2, 48, -5, 5), (value) => value / 2) };
    expect(Array.from(executeNetwork(network, image).data)).toEqual(Array.from(interpret(graph, image).data));
    return network.nodes.filter((node): node is Dot => node.kind === 'dot');
  }

  // As PyTorch 1.13 exports quantisation-aware training of a convolution and a rectifier that were not fused.
  test.each<[string, (b: Builder, x: string) => string]>([
    ['Relu', one('Relu')],
    ['Relu and MaxPool', (b, x) => b.node('MaxPool', [b.node('Relu', [x])], { kernel_shape: [2, 2] })],
    ['MaxPool and Relu', (b, x) => b.node('Relu', [b.node('MaxPool', [x], { kernel_shape: [2, 2] })])],
    ['Clip at levels', (b, x) => b.node('Clip', [x, b.floats([], [-0.625]), b.floats([], [1.25])])],
  ])('%s renames codes, and the next layer runs on them', (_, make) => {
    for (let seed = 0; seed < 10; seed++) expect(twice(seed, make)).toHaveLength(2);
  });

  test.each<[string, (b: Builder, x: string) => string]>([
    ['Clip between levels', (b, x) => b.node('Clip', [x, b.floats([], [-0.5]), b.floats([], [1.25])])],
    ['LeakyRelu', one('LeakyRelu', { alpha: 0.3 })],
    ['Neg', one('Neg')],
    ['Max with a number a channel', (b, x) => b.node('Max', [x, channels(b, [0, 0, 0.625, 0, 0, 0])])],
  ])('%s leaves the grid, or is not one function, and the next layer runs in the digital unit', (_, make) => {
    for (let seed = 0; seed < 10; seed++) expect(twice(seed, make)).toHaveLength(1);
  });
});

describe('a vector that keeps axes of 1 before it, as PyTorch and Keras export layers over sequences of one', () => {
  /** A product of [1, 1, 5] with [5, 6], a chain, and a quantiser. */
  function vector(seed: number, make: (b: Builder, x: string) => string): Network {
    const b = build([1, 1, 5]);
    const x = b.quant('image', { bits: 3, scale: 0.5 });
    const w = b.quant(b.floats([5, kernels], integers(seed, 5 * kernels, -1, 1)), { bits: 2, scale: 1, narrow: true });
    const graph = b.graph(b.quant(make(b, b.node('MatMul', [x, w], {}, 'fc')), { bits: 3, scale: 0.1337 }));
    const network = lower(graph, { name: graph.name, sha256: '0' });
    const image = { dims: [1, 5], data: Float32Array.from(integers(seed + 2, 5, -5, 5), (value) => value / 2) };
    expect(Array.from(executeNetwork(network, image).data)).toEqual(Array.from(interpret(graph, image).data));
    return network;
  }

  const bias = (b: Builder, x: string): string => b.node('Add', [x, b.floats([kernels], [1, -2, 0.5, 3, 0.25, -1])]);
  const flat = (b: Builder, x: string): string => b.node('Reshape', [x, b.integers([-1, kernels])]);
  const tuned = (b: Builder, x: string): string =>
    b.node('BatchNormalization', [x, ...[1, 2, 3, 4].map((seed) => b.floats([kernels], integers(seed, kernels, 1, 3)))]);

  test.each<[string, (b: Builder, x: string) => string]>([
    ['a bias and Relu', (b, x) => b.node('Relu', [bias(b, x)])],
    ['a bias, then axes of 1 dropped', (b, x) => flat(b, bias(b, x))],
    ['axes of 1 dropped, then batch normalisation', (b, x) => tuned(b, flat(b, x))],
  ])('%s folds', (_, make) => {
    for (let seed = 0; seed < 10; seed++) expect(dotOf(vector(seed, make)).thresholds).toBeDefined();
  });

  test.each<[string, (b: Builder, x: string) => string]>([
    ['pooling of the features', (b, x) => b.node('MaxPool', [x], { kernel_shape: [2], strides: [2] })],
    ['batch normalisation of the axis of 1', (b, x) => b.node('BatchNormalization', [x, ...[2, 1, 3, 4].map((one) => b.floats([1], [one]))])],
    ['a bias that makes a map', (b, x) => b.node('Add', [x, b.floats([2, 1], [1, 2])])],
  ])('%s runs in the digital unit', (_, make) => {
    for (let seed = 0; seed < 10; seed++) expect(dotOf(vector(seed, make)).thresholds).toBeUndefined();
  });
});
