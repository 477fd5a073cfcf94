/**
 * Resampling along axes: nearest, linear and cubic, each axis apart.
 *
 * Source: ONNX operator Resize-19 and its reference implementation (onnx.reference.ops.op_resize); a tap outside the tensor is the edge's.
 */
import type { Numbers } from '../element.ts';
import { sizeOf } from '../operators/operator.ts';
import { linesAlong } from './along.ts';

/** Where output element `x` of an axis lies on the input's. `output` is scale x input, before it was made whole. */
export type Coordinate = (x: number, scale: number, input: number, output: number, length: number) => number;

export const coordinates: Readonly<Record<string, Coordinate>> = {
  half_pixel: (x, scale) => (x + 0.5) / scale - 0.5,
  half_pixel_symmetric: (x, scale, input, output, length) => (input / 2) * (1 - length / output) + (x + 0.5) / scale - 0.5,
  pytorch_half_pixel: (x, scale, _, output) => (output === 1 ? -0.5 : (x + 0.5) / scale - 0.5),
  align_corners: (x, _, input, output) => (output === 1 ? 0 : (x * (input - 1)) / (output - 1)),
  asymmetric: (x, scale) => x / scale,
  tf_half_pixel_for_nn: (x, scale) => (x + 0.5) / scale,
};

export const roundings: Readonly<Record<string, (x: number) => number>> = {
  round_prefer_floor: (x) => Math.ceil(x - 0.5),
  round_prefer_ceil: (x) => Math.floor(x + 0.5),
  floor: Math.floor,
  ceil: Math.ceil,
};

/** A kernel of interpolation: the weight of a tap at a distance, 0 from `reach` on. */
export interface Kernel {
  readonly reach: number;
  readonly weight: (distance: number) => number;
}

export const linear: Kernel = { reach: 1, weight: (distance) => Math.max(0, 1 - Math.abs(distance)) };

/** Keys' cubic convolution; a = -0.75 in most frameworks. */
export function cubic(a: number): Kernel {
  const weight = (distance: number): number => {
    const x = Math.abs(distance);
    if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
    return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
  };
  return { reach: 2, weight };
}

/** One resized axis: its input and output length, and the position on the input of each output element. */
export interface Axis {
  readonly input: number;
  readonly length: number;
  readonly scale: number;
  readonly at: readonly number[];
}

/** The tensor with one axis resampled. `antialias` stretches the kernel where the axis shrinks; `exclude` gives taps outside no weight. */
export function resampled(
  x: Numbers,
  dims: readonly number[],
  axis: number,
  own: Axis,
  kernel: Kernel,
  antialias: boolean,
  exclude: boolean,
): Float64Array {
  const stretch = antialias ? Math.min(1, own.scale) : 1;
  const taps = own.at.map((position) => tapsAt(position, own.input, kernel, stretch, exclude));
  const from = linesAlong(dims, axis);
  const to = dims.with(axis, own.length);
  const into = linesAlong(to, axis);
  const data = new Float64Array(sizeOf(to));
  for (let line = 0; line < from.count; line++) {
    for (let j = 0; j < own.length; j++) {
      let sum = 0;
      for (const [index, weight] of taps[j]!) sum += weight * x[from.start(line) + index * from.step]!;
      data[into.start(line) + j * into.step] = sum;
    }
  }
  return data;
}

function tapsAt(
  position: number,
  input: number,
  kernel: Kernel,
  stretch: number,
  exclude: boolean,
): readonly (readonly [index: number, weight: number])[] {
  const reach = kernel.reach / stretch;
  const taps: (readonly [number, number])[] = [];
  let total = 0;
  for (let index = Math.floor(position - reach) + 1; index < position + reach; index++) {
    const outside = index < 0 || index >= input;
    const weight = exclude && outside ? 0 : kernel.weight((index - position) * stretch);
    total += weight;
    taps.push([Math.min(Math.max(index, 0), input - 1), weight]);
  }
  return taps.map(([index, weight]) => [index, weight / total]);
}
