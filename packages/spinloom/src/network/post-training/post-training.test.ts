import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpret, lower } from '../index.ts';
import { build } from '../testing/build.ts';
import { executeNetwork } from '../testing/execute-network.ts';
import type { Graph, Tensor } from '../types.ts';
import { quantiseAfterTraining } from './index.ts';
import { activationRange, affineOf, weightScale } from './range.ts';

const info = { name: 'net.onnx', sha256: '' };
/** Numbers that look random and are not: the fractional parts of multiples of an irrational number, in [-1, 1). */
const spread = (length: number, seed: number): Float32Array => Float32Array.from({ length }, (_, i) => 2 * (((i + 1) * seed * 0.6180339887) % 1) - 1);

/** Convolution, Relu, max pooling; convolution, Relu, average pooling; flatten; two matrix products. */
function plainNet(): Graph {
  const b = build([1, 2, 8, 8]);
  const conv = (x: string, dims: readonly number[], seed: number, name: string): string =>
    b.node(
      'Conv',
      [
        x,
        b.floats(
          dims,
          spread(
            dims.reduce((p, d) => p * d, 1),
            seed,
          ),
        ),
        b.floats([dims[0]!], spread(dims[0]!, seed + 1)),
      ],
      { pads: [1, 1, 1, 1] },
      name,
    );
  const first = b.node('MaxPool', [b.node('Relu', [conv('image', [4, 2, 3, 3], 3, 'conv0')])], { kernel_shape: [2, 2], strides: [2, 2] });
  const second = b.node('Relu', [conv(first, [6, 4, 3, 3], 5, 'conv1')]);
  const flat = b.node('Flatten', [b.node('AveragePool', [second], { kernel_shape: [2, 2], strides: [2, 2] })], { axis: 1 });
  const hidden = b.node('Gemm', [flat, b.floats([10, 24], spread(240, 7)), b.floats([10], spread(10, 11))], { transB: 1 }, 'fc0');
  return b.graph(b.node('MatMul', [b.node('Relu', [hidden]), b.floats([10, 3], spread(30, 13))], {}, 'fc1'));
}

const images = (count: number): Tensor[] => Array.from({ length: count }, (_, i) => ({ dims: [2, 8, 8], data: spread(128, i + 2) }));

describe('ranges', () => {
  test('zero is a level of every activation quantiser, and the range lies within what was seen', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        (list, bits) => {
          const samples = Float32Array.from(list);
          const exact = [Math.min(...samples), Math.max(...samples)] as const;
          const [least, greatest] = activationRange(samples, exact, bits);
          const { scale, zero } = affineOf([least, greatest], bits);
          expect(least).toBeLessThanOrEqual(0);
          expect(greatest).toBeGreaterThanOrEqual(0);
          expect(scale).toBeGreaterThan(0);
          expect(Number.isInteger(zero) && zero >= 0 && zero <= 2 ** bits - 1).toBe(true);
        },
      ),
    );
  });

  test('few levels clip an outlier, many keep it', () => {
    const samples = Float32Array.of(...spread(4000, 3).map(Math.abs), 10);
    expect(activationRange(samples, [0, 10], 2)[1]).toBeLessThan(4);
    expect(activationRange(samples.subarray(0, 4000), [0, 1], 8)).toEqual([0, 1]);
  });

  test('one-bit weights have the mean magnitude as scale, and no other scale has less error', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (list, factor) => {
          fc.pre(list.some((w) => Math.abs(w) > 1e-6));
          const scale = weightScale(Float64Array.from(list), 1);
          const error = (s: number): number => list.reduce((sum, w) => sum + (w - (w >= 0 ? s : -s)) ** 2, 0);
          expect(error(scale)).toBeLessThanOrEqual(error(scale * factor) * (1 + 1e-12));
        },
      ),
    );
  });

  test('weights that lie on the levels of a width are met exactly; a kernel of zeros has a scale all the same', () => {
    expect(
      weightScale(
        Float64Array.of(-7, 3, 0, 7).map((w) => w * 0.25),
        4,
      ),
    ).toBeCloseTo(0.25, 12);
    expect(weightScale(Float64Array.of(0, 0), 4)).toBe(1);
  });
});

