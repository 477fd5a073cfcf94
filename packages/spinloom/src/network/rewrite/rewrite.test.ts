import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ElementType } from '../element.ts';
import { interpret, lower } from '../index.ts';
import { build } from '../testing/build.ts';
import { executeNetwork } from '../testing/execute-network.ts';
import type { Attribute, Constant, Dot, Graph, GraphNode } from '../types.ts';

const arrays = { int8: Int8Array, uint8: Uint8Array, int32: Int32Array, float32: Float32Array } as const;
type Held = keyof typeof arrays;

interface Sheet {
  readonly constant: (type: Held, dims: readonly number[], data: readonly number[]) => string;
  readonly node: (
    operator: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, Attribute>>,
    name?: string,
    domain?: string,
  ) => string;
  readonly graph: (output: string) => Graph;
}

function sheet(input: readonly number[], opset = 13, type: ElementType = 'float32'): Sheet {
  const initializers: Record<string, Constant> = {};
  const nodes: GraphNode[] = [];
  const b = build(input, { opset });
  return {
    constant: (held, dims, data) => {
      const name = `k${Object.keys(initializers).length}`;
      initializers[name] = { type: held, dims, data: arrays[held].from(data) };
      return name;
    },
    node: (operator, inputs, attributes = {}, name = `${operator}${nodes.length}`, domain = '') => {
      nodes.push({ name, operator, domain, inputs, outputs: [`${name}_out`], attributes });
      return `${name}_out`;
    },
    graph: (output) => ({ ...b.graph(output), inputs: [{ name: 'image', type, dims: input }], initializers, nodes }),
  };
}

/** Whole numbers from a small generator. */
function whole(seed: number, length: number, least: number, greatest: number): number[] {
  let state = (seed + 1) * 2654435761;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return least + ((state >>> 8) % (greatest - least + 1));
  });
}

/** The lowered network, which must give exactly what the graph gives (scales are powers of two). */
function holds(graph: Graph): readonly Dot[] {
  const network = lower(graph, { name: 'net.onnx', sha256: '' });
  const size = network.input.reduce((product, dim) => product * dim, 1);
  for (let seed = 0; seed < 4; seed++) {
    const image = { dims: network.input, data: Float32Array.from(whole(seed, size, -64, 64), (x) => x / 16) };
    expect([...executeNetwork(network, image).data]).toEqual([...interpret(graph, image).data]);
  }
  return network.nodes.filter((node): node is Dot => node.kind === 'dot');
}

