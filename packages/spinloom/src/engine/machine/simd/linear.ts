/** First and last layers on the kernels: float32 in and out, sums in float64, the same bits as the reference. */
import type { Digital, Linear, Tensor } from '../../../network/index.ts';
import { linearOf } from '../../../network/index.ts';
import type { Memory } from './memory.ts';
import { mapOf, startsOf, tapsOf } from './plan.ts';

export interface ReadyLinear {
  readonly linear: Linear;
  readonly height: number;
  readonly width: number;
  readonly taps: number;
  readonly tapCount: number;
  readonly starts: number;
  readonly positions: number;
  /** Byte offsets by group. */
  readonly weights: readonly number[];
  readonly bias: readonly number[];
}

/** Undefined for a node that is no sum of products. */
export function prepareLinear(node: Digital, memory: Memory): ReadyLinear | undefined {
  const linear = linearOf(node);
  if (linear === undefined) return undefined;
  const { geometry } = linear;
  const { height, width } = mapOf(geometry);
  const { groups, output, input } = geometry;
  const perGroup = output[0] / groups;
  const area = tapsOf(geometry, width);
  const channels = input[0] / groups;
  const taps = Uint32Array.from({ length: channels * area.length }, (_, t) => {
    const c = Math.floor(t / area.length);
    return c * height * width + area[t - c * area.length]!;
  });
  const positions = output[1] * output[2];
  if (8 * (input[0] * height * width + linear.weights.length) + 4 * output[0] * positions > mostBytes) return undefined;
  const all = Array.from({ length: groups }, (_, group) => group);
  return {
    linear,
    height,
    width,
    taps: memory.keep(taps),
    tapCount: taps.length,
    starts: memory.keep(startsOf(geometry, width).starts),
    positions,
    weights: all.map((group) => memory.keep(inBlocks(linear.weights, group * perGroup, perGroup, taps.length))),
    bias: all.map((group) => {
      const filled = new Float64Array(Math.ceil(perGroup / 8) * 8);
      if (linear.bias !== undefined) filled.set(linear.bias.subarray(group * perGroup, (group + 1) * perGroup));
      return memory.keep(filled);
    }),
  };
}

// As for integer layers.
const mostBytes = 2 ** 30;

/** [block of 8 kernels, tap, 8] */
function inBlocks(weights: Float32Array, first: number, kernels: number, taps: number): Float32Array {
  const blocks = new Float32Array(Math.ceil(kernels / 8) * 8 * taps);
  for (let k = 0; k < kernels; k++) {
    const to = (k >> 3) * 8 * taps + (k & 7);
    for (let t = 0; t < taps; t++) blocks[to + 8 * t] = weights[(first + k) * taps + t]!;
  }
  return blocks;
}

/** Output [kernel, y, x]. */
export function runLinear(ready: ReadyLinear, memory: Memory, image: Tensor): Float32Array {
  const { linear, height, width, taps, tapCount, starts, positions, weights, bias } = ready;
  const { input, output, pad, groups } = linear.geometry;
  const [channels, rows, columns] = input;
  const map = memory.space('map', channels * height * width * 8 + 64);
  const out = memory.space('sums', output[0] * positions * 4 + 64);
  const doubles = memory.doubles();
  const base = map >> 3;
  doubles.fill(0, base, base + channels * height * width);
  for (let c = 0, from = 0; c < channels; c++) {
    for (let y = 0; y < rows; y++, from += columns) {
      doubles.set(image.data.subarray(from, from + columns), base + (c * height + y + pad[0]) * width + pad[1]);
    }
  }
  const perGroup = output[0] / groups;
  const groupBytes = (channels / groups) * height * width * 8;
  for (let group = 0; group < groups; group++) {
    const to = out + group * perGroup * positions * 4;
    memory.kernels.linear(map + group * groupBytes, starts, positions, taps, tapCount, weights[group]!, perGroup, bias[group]!, to);
  }
  return memory.floats().slice(out >> 2, (out >> 2) + output[0] * positions);
}
