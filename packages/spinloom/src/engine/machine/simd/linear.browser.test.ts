import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Digital, runDigital } from '../../../network/index.ts';
import { stream } from '../../../random/index.ts';
import { simdBackend } from './backend.ts';

it('gives the bits of the reference for convolutions of real numbers', () => {
  const to = (max: number, min = 1) => fc.integer({ min, max });
  const backend = simdBackend();
  let run = 0;
  fc.assert(
    fc.property(
      fc.record({
        groups: to(3),
        channels: to(5),
        kernels: to(19),
        image: fc.tuple(to(9), to(9)),
        kernel: fc.tuple(to(4), to(4)),
        stride: fc.tuple(to(3), to(3)),
        dilation: fc.tuple(to(2), to(2)),
        pads: fc.tuple(to(3, 0), to(3, 0), to(3, 0), to(3, 0)),
        bias: fc.boolean(),
        seed: to(1000),
      }),
      (s) => {
        const spans = (axis: 0 | 1): boolean => s.image[axis] + s.pads[axis] + s.pads[axis + 2]! >= (s.kernel[axis] - 1) * s.dilation[axis] + 1;
        fc.pre(spans(0) && spans(1));
        const node = convolution(s);
        const image = { dims: [s.groups * s.channels, ...s.image], data: reals(`${s.seed} image`, s.groups * s.channels * s.image[0] * s.image[1]) };
        const found = backend.digital!(node, [image]);
        expect(found).toEqual(runDigital(node, [image]).data);
        run++;
      },
    ),
    { numRuns: 200 },
  );
  expect(run).toBeGreaterThan(100);
});

it('gives the bits of the reference for fully connected layers, and leaves other nodes to it', () => {
  const features = 301;
  const operands = [
    { type: 'float32', dims: [1, features] },
    { type: 'float32', dims: [10, features], data: reals('weights', 10 * features) },
    { type: 'float32', dims: [10], data: reals('bias', 10) },
  ];
  const node = digital('gemm', { transB: 1, operands });
  const image = { dims: [features], data: reals('image', features) };
  const backend = simdBackend();
  expect(backend.digital!(node, [image])).toEqual(runDigital(node, [image]).data);
  // Another factor is another rounding.
  expect(backend.digital!(digital('gemm', { transB: 1, alpha: 0.5, operands }), [image])).toBeUndefined();
  expect(backend.digital!(digital('relu', { operands: operands.slice(0, 1) }), [image])).toBeUndefined();
});

interface Shape {
  readonly groups: number;
  readonly channels: number;
  readonly kernels: number;
  readonly image: readonly [number, number];
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly pads: readonly [number, number, number, number];
  readonly bias: boolean;
  readonly seed: number;
}

function convolution({ groups, channels, kernels, image, kernel, stride, dilation, pads, bias, seed }: Shape): Digital {
  const all = groups * kernels;
  return digital('conv', {
    group: groups,
    strides: stride,
    dilations: dilation,
    pads,
    operands: [
      { type: 'float32', dims: [1, groups * channels, ...image] },
      { type: 'float32', dims: [all, channels, ...kernel], data: reals(`${seed} weights`, all * channels * kernel[0] * kernel[1]) },
      ...(bias ? [{ type: 'float32', dims: [all], data: reals(`${seed} bias`, all) }] : []),
    ],
  });
}

function digital(operator: string, attributes: Readonly<Record<string, unknown>>): Digital {
  return { kind: 'digital', name: 'node', operator, attributes: { opset: 13, ...attributes }, macs: 0, elements: 0, parameterBits: 0 };
}

function reals(what: string, length: number): Float32Array {
  const random = stream(3, what);
  return Float32Array.from({ length }, (_, i) => random.normal(i));
}