describe('quantise, clip, dequantise', () => {
  test('is one quantiser: the layer between two of them runs on integers with thresholds, whatever type, zero point and width', () => {
    const options = fc.record({
      type: fc.constantFrom<'int8' | 'uint8'>('int8', 'uint8'),
      zero: fc.integer({ min: -3, max: 5 }),
      bits: fc.integer({ min: 2, max: 8 }),
      weightZero: fc.constantFrom(0, 0, 3),
      perChannel: fc.boolean(),
      seed: fc.nat(1000),
    });
    fc.assert(
      fc.property(options, ({ type, zero, bits, weightZero, perChannel, seed }) => {
        const s = sheet([1, 2, 5, 5]);
        const point = type === 'int8' ? zero : Math.abs(zero);
        const scale = s.constant('float32', [], [0.25]);
        const zeroPoint = s.constant(type, [], [point]);
        const least = type === 'int8' ? -(2 ** (bits - 1)) : 0;
        const bounds = [s.constant(type, [], [least]), s.constant(type, [], [least + 2 ** bits - 1])];
        const qcdq = (x: string): string =>
          s.node('DequantizeLinear', [s.node('Clip', [s.node('QuantizeLinear', [x, scale, zeroPoint]), ...bounds]), scale, zeroPoint]);
        const scales = perChannel ? s.constant('float32', [3], [0.5, 0.25, 1]) : scale;
        const zeros = perChannel ? s.constant('int8', [3], [weightZero, weightZero, weightZero]) : s.constant('int8', [], [weightZero]);
        const w = s.node('DequantizeLinear', [s.constant('int8', [3, 2, 3, 3], whole(seed, 54, -128, 127)), scales, zeros], { axis: 0 });
        const conv = s.node('Conv', [qcdq('image'), w], { pads: [1, 0, 1, 2] }, 'conv');
        const dots = holds(s.graph(qcdq(s.node('Relu', [conv]))));
        expect(dots).toHaveLength(1);
        expect(dots[0]).toMatchObject({ name: 'conv', weight: { bits: 8, offset: -128 - weightZero }, input: { bits, offset: least - point } });
        expect(dots[0]!.thresholds?.output.bits).toBe(bits);
        expect(dots[0]!.weight.scale.length).toBe(perChannel ? 3 : 1);
      }),
      { numRuns: 60 },
    );
  });

  test('a Clip between constant integers and their DequantizeLinear tells the width of the weights', () => {
    const s = sheet([1, 4]);
    const scale = s.constant('float32', [], [0.5]);
    const x = s.node('DequantizeLinear', [s.node('QuantizeLinear', ['image', scale]), scale]);
    const clipped = s.node('Clip', [s.constant('int8', [4, 3], whole(1, 12, -9, 9)), s.constant('int8', [], [-7]), s.constant('int8', [], [7])]);
    const [dot] = holds(s.graph(s.node('MatMul', [x, s.node('DequantizeLinear', [clipped, scale])])));
    expect(dot!.weight).toMatchObject({ bits: 4, offset: -8 });
    expect(dot!.input).toMatchObject({ bits: 8, offset: 0 });
  });

  test('quantisers before and behind a max pooling join the layer before it; a second quantiser of the same codes is no work', () => {
    const s = sheet([1, 1, 6, 6]);
    const scale = s.constant('float32', [], [0.25]);
    const zero = s.constant('int8', [], [-2]);
    const qdq = (x: string): string => s.node('DequantizeLinear', [s.node('QuantizeLinear', [x, scale, zero]), scale, zero]);
    const w = s.node('DequantizeLinear', [s.constant('int8', [2, 1, 3, 3], whole(5, 18, -20, 20)), scale]);
    const pooled = s.node('MaxPool', [qdq(s.node('Relu', [s.node('Conv', [qdq(qdq('image')), w])]))], { kernel_shape: [2, 2], strides: [2, 2] });
    const [dot, ...others] = holds(s.graph(s.node('Flatten', [qdq(pooled)])));
    expect(others).toEqual([]);
    expect(dot!.pool?.mode).toBe('max');
    const network = lower(s.graph(qdq(pooled)), { name: 'n', sha256: '' });
    expect(network.nodes.map((node) => node.kind)).toEqual(['digital', 'dot']);
  });

  test('scales that differ, and zero points that differ by kernel, are left to the digital unit and still right', () => {
    const s = sheet([1, 4]);
    const [one, other] = [s.constant('float32', [], [0.5]), s.constant('float32', [], [0.25])];
    const x = s.node('DequantizeLinear', [s.node('QuantizeLinear', ['image', one]), other]);
    expect(holds(s.graph(s.node('MatMul', [x, s.node('DequantizeLinear', [s.constant('int8', [4, 3], whole(1, 12, -9, 9)), one])])))).toEqual([]);
    const t = sheet([1, 4]);
    const scale = t.constant('float32', [], [0.5]);
    const zeros = t.constant('int8', [3], [0, 1, 2]);
    const w = t.node('DequantizeLinear', [t.constant('int8', [4, 3], whole(1, 12, -9, 9)), t.constant('float32', [3], [1, 1, 1]), zeros], {
      axis: 1,
    });
    const y = t.node('DequantizeLinear', [t.node('QuantizeLinear', ['image', scale]), scale]);
    expect(holds(t.graph(t.node('MatMul', [y, w])))).toEqual([]);
  });
});