describe('quantisation after training', () => {
  test.each([8, 4, 2, 1])('at %i bits the integer network is its quantised graph, and its layers end in thresholds', (bits) => {
    for (const all of [false, true]) {
      const { network, graph } = quantiseAfterTraining(plainNet(), info, { bits: { weight: bits, input: bits }, all, images: images(6) });
      const dots = network.nodes.filter((node) => node.kind === 'dot');
      expect(dots.map(({ name }) => name)).toEqual(all ? ['conv0', 'conv1', 'fc0', 'fc1'] : ['conv1', 'fc0']);
      expect(dots.every((dot) => dot.weight.bits === bits && dot.input.bits === bits)).toBe(true);
      if (all) expect(dots[0]!.thresholds).toBeDefined();
      expect(network.accuracyKnown).toBe(true);
      for (const image of images(9).slice(6)) {
        const reference = interpret(graph, image).data;
        executeNetwork(network, image).data.forEach((logit, i) => {
          expect(Math.abs(logit - reference[i]!)).toBeLessThan(1e-4 * Math.max(1, ...reference.map(Math.abs)));
        });
      }
    }
  });

  test('the error falls with the width', () => {
    const float = images(4).map((image) => interpret(plainNet(), image).data);
    const error = (bits: number): number => {
      const { graph } = quantiseAfterTraining(plainNet(), info, { bits: { weight: bits, input: bits }, all: true, images: images(4) });
      return images(4).reduce((sum, image, at) => sum + interpret(graph, image).data.reduce((s, x, i) => s + (x - float[at]![i]!) ** 2, 0), 0);
    };
    const errors = [8, 6, 4, 2].map(error);
    expect(errors).toEqual(errors.toSorted((a, b) => a - b));
    const power = float.reduce((sum, logits) => sum + logits.reduce((s, x) => s + x * x, 0), 0);
    expect(errors[0]! / power).toBeLessThan(1e-3);
  });

  test('per-channel weights: every kernel has its own scale', () => {
    const { network } = quantiseAfterTraining(plainNet(), info, { bits: { weight: 4, input: 4 }, images: images(2) });
    const conv1 = network.nodes.find((node) => node.name === 'conv1')!;
    expect(conv1.kind === 'dot' && new Set(conv1.weight.scale).size).toBe(6);
  });

  test('the ranges of a calibration give the same network again, without images', () => {
    const options = { bits: { weight: 3, input: 5 } } as const;
    const calibrated = quantiseAfterTraining(plainNet(), info, { ...options, images: images(3) });
    const again = quantiseAfterTraining(plainNet(), info, { ...options, calibration: calibrated.network.imposed!.calibration! });
    expect(again.network).toEqual(calibrated.network);
    expect(Object.keys(calibrated.network.imposed!.calibration!.ranges)).toHaveLength(2);
    expect(calibrated.network.imposed).toMatchObject({ bits: '3:5', quantiseAll: false, calibration: { images: 3 } });
  });

  test('without images the network can be priced, and its accuracy is not known', () => {
    const { network } = quantiseAfterTraining(plainNet(), info, { bits: { weight: 2, input: 2 } });
    expect(network.accuracyKnown).toBe(false);
  });

  test('a tensor that two layers read is quantised once', () => {
    const b = build([1, 4]);
    const w = (seed: number): string => b.floats([4, 4], spread(16, seed));
    const x = b.node('MatMul', ['image', w(3)], {}, 'a');
    const sum = b.node('Add', [b.node('MatMul', [x, w(5)], {}, 'left'), b.node('MatMul', [x, w(7)], {}, 'right')]);
    const { graph } = quantiseAfterTraining(b.graph(b.node('MatMul', [sum, w(9)], {}, 'last')), info, {
      bits: { weight: 4, input: 4 },
      images: [{ dims: [4], data: spread(4, 3) }],
    });
    expect(graph.nodes.filter((node) => node.inputs[0] === x && node.operator === 'Quant')).toHaveLength(1);
  });

  test('refuses what cannot be quantised, with what to do', () => {
    const options = { bits: { weight: 4, input: 4 } };
    const one = build([1, 4]);
    const single = one.graph(one.node('MatMul', ['image', one.floats([4, 2], spread(8, 3))], {}, 'only'));
    expect(() => quantiseAfterTraining(single, info, options)).toThrow(
      'net.onnx has 1 layer with weights; the first and the last one stay float, which leaves none to quantise: add --quantise-all',
    );
    expect(lower(quantiseAfterTraining(single, info, { ...options, all: true }).graph, info).nodes.some((node) => node.kind === 'dot')).toBe(true);
    const none = build([1, 4]);
    expect(() => quantiseAfterTraining(none.graph(none.node('Relu', ['image'])), info, options)).toThrow('has no convolution or matrix product');
    const done = quantiseAfterTraining(plainNet(), info, options).graph;
    expect(() => quantiseAfterTraining(done, info, options)).toThrow("net.onnx is quantised already (layer 'conv1')");
    expect(() => quantiseAfterTraining(plainNet(), info, { ...options, images: [] })).toThrow('no image to calibrate');
    for (const weight of [0, 9, 1.5]) expect(() => quantiseAfterTraining(plainNet(), info, { bits: { weight, input: 4 } })).toThrow('1 to 8 bits');
  });
});
