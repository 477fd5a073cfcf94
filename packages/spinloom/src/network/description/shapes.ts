/** Output sizes of windows that slide over a map. Padding is part of the map: a window may lie partly in it. */
import type { Geometry, Pad, Pair, Shape } from '../types.ts';

/** As written: one number for both axes, or one each. */
export type Sizes = number | readonly [vertical: number, horizontal: number];
export type Padding = 'same' | 'valid' | Sizes | readonly [top: number, left: number, bottom: number, right: number];

export interface Window {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly pad: Pad;
  /** Less than 1 where the kernel does not fit. */
  readonly output: Pair;
}

export function pairOf(sizes: Sizes): Pair {
  return typeof sizes === 'number' ? [sizes, sizes] : sizes;
}

/** 'same' is that of TensorFlow: output = input / stride rounded up, an odd zero at the bottom and right. */
export function windowOf(map: Shape, kernel: Pair, stride: Pair, dilation: Pair, padding: Padding): Window {
  const extent = (axis: 0 | 1): number => (kernel[axis] - 1) * dilation[axis] + 1;
  const same = (axis: 0 | 1): number => Math.max(0, (Math.ceil(map[axis + 1]! / stride[axis]) - 1) * stride[axis] + extent(axis) - map[axis + 1]!);
  const pad = padOf(padding, [same(0), same(1)]);
  const along = (axis: 0 | 1): number => Math.floor((map[axis + 1]! + pad[axis]! + pad[axis + 2]! - extent(axis)) / stride[axis]) + 1;
  return { kernel, stride, dilation, pad, output: [along(0), along(1)] };
}

function padOf(padding: Padding, same: Pair): Pad {
  if (padding === 'valid') return [0, 0, 0, 0];
  if (padding === 'same') {
    const [top, left] = [Math.floor(same[0] / 2), Math.floor(same[1] / 2)];
    return [top, left, same[0] - top, same[1] - left];
  }
  if (typeof padding === 'number') return [padding, padding, padding, padding];
  return padding.length === 4 ? padding : [padding[0], padding[1], padding[0], padding[1]];
}

export function elementsOf([channels, height, width]: Shape): number {
  return channels * height * width;
}

/** Taps of one kernel. */
export function tapsOf({ input, kernel, groups }: Geometry): number {
  return (input[0] / groups) * kernel[0] * kernel[1];
}
