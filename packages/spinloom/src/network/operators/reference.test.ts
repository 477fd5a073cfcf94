import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erf, exp, expm1, ln, log1p, sigmoid, softplus, tanh } from '../arithmetic/functions.ts';
import type { ElementType } from '../element.ts';
import { runGraph } from '../execute.ts';
import type { Attribute, Graph } from '../types.ts';
import type { Value } from './operator.ts';

/** One node on the given operands; all its outputs. A number stands for a float32 scalar. */
function run(
  operator: string,
  operands: readonly (Value | undefined)[],
  attributes: Readonly<Record<string, Attribute>> = {},
  { opset = 24, outputs = 1 } = {},
): readonly Value[] {
  const names = Array.from({ length: outputs }, (_, at) => `y${at}`);
  const inputs = Object.fromEntries(operands.flatMap((value, at) => (value === undefined ? [] : [[`x${at}`, value]])));
  const graph: Graph = {
    name: 'one.onnx',
    opset,
    inputs: Object.entries(inputs).map(([name, { type, dims }]) => ({ name, type, dims })),
    outputs: names.map((name) => ({ name, dims: [] })),
    initializers: {},
    nodes: [
      { name: 'n', operator, domain: '', inputs: operands.map((value, at) => (value === undefined ? '' : `x${at}`)), outputs: names, attributes },
    ],
    metadata: {},
  };
  return runGraph(graph, inputs);
}

const tensor = (dims: readonly number[], data: ArrayLike<number>, type: ElementType = 'float32'): Value => ({
  type,
  dims,
  data: Float64Array.from(data),
});
const list = (...data: number[]): Value => tensor([data.length], data);
const whole = (...data: number[]): Value => tensor([data.length], data, 'int64');
const numbers = (value: Value | undefined): number[] => Array.from(value!.data);

function close(value: Value | undefined, expected: readonly number[]): void {
  const found = numbers(value);
  expect(found.length).toBe(expected.length);
  for (const [i, own] of found.entries()) expect(own).toBeCloseTo(expected[i]!, 5);
}