describe('operators on integer tensors', () => {
  test('QLinearConv, a pooling of its integers and QLinearMatMul run as dot products', () => {
    const s = sheet([1, 2, 6, 6]);
    const scale = s.constant('float32', [], [0.25]);
    const zero = s.constant('uint8', [], [3]);
    const noZero = s.constant('int8', [], [0]);
    const x = s.node('QuantizeLinear', ['image', scale, zero]);
    const w = s.constant('int8', [3, 2, 3, 3], whole(2, 54, -30, 30));
    const bias = s.constant('int32', [3], [40, -7, 12]);
    const ys = s.constant('float32', [], [1]);
    const conv = s.node(
      'QLinearConv',
      [x, scale, zero, w, s.constant('float32', [3], [0.5, 0.25, 0.125]), s.constant('int8', [3], [0, 0, 0]), ys, zero, bias],
      {},
      'conv',
    );
    const flat = s.node('Reshape', [s.node('MaxPool', [conv], { kernel_shape: [2, 2], strides: [2, 2] }), s.constant('int32', [2], [1, -1])]);
    const v = s.constant('int8', [12, 4], whole(3, 48, -30, 30));
    const product = s.node('QLinearMatMul', [flat, ys, zero, v, scale, noZero, s.constant('float32', [], [16]), zero], {}, 'fc');
    const graph = s.graph(s.node('DequantizeLinear', [product, s.constant('float32', [], [16]), zero]));
    const dots = holds(graph);
    expect(dots.map(({ name }) => name)).toEqual(['conv', 'fc']);
    expect(dots[0]!.pool?.mode).toBe('max');
    expect(dots.every((dot) => dot.thresholds !== undefined)).toBe(true);
  });

  test("ONNX Runtime's own integer operators: addition, pooling, Gemm", () => {
    const s = sheet([1, 2, 4, 4]);
    const scale = s.constant('float32', [], [0.25]);
    const zero = s.constant('int8', [], [1]);
    const x = s.node('QuantizeLinear', ['image', scale, zero]);
    const own = 'com.microsoft';
    const sum = s.node('QLinearAdd', [x, scale, zero, x, scale, zero, s.constant('float32', [], [0.5]), zero], {}, 'sum', own);
    const mean = s.node('QLinearGlobalAveragePool', [sum, s.constant('float32', [], [0.5]), zero, scale, zero], { channels_last: 0 }, 'mean', own);
    const flat = s.node('Flatten', [mean]);
    const w = s.constant('int8', [3, 2], whole(3, 6, -30, 30));
    const noZero = s.constant('int8', [], [0]);
    const gemm = s.node('QGemm', [flat, scale, zero, w, scale, noZero, s.constant('int32', [3], [5, -9, 2])], { transB: 1 }, 'fc', own);
    expect(holds(s.graph(gemm)).map(({ name }) => name)).toEqual(['fc']);
  });

  test('dynamic quantisation has scales that depend on the image: right, and in the digital unit', () => {
    const s = sheet([1, 4]);
    const graph = s.graph('y');
    const nodes: GraphNode[] = [
      { name: 'dynamic', operator: 'DynamicQuantizeLinear', domain: '', inputs: ['image'], outputs: ['q', 's', 'z'], attributes: {} },
      { name: 'product', operator: 'MatMulInteger', domain: '', inputs: ['q', 'w', 'z'], outputs: ['sums'], attributes: {} },
      { name: 'real', operator: 'Cast', domain: '', inputs: ['sums'], outputs: ['r'], attributes: { to: 1 } },
      { name: 'scaled', operator: 'Mul', domain: '', inputs: ['r', 's'], outputs: ['y'], attributes: {} },
    ];
    const weights: Constant = { type: 'int8', dims: [4, 2], data: Int8Array.from(whole(9, 8, -100, 100)) };
    expect(holds({ ...graph, nodes, initializers: { w: weights } })).toEqual([]);
  });

  test('an operator with too few operands is refused', () => {
    const s = sheet([1, 1, 4, 4]);
    const scale = s.constant('float32', [], [0.25]);
    const cut = s.graph(s.node('QLinearConv', ['image', scale], {}, 'conv'));
    expect(() => lower(cut, { name: 'net.onnx', sha256: '' })).toThrow("net.onnx: QLinearConv node 'conv' has 2 operands; at least");
  });
});
