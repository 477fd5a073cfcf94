import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roundHalfEven, roundingOf } from '../arithmetic/round.ts';
import { decode, encode, interpret, lower, runDigital } from '../index.ts';
import { type Builder, build } from '../testing/build.ts';
import type { Digital, Graph } from '../types.ts';

/** Runs a graph of one input, given flat. */
function run(
  inputDims: readonly number[],
  data: readonly number[],
  make: (b: Builder) => string,
  opset = 13,
): { dims: readonly number[]; data: number[] } {
  const b = build(inputDims, { opset });
  const graph: Graph = b.graph(make(b));
  const result = interpret(graph, { dims: inputDims.slice(1), data: Float32Array.from(data) });
  return { dims: result.dims, data: Array.from(result.data) };
}

const counting = (length: number): number[] => Array.from({ length }, (_, i) => i);

describe('quantisers', () => {
  // Table of the QONNX documentation of IntQuant.
  test.each([
    ['ROUND', [6, 2, 2, 1, 1, -1, -1, -2, -2, -6]],
    ['CEIL', [6, 3, 2, 2, 1, -1, -1, -1, -2, -5]],
    ['FLOOR', [5, 2, 1, 1, 1, -1, -2, -2, -3, -6]],
    ['UP', [6, 3, 2, 2, 1, -1, -2, -2, -3, -6]],
    ['DOWN', [5, 2, 1, 1, 1, -1, -1, -1, -2, -5]],
    ['round_to_zero', [5, 2, 1, 1, 1, -1, -1, -1, -2, -5]],
    ['HALF_UP', [6, 3, 2, 1, 1, -1, -1, -2, -3, -6]],
    ['Half_Down', [5, 2, 2, 1, 1, -1, -1, -2, -2, -5]],
  ])('%s rounds as documented', (mode, expected) => {
    expect([5.5, 2.5, 1.6, 1.1, 1, -1, -1.1, -1.6, -2.5, -5.5].map((x) => roundingOf(mode)!(x) + 0)).toEqual(expected);
  });

  test('every rounding mode is monotone and at most one away', () => {
    for (const mode of ['ROUND', 'CEIL', 'FLOOR', 'UP', 'DOWN', 'HALF_UP', 'HALF_DOWN']) {
      const round = roundingOf(mode)!;
      fc.assert(
        fc.property(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.double({ noNaN: true, min: 0, max: 3 }), (x, more) => {
          expect(round(x + more)).toBeGreaterThanOrEqual(round(x));
          expect(Math.abs(round(x) - x)).toBeLessThanOrEqual(1);
          expect(Number.isInteger(round(x))).toBe(true);
        }),
      );
    }
    expect(roundHalfEven(0.49999999999999994)).toBe(0);
  });

  test.each([
    ['signed', { bits: 3 }, [-4, -4, 0, 3, 3]],
    ['signed narrow', { bits: 3, narrow: true }, [-3, -3, 0, 3, 3]],
    ['unsigned', { bits: 2, signed: false }, [0, 0, 0, 3, 3]],
    ['unsigned narrow', { bits: 2, signed: false, narrow: true }, [0, 0, 0, 2, 2]],
    ['with a zero point', { bits: 2, signed: false, zero: 2 }, [-2, -2, 0, 1, 1]],
  ])('the range of a %s quantiser', (_, options, expected) => {
    const { data } = run([1, 5], [-9, -4.2, 0.5, 3.4, 9], (b) => b.quant('image', { scale: 1, ...options }));
    expect(data).toEqual(expected);
  });

  test('codes and reals of an encoding are inverse', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom(1, 2),
        fc.integer({ min: -300, max: 300 }),
        fc.float({ min: Math.fround(1e-3), max: 100, noNaN: true }),
        (bits, gain, offset, scale) => {
          const encoding = { bits, gain, offset, scale: Float64Array.of(scale) };
          const codes = Uint8Array.from({ length: 2 ** bits }, (_, code) => code);
          expect(encode(decode(codes, encoding, [codes.length]).data, encoding)).toEqual(codes);
        },
      ),
    );
  });

  test('IntQuant, undeclared domains and letter case mean the same', () => {
    const b = build([1, 3], { domain: '' });
    const y = b.quant('image', { bits: 2, scale: 0.5, mode: 'half_up' });
    const graph = b.graph(y);
    const renamed = { ...graph, nodes: graph.nodes.map((node) => ({ ...node, operator: 'IntQuant', domain: 'qonnx.custom_op.general' })) };
    const image = { dims: [3], data: Float32Array.of(0.25, -0.25, 7) };
    expect(Array.from(interpret(graph, image).data)).toEqual([0.5, -0.5, 0.5]);
    expect(interpret(renamed, image)).toEqual(interpret(graph, image));
  });
});

