/** Cases in which a rewriting once changed what a file computes, each held against the file's own graph. */
import { describe, expect, test } from 'vitest';
import { interpret, lower, quantiseAfterTraining, readGraph, writeGraph } from '../index.ts';
import { type Builder, build } from '../testing/build.ts';
import { executeNetwork } from '../testing/execute-network.ts';
import type { Constant, Graph } from '../types.ts';
import { weightedLayers } from '../weighted-layers.ts';

const info = { name: 'net.onnx', sha256: '' };
const wave = (length: number, seed: number, size = 4): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.round(16 * size * Math.sin(seed + 1.7 * i)) / 16);

function holds(graph: Graph, images = 6) {
  const network = lower(graph, info);
  const size = network.input.reduce((product, dim) => product * dim, 1);
  for (let seed = 0; seed < images; seed++) {
    const image = { dims: network.input, data: wave(size, seed) };
    expect([...executeNetwork(network, image).data]).toEqual([...interpret(graph, image).data]);
  }
  return network;
}

const held = (graph: Graph, name: string, constant: Constant): Graph => ({ ...graph, initializers: { ...graph.initializers, [name]: constant } });
const bytes = (values: readonly number[]): Constant => ({ type: 'int8', dims: [], data: Int8Array.from(values) });
const qdq = (b: Builder, x: string, scale: string, clip?: readonly [string, string]): string => {
  const levels = b.node('QuantizeLinear', [x, scale, 'zero']);
  return b.node('DequantizeLinear', [clip === undefined ? levels : b.node('Clip', [levels, ...clip]), scale, 'zero']);
};

describe('quantisers in a row', () => {
  test('one that cuts off more than the one before it stays', () => {
    const b = build([1, 6]);
    const scale = b.floats([], [0.25]);
    const narrow = qdq(b, qdq(b, 'image', scale), scale, ['low', 'high']);
    let graph = b.graph(b.node('MatMul', [narrow, b.quant(b.floats([6, 3], wave(18, 2)), { bits: 3, scale: 0.5 })]));
    graph = held(held(held(graph, 'zero', bytes([0])), 'low', bytes([-70])), 'high', bytes([9]));
    holds(graph);
    const c = build([1, 6]);
    const twice = c.quant(c.quant('image', { bits: 4, scale: 0.25 }), { bits: 4, scale: 0.25, narrow: true });
    holds(c.graph(c.node('MatMul', [twice, c.quant(c.floats([6, 3], wave(18, 2)), { bits: 3, scale: 0.5 })])));
  });

  test('in a chain as well', () => {
    const b = build([1, 6]);
    const scale = b.floats([], [0.25]);
    const sums = b.node(
      'MatMul',
      [b.quant('image', { bits: 4, scale: 0.25 }), b.quant(b.floats([6, 3], wave(18, 2)), { bits: 3, scale: 0.5 })],
      {},
      'inner',
    );
    let graph = b.graph(qdq(b, qdq(b, sums, scale), scale, ['low', 'high']));
    graph = held(held(held(graph, 'zero', bytes([0])), 'low', bytes([-66])), 'high', bytes([3]));
    expect(holds(graph).nodes.some((node) => node.kind === 'dot' && node.thresholds !== undefined)).toBe(true);
  });
});