describe('elementary functions', () => {
  // Math of the engine at hand is the other implementation.
  test.each<[string, (x: number) => number, (x: number) => number, number]>([
    ['exp', exp, Math.exp, 700],
    ['expm1', expm1, Math.expm1, 30],
    ['tanh', tanh, Math.tanh, 30],
    ['sigmoid', sigmoid, (x) => 1 / (1 + Math.exp(-x)), 500],
    ['softplus', softplus, (x) => Math.log1p(Math.exp(x)), 30],
    ['ln of e^x', (x) => ln(Math.exp(x)), (x) => Math.log(Math.exp(x)), 700],
    ['log1p of e^x', (x) => log1p(Math.exp(x)), (x) => Math.log1p(Math.exp(x)), 700],
  ])('%s agrees with the engine', (_, own, other, reach) => {
    fc.assert(
      fc.property(fc.double({ min: -reach, max: reach, noNaN: true }), (x) => {
        expect(Math.abs(own(x) - other(x))).toBeLessThanOrEqual(4e-15 * Math.abs(other(x)) + Number.MIN_VALUE);
      }),
      { numRuns: 500 },
    );
  });

  // Abramowitz and Stegun, table 7.1.
  test.each([
    [0, 0],
    [0.1, 0.112462916],
    [0.5, 0.5204998778],
    [1, 0.8427007929],
    [-1.5, -0.9661051465],
    [2, 0.995322265],
  ])('erf(%d) is %d', (x, expected) => {
    expect(erf(x)).toBeCloseTo(expected, 10);
  });

  test('ends of the line', () => {
    expect([exp(-1000), exp(1000), ln(0), ln(Infinity), tanh(-50), erf(30), sigmoid(-1000)]).toEqual([0, Infinity, -Infinity, Infinity, -1, 1, 0]);
    expect([exp(Number.NaN), ln(-1), erf(Number.NaN)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(ln(1e-310)).toBeCloseTo(-713.8, 1);
  });
});

describe('operators that ONNX tests of 2022 do not cover, by their definitions', () => {
  test('Gelu in both forms, Mish, Swish, HardSwish', () => {
    // Of PyTorch 2: torch.nn.functional.gelu, mish, silu, hardswish.
    const x = list(-1, 0.5, 2);
    close(run('Gelu', [x])[0], [-0.158655, 0.345731, 1.9545]);
    close(run('Gelu', [x], { approximate: 'tanh' })[0], [-0.158808, 0.345714, 1.954598]);
    close(run('Mish', [x])[0], [-0.303401, 0.375245, 1.943959]);
    close(run('Swish', [x])[0], [-0.268941, 0.31123, 1.761594]);
    close(run('HardSwish', [x])[0], [-0.333333, 0.291667, 1.666667]);
  });

  test('Pad reflects, wraps round, cuts off, and pads named axes', () => {
    const x = tensor([1, 3], [1, 2, 3]);
    const pad = (mode: string, pads: readonly number[], axes?: readonly number[]): number[] =>
      numbers(run('Pad', [x, whole(...pads), undefined, axes && whole(...axes)], { mode })[0]);
    expect(pad('constant', [0, 1, 0, 2])).toEqual([0, 1, 2, 3, 0, 0]);
    expect(pad('reflect', [2, 2], [1])).toEqual([3, 2, 1, 2, 3, 2, 1]);
    expect(pad('edge', [2, 1], [-1])).toEqual([1, 1, 1, 2, 3, 3]);
    expect(pad('wrap', [4, 1], [1])).toEqual([3, 1, 2, 3, 1, 2, 3, 1]);
    expect(pad('constant', [-1, 0], [1])).toEqual([2, 3]);
    expect(numbers(run('Pad', [x], { pads: [0, 0, 0, 1], value: 7 }, { opset: 2 })[0])).toEqual([1, 2, 3, 7]);
  });

  test('Split into parts of which the last is smaller, and into stated sizes', () => {
    const parts = run('Split', [whole(1, 2, 3, 4, 5)], { num_outputs: 2 }, { outputs: 2 });
    expect(parts.map(numbers)).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    expect(run('Split', [list(1, 2, 3, 4, 5)], { split: [1, 4] }, { opset: 11, outputs: 2 }).map(numbers)).toEqual([[1], [2, 3, 4, 5]]);
    expect(() => run('Split', [list(1, 2, 3)], { split: [1, 1] }, { opset: 11, outputs: 2 })).toThrow(
      /^one\.onnx: Split node 'n' splits axis 0 of shape \[3\]/,
    );
  });

  test('GroupNormalization makes each group of mean 0 and variance 1, then scales by group or by channel', () => {
    const x = tensor([1, 4, 1, 2], [1, 3, 5, 7, 10, 10, 30, 30]);
    const plain = run('GroupNormalization', [x, list(1, 1), list(0, 0)], { num_groups: 2, epsilon: 0 }, { opset: 18 })[0];
    const expected = [-3, -1, 1, 3].map((value) => value / Math.sqrt(5)).concat([-1, -1, 1, 1]);
    close(plain, expected);
    const scaled = run('GroupNormalization', [x, list(1, 2, 3, 4), list(0, 0, 0, 1)], { num_groups: 2, epsilon: 0 }, { opset: 21 })[0];
    close(
      scaled,
      expected.map((value, i) => value * [1, 1, 2, 2, 3, 3, 4, 4][i]! + (i > 5 ? 1 : 0)),
    );
  });

  test('LpNormalization makes lines of length 1', () => {
    expect(numbers(run('LpNormalization', [tensor([2, 2], [3, 4, 0, 0])])[0])).toEqual([3, 4, 0, 0].map((value) => Math.fround(value / 5)));
    expect(numbers(run('LpNormalization', [tensor([2, 2], [1, 5, 3, 15])], { p: 1, axis: 0 })[0])).toEqual([0.25, 0.25, 0.75, 0.75]);
  });

  test('RMSNormalization divides by the root of the mean square', () => {
    expect(numbers(run('RMSNormalization', [tensor([1, 2], [3, 4]), list(1, 2)], { epsilon: 0.5 })[0])).toEqual(
      [3 / Math.sqrt(13), 8 / Math.sqrt(13)].map(Math.fround),
    );
  });

  test('LpPool of windows', () => {
    const x = tensor([1, 1, 1, 3], [3, -4, 12]);
    expect(numbers(run('LpPool', [x], { kernel_shape: [1, 2] })[0])).toEqual([5, Math.fround(Math.sqrt(160))]);
    expect(numbers(run('LpPool', [x], { kernel_shape: [1, 2], p: 1 })[0])).toEqual([7, 16]);
  });

  test('Clip takes the greatest where bounds cross, SpaceToDepth both orders', () => {
    expect(numbers(run('Clip', [list(0, 1, 5), list(2), list(1)])[0])).toEqual([1, 1, 1]);
    const x = tensor([1, 2, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7]);
    expect(numbers(run('SpaceToDepth', [x], { blocksize: 2 })[0])).toEqual([0, 4, 1, 5, 2, 6, 3, 7]);
    expect(numbers(run('SpaceToDepth', [x], { blocksize: 2, mode: 'CRD' }, { opset: 28 })[0])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test('a reduction over nothing of integers is the end of their range', () => {
    expect(numbers(run('ReduceMax', [tensor([2, 0], [], 'int8'), whole(1)], { keepdims: 0 })[0])).toEqual([-128, -128]);
    expect(numbers(run('ReduceMin', [tensor([1, 0], [], 'bool'), whole(1)])[0])).toEqual([1]);
  });
});

describe('Resize as operator sets 18 and 19 define it', () => {
  // Inputs and outputs of onnx.backend.test of onnx 1.23, which names each as said here.
  const map = (height: number, width: number): Value =>
    tensor(
      [1, 1, height, width],
      Array.from({ length: height * width }, (_, i) => i + 1),
    );

  test('downsample_scales_linear_antialias, downsample_scales_linear_half_pixel_symmetric', () => {
    const scales = (...data: number[]): (Value | undefined)[] => [undefined, list(...data)];
    close(run('Resize', [map(4, 4), ...scales(1, 1, 0.6, 0.6)], { antialias: 1, mode: 'linear' })[0], [2.875, 4.5, 9.375, 11]);
    const symmetric = { coordinate_transformation_mode: 'half_pixel_symmetric', mode: 'linear' };
    close(run('Resize', [map(1, 4), ...scales(1, 1, 1, 0.6)], symmetric)[0], [5 / 3, 10 / 3]);
  });

  test('sizes_nearest_not_larger, sizes_nearest_not_smaller, scales_nearest_axes_2_3', () => {
    const sizes = (policy: string, value: Value, ...data: number[]): Value =>
      run('Resize', [value, undefined, undefined, whole(...data)], { axes: [2, 3], keep_aspect_ratio_policy: policy })[0]!;
    expect(sizes('not_larger', map(2, 2), 7, 8).dims).toEqual([1, 1, 7, 7]);
    expect(numbers(sizes('not_larger', map(2, 2), 7, 8)).slice(0, 7)).toEqual([1, 1, 1, 1, 2, 2, 2]);
    expect(numbers(sizes('not_smaller', map(2, 4), 1, 3))).toEqual([1, 2, 4, 5, 6, 8]);
    expect(numbers(run('Resize', [map(2, 2), undefined, list(2, 3)], { axes: [2, 3] })[0]).slice(0, 12)).toEqual([
      1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2,
    ]);
  });

  test('Upsample takes its scales from an attribute or an operand', () => {
    const expected = [1, 1, 2, 2];
    expect(numbers(run('Upsample', [map(1, 2)], { scales: [1, 1, 1, 2] }, { opset: 7 })[0])).toEqual(expected);
    expect(numbers(run('Upsample', [map(1, 2), list(1, 1, 1, 2)], {}, { opset: 9 })[0])).toEqual(expected);
  });
});

describe('integer arithmetic', () => {
  test('wraps around, truncates and keeps its type', () => {
    const of = (type: ElementType, ...data: number[]): Value => tensor([data.length], data, type);
    expect(run('Add', [of('uint8', 250, 1), of('uint8', 10, 1)])[0]).toEqual({ type: 'uint8', dims: [2], data: Float64Array.of(4, 2) });
    expect(numbers(run('Mul', [of('int32', 2 ** 30), of('int32', 2 ** 30 + 1)])[0])).toEqual([2 ** 30]);
    expect(numbers(run('Div', [of('int32', -7, 7), of('int32', 2, -2)])[0])).toEqual([-3, -3]);
    expect(numbers(run('Neg', [of('uint8', 1)])[0])).toEqual([255]);
    expect(run('Cast', [list(-1.9, 300.7)], { to: 2 })[0]).toEqual({ type: 'uint8', dims: [2], data: Float64Array.of(255, 44) });
    expect(run('Cast', [list(0.1)], { to: 10 })[0]).toEqual({ type: 'float16', dims: [1], data: Float32Array.of(0.0999755859375) });
  });
});