describe('operators in float32', () => {
  test('convolution pads, strides, dilates and groups as by its definition', () => {
    const conv = (attributes: Record<string, number | string | number[]>, weights = [1, 10, 100, 1000]): number[] =>
      run([1, 1, 3, 3], counting(9), (b) => b.node('Conv', ['image', b.floats([1, 1, 2, 2], weights)], attributes)).data;
    expect(conv({})).toEqual([4310, 5421, 7643, 8754]);
    expect(conv({ dilations: [2, 2] })).toEqual([8620]);
    expect(conv({ pads: [1, 0, 0, 0], strides: [2, 1] })).toEqual([1000, 2100, 7643, 8754]);
    expect(conv({ auto_pad: 'SAME_UPPER', strides: [2, 2] })).toEqual([4310, 502, 76, 8]);
    expect(conv({ auto_pad: 'SAME_LOWER', strides: [2, 2] })).toEqual([0, 2100, 6030, 8754]);
    const grouped = run([1, 4, 1, 1], [1, 2, 3, 4], (b) =>
      b.node('Conv', ['image', b.floats([6, 2, 1, 1], [1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1]), b.floats([6], counting(6))], { group: 2 }),
    );
    expect(grouped.data).toEqual([1, 3, 5, 6, 8, 12]);
  });

  test('pooling counts padding and overhang as asked', () => {
    const pool = (operator: string, attributes: Record<string, number | string | number[]>): number[] =>
      run([1, 1, 3, 3], counting(9), (b) => b.node(operator, ['image'], { kernel_shape: [2, 2], strides: [2, 2], ...attributes })).data;
    expect(pool('MaxPool', {})).toEqual([4]);
    expect(pool('MaxPool', { ceil_mode: 1 })).toEqual([4, 5, 7, 8]);
    expect(pool('AveragePool', { ceil_mode: 1 })).toEqual([2, 3.5, 6.5, 8]);
    expect(pool('AveragePool', { pads: [1, 1, 0, 0] })).toEqual([0, 1.5, 4.5, 6]);
    expect(pool('AveragePool', { pads: [1, 1, 0, 0], count_include_pad: 1 })).toEqual([0, 0.75, 2.25, 6]);
  });

  test('softmax adds up to 1 along its axis, in either meaning of the axis', () => {
    const { data } = run([1, 2, 2], [0, 1000, 0, 1000], (b) => b.node('Softmax', ['image'], { axis: 2 }));
    expect(data).toEqual([0, 1, 0, 1]);
    const { data: old } = run([1, 2, 2], [0, 0, 0, 0], (b) => b.node('Softmax', ['image'], {}), 11);
    expect(old).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  test('clip takes its bounds from attributes and from operands', () => {
    expect(run([1, 3], [-5, 0, 5], (b) => b.node('Clip', ['image'], { min: -1, max: 2 }), 9).data).toEqual([-1, 0, 2]);
    expect(run([1, 3], [-5, 0, 5], (b) => b.node('Clip', ['image', '', b.floats([], [2])])).data).toEqual([-5, 0, 2]);
  });

  test('shapes are renamed, cut and reordered as by their definitions', () => {
    const dims = [1, 2, 3];
    const x = counting(6);
    expect(run(dims, x, (b) => b.node('Transpose', ['image'], { perm: [0, 2, 1] }))).toEqual({ dims: [3, 2], data: [0, 3, 1, 4, 2, 5] });
    expect(run(dims, x, (b) => b.node('Slice', ['image', b.integers([2]), b.integers([-100]), b.integers([2]), b.integers([-2])]))).toEqual({
      dims: [2, 2],
      data: [2, 0, 5, 3],
    });
    expect(run(dims, x, (b) => b.node('Gather', ['image', b.integers([-1], [])], { axis: 2 }))).toEqual({ dims: [2], data: [2, 5] });
    expect(run(dims, x, (b) => b.node('Reshape', ['image', b.integers([0, -1, 1])])).dims).toEqual([6, 1]);
    expect(run(dims, x, (b) => b.node('Concat', ['image', 'image'], { axis: 2 })).data).toEqual([0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5]);
    expect(run(dims, x, (b) => b.node('MatMul', ['image', b.floats([3, 2], [1, 0, 0, 1, 1, 1])])).data).toEqual([2, 3, 8, 9]);
  });

  test('a digital node runs from its own attributes, on operands without the batch', () => {
    const b = build([1, 2, 2, 2]);
    const network = lower(b.graph(b.node('Conv', ['image', b.floats([1, 2, 2, 2], counting(8)), b.floats([1], [0.5])], {}, 'conv')), {
      name: 'n',
      sha256: '',
    });
    const [node] = network.nodes as readonly Digital[];
    expect(node).toMatchObject({ operator: 'conv', macs: 8, elements: 1, parameterBits: 32 * 9 });
    expect(runDigital(node!, [{ dims: [2, 2, 2], data: Float32Array.from(counting(8)) }])).toEqual({ dims: [1, 1, 1], data: Float32Array.of(140.5) });
    expect(() => runDigital(node!, [])).toThrow("digital node 'conv' got no operand at port 0");
  });
});

describe('forms that PyTorch exports', () => {
  test('Resize of operator set 11 to sizes has an empty region and empty scales', () => {
    const empty = (b: Builder): string => b.floats([0], []);
    const sizes = [1, 1, 2, 4];
    expect(run([1, 1, 1, 2], [3, 5], (b) => b.node('Resize', ['image', empty(b), empty(b), b.integers(sizes)], { mode: 'nearest' }), 11)).toEqual({
      dims: [1, 2, 4],
      data: [3, 3, 5, 5, 3, 3, 5, 5],
    });
  });

  test('an average over channels, the middle step of LocalResponseNorm, pools the first of three axes', () => {
    // Three channels of 1 x 2; a window of 3 channels with padding, which does not count.
    const attributes = { kernel_shape: [3, 1, 1], pads: [1, 0, 0, 1, 0, 0], strides: [1, 1, 1] };
    const pooled = (more: Record<string, number>) => (b: Builder) => b.node('AveragePool', ['image'], { ...attributes, ...more });
    const found = run([1, 1, 3, 1, 2], [1, 2, 3, 4, 8, 9], pooled({}));
    expect(found).toEqual({ dims: [1, 3, 1, 2], data: [2, 3, 4, 5, 5.5, 6.5] });
    const counted = run([1, 1, 3, 1, 2], [3, 6, 3, 3, 9, 9], pooled({ count_include_pad: 1 }));
    expect(counted.data).toEqual([2, 3, 5, 6, 4, 4]);
  });

  test('Dropout in training mode passes on everything at a ratio of 0, and is refused at any other', () => {
    const dropout = (ratio: number) => (b: Builder) =>
      b.node('Dropout', ['image', b.floats([], [ratio]), b.node('Cast', [b.integers([1], [])], { to: 9 })]);
    expect(run([1, 3], [1, 2, 3], dropout(0)).data).toEqual([1, 2, 3]);
    expect(() => run([1, 3], [1, 2, 3], dropout(0.5))).toThrow(/is in training mode/);
  });

  test('a pool over three axes that is more than that is refused', () => {
    const attributes = { kernel_shape: [1, 2, 2] };
    expect(() => run([1, 1, 3, 2, 2], counting(12), (b) => b.node('AveragePool', ['image'], attributes))).toThrow(
      /only maps \[batch, channels, height, width\]/,
    );
  });
});