describe('constants and parameters', () => {
  test('scales in blocks, scales along two axes, and signs of integers are no codes of one scale a kernel', () => {
    const b = build([1, 3], { opset: 21 });
    const scales = b.floats([2, 3], [0.5, 0.25, 1, 0.125, 2, 0.5]);
    const weights = b.node(
      'DequantizeLinear',
      [b.node('QuantizeLinear', [b.floats([4, 3], wave(12, 3)), scales], { axis: 0, block_size: 2 }), scales],
      { axis: 0, block_size: 2 },
    );
    holds(b.graph(b.node('Gemm', [b.quant('image', { bits: 4, scale: 0.25 }), weights], { transB: 1 })));
    const c = build([1, 3, 3]);
    const three = c.floats([3], [0.5, 0.25, 1]);
    holds(c.graph(c.node('DequantizeLinear', [c.node('QuantizeLinear', ['image', three], { axis: 1 }), three], { axis: 2 })));
    const d = build([1, 4]);
    const signs = d.node('DequantizeLinear', [d.node('Sign', ['signs']), d.floats([], [0.5])]);
    const graph = d.graph(d.node('MatMul', [d.quant('image', { bits: 3, scale: 0.5 }), signs]));
    holds(held(graph, 'signs', { type: 'int8', dims: [4, 2], data: Int8Array.of(3, -2, -1, 5, 9, -7, -4, 8) }));
  });

  test('levels of integers, and of more axes than the tensor, are no binarisation', () => {
    const b = build([1, 4]);
    const zero = b.floats([], [0]);
    const deep = b.node('Where', [b.node('GreaterOrEqual', ['image', zero]), b.floats([1, 1, 1], [1]), b.floats([1, 1, 1], [-1])]);
    const graph = b.graph(b.node('Flatten', [b.node('Conv', [deep, b.floats([2, 1, 2], wave(4, 1))])]));
    holds(graph);
  });

  test('a transposition keeps the type of a constant that goes along', () => {
    const b = build([1, 2, 3]);
    const turned = b.node('Transpose', ['image'], { perm: [0, 2, 1] });
    const graph = b.graph(b.node('Sub', ['half', b.node('Cast', [turned], { to: 10 })]));
    holds(held(graph, 'half', { type: 'float16', dims: [3, 2], data: Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6) }));
  });

  test("the bias of ONNX Runtime's QGemm has the scale alpha x a x b", () => {
    const b = build([1, 2]);
    const scale = b.floats([], [0.5]);
    const a = b.node('QuantizeLinear', ['image', scale, 'zero']);
    let graph = b.graph('y');
    graph = {
      ...graph,
      nodes: [
        ...graph.nodes,
        {
          name: 'fc',
          operator: 'QGemm',
          domain: 'com.microsoft',
          inputs: [a, scale, 'zero', 'w', scale, 'zero', 'c'],
          outputs: ['y'],
          attributes: { alpha: 2, transB: 1 },
        },
      ],
    };
    graph = held(held(held(graph, 'zero', bytes([0])), 'w', { type: 'int8', dims: [1, 2], data: Int8Array.of(3, -1) }), 'c', {
      type: 'int32',
      dims: [1],
      data: Int32Array.of(10),
    });
    // 2 x (3 x 1 - 1 x 2) x 0.25 + 10 x 2 x 0.25 for levels 1 and 2.
    expect([...interpret(readGraph(writeGraph(graph), 'net.onnx'), { dims: [2], data: Float32Array.of(0.5, 1) }).data]).toEqual([5.5]);
  });
});

describe('bits imposed on a float network', () => {
  test('go into the operators that a composite is read as, and never are told where nothing was quantised', () => {
    const b = build([1, 4]);
    const plain = b.graph('y');
    const graph: Graph = {
      ...plain,
      initializers: { w: { type: 'int8', dims: [4, 3], data: Int8Array.from(wave(12, 1, 60)) } },
      nodes: [
        { name: 'dynamic', operator: 'DynamicQuantizeLinear', domain: '', inputs: ['image'], outputs: ['q', 's', 'z'], attributes: {} },
        { name: 'product', operator: 'MatMulInteger', domain: '', inputs: ['q', 'w', 'z'], outputs: ['sums'], attributes: {} },
        { name: 'real', operator: 'Cast', domain: '', inputs: ['sums'], outputs: ['r'], attributes: { to: 1 } },
        { name: 'scaled', operator: 'Mul', domain: '', inputs: ['r', 's'], outputs: ['y'], attributes: {} },
      ],
    };
    const { network } = quantiseAfterTraining(graph, info, { bits: { weight: 4, input: 4 }, all: true, images: [{ dims: [4], data: wave(4, 2) }] });
    expect(network.nodes.filter((node) => node.kind === 'dot').map(({ name }) => name)).toEqual(['product']);
  });

  test('a kernel of zeros stays next to nothing at one bit', () => {
    const b = build([1, 4]);
    const graph = b.graph(b.node('MatMul', ['image', b.floats([4, 2], [1, 0, -1, 0, 1, 0, 1, 0])]));
    const { network } = quantiseAfterTraining(graph, info, { bits: { weight: 1, input: 8 }, all: true, images: [{ dims: [4], data: wave(4, 2) }] });
    expect(Math.abs(executeNetwork(network, { dims: [4], data: wave(4, 2) }).data[1]!)).toBeLessThan(1e-30);
  });

  test('two layers that share weights from both sides are both quantised', () => {
    const b = build([1, 3]);
    const w = b.floats([3, 3], wave(9, 5));
    const first = b.node('Gemm', ['image', w], {}, 'ahead');
    const graph = b.graph(b.node('Gemm', [b.node('Relu', [first]), w], { transB: 1 }, 'back'));
    const { network } = quantiseAfterTraining(graph, info, { bits: { weight: 4, input: 4 }, all: true, images: [{ dims: [3], data: wave(3, 2) }] });
    expect(network.nodes.filter((node) => node.kind === 'dot')).toHaveLength(2);
  });

  test('numbers that are not finite on an image are told by the tensor', () => {
    const b = build([1, 2]);
    const graph = b.graph(b.node('MatMul', [b.node('Log', ['image'], {}, 'log'), b.floats([2, 2], [1, 2, 3, 4])]));
    const image = { dims: [2], data: Float32Array.of(0, 1) };
    expect(() => quantiseAfterTraining(graph, info, { bits: { weight: 4, input: 4 }, all: true, images: [image] })).toThrow(
      "tensor 'log_out' reaches from -Infinity to 0 on the images",
    );
  });
});

describe('counts and time', () => {
  test('weights of layers in the digital unit are the constants that they hold', () => {
    const b = build([1, 2, 4, 3]);
    const up = b.node('ConvTranspose', ['image', b.floats([2, 5, 2, 3], wave(60, 1))], {}, 'up');
    const flat = b.node('Flatten', [up]);
    const own = b.node('MatMul', [b.node('Reshape', [flat, b.integers([1, 5, 25])]), b.node('Reshape', [flat, b.integers([1, 25, 5])])], {}, 'own');
    const layers = weightedLayers(lower(b.graph(own), info));
    expect(layers.map(({ name, weights }) => [name, weights])).toEqual([
      ['up', 60],
      ['own', 0],
    ]);
  });

  test('a dequantiser behind thousands of operators is moved in one pass', () => {
    const b = build([1, 4]);
    const scale = b.floats([], [0.5]);
    let x = b.node('QuantizeLinear', ['image', scale]);
    for (let i = 0; i < 20_000; i++) x = b.node('Identity', [x]);
    const graph = b.graph(b.node('MatMul', [b.node('DequantizeLinear', [x, scale]), b.quant(b.floats([4, 2], wave(8, 1)), { bits: 2, scale: 0.5 })]));
    expect(lower(graph, info).nodes.some((node) => node.kind === 'dot')).toBe(true);
  });

  test('an input of whole numbers takes pixels as they are', () => {
    const b = build([1, 4]);
    const graph = b.graph(b.node('Cast', ['image'], { to: 1 }));
    const whole: Graph = { ...graph, inputs: [{ name: 'image', type: 'uint8', dims: [1, 4] }] };
    expect(lower(whole, info).preprocessing).toEqual({ scale: 1, mean: [0], std: [1] });
    expect(lower(graph, info).preprocessing).toBeUndefined();
  });
});
