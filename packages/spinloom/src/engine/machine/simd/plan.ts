/**
 * How a layer runs on the kernels: which of them, and how its operands lie in memory. Plain numbers, made once per layer.
 *
 * A padded map is held pixel by pixel, the channels of a group side by side; a window is then a few runs of consecutive elements. The choice:
 * - `pairs`: 1-bit weights and codes, table look-up for two positions at once;
 * - `lookup`: weights of 1 bit (codes to 8 bits) or 2 bits (codes to 6), table look-up, plane by plane of the weights;
 * - `dot8`: wider weights where relaxed SIMD multiplies bytes exactly (codes to 7 bits); `dot16` otherwise;
 * - `lanes`: groups of few kernels, where the others would compute mostly padding.
 */
import type { Build } from '@spinloom/kernels';
import type { Dot, Geometry } from '../../../network/index.ts';

export type Kind = 'pairs' | 'lookup' | 'dot8' | 'dot16' | 'lanes';

/** Consecutive elements of a window, counted in bytes of what the kernel reads. */
export interface Run {
  readonly offset: number;
  readonly bytes: number;
}

export interface Plan {
  readonly kind: Kind;
  readonly groups: number;
  /** Channels of a group, and as the map holds them. */
  readonly channels: number;
  readonly paddedChannels: number;
  /** Kernels of a group, and as the sums hold them: a multiple of 16. */
  readonly kernels: number;
  readonly paddedKernels: number;
  /** The padded map of one group. */
  readonly height: number;
  readonly width: number;
  /** Bytes of a pixel of one group: as arranged, and as the kernel reads it. */
  readonly arrangedBytes: number;
  readonly pixelBytes: number;
  readonly runs: readonly Run[];
  /** Pixel at which the window of each output position (each pair of them) starts. */
  readonly starts: Uint32Array;
  readonly pairStarts: Uint32Array;
  /** Pixels of the kernel's taps, from the start of a window. */
  readonly taps: Uint32Array;
  readonly positions: number;
  /** Slices of a code that are looked up apart: lowest bit and width. */
  readonly slices: readonly (readonly [shift: number, bits: number])[];
}

/** Undefined where the weights do not fit 16 bits: the back end that has no such limit runs the layer. */
export function planOf(layer: Dot, build: Build): Plan | undefined {
  const { geometry, weight, input } = layer;
  const { groups } = geometry;
  const channels = geometry.input[0] / groups;
  const kernels = geometry.output[0] / groups;
  const slices: readonly (readonly [number, number])[] =
    input.bits <= 6
      ? [[0, input.bits]]
      : [
          [0, 4],
          [4, input.bits - 4],
        ];
  const kind = kindOf(layer, build, channels, kernels, slices.length);
  const most = Math.max(Math.abs(weight.offset), Math.abs(weight.gain * (2 ** weight.bits - 1) + weight.offset));
  if ((kind === 'dot16' || kind === 'lanes') && most > 32_767) return undefined;
  const shape = shapeOf(kind, groups, channels, kernels);
  const { height, width } = mapOf(geometry);
  return {
    kind,
    ...shape,
    channels,
    paddedKernels: Math.ceil((shape.kernels || 1) / 16) * 16,
    height,
    width,
    runs: runsOf(geometry, width, shape.pixelBytes),
    ...startsOf(geometry, width),
    taps: tapsOf(geometry, width),
    positions: geometry.output[1] * geometry.output[2],
    slices,
  };
}

function kindOf({ weight, input, geometry }: Dot, build: Build, channels: number, kernels: number, slices: number): Kind {
  if (geometry.groups > 1 && kernels < 8 && channels < 16) return 'lanes';
  if (weight.bits === 1 && input.bits === 1) return 'pairs';
  if (weight.bits * slices <= 2) return 'lookup';
  return build === 'relaxed' && input.bits <= 7 ? 'dot8' : 'dot16';
}

function shapeOf(
  kind: Kind,
  groups: number,
  channels: number,
  kernels: number,
): Pick<Plan, 'groups' | 'kernels' | 'paddedChannels' | 'arrangedBytes' | 'pixelBytes'> {
  const padded = (unit: number): number => Math.ceil(channels / unit) * unit;
  switch (kind) {
    case 'pairs':
    case 'lookup':
      return { groups, kernels, paddedChannels: padded(4), arrangedBytes: padded(4), pixelBytes: 4 * padded(4) };
    case 'dot8':
      return { groups, kernels, paddedChannels: padded(16), arrangedBytes: padded(16), pixelBytes: padded(16) };
    case 'dot16':
      return { groups, kernels, paddedChannels: padded(8), arrangedBytes: 2 * padded(8), pixelBytes: 2 * padded(8) };
    case 'lanes': {
      // All groups at once: [channel of a group, kernel], kernels in lanes.
      const lanes = Math.ceil((groups * kernels) / 16) * 16;
      return {
        groups: 1,
        kernels: groups * kernels,
        paddedChannels: channels * lanes,
        arrangedBytes: 2 * channels * lanes,
        pixelBytes: 2 * channels * lanes,
      };
    }
  }
}

/** The padded map, as far as the image or any window reaches. */
export function mapOf({ input, output, kernel, stride, dilation, pad }: Geometry): { readonly height: number; readonly width: number } {
  const along = (axis: 0 | 1): number =>
    Math.max(pad[axis] + input[axis + 1]!, (output[axis + 1]! - 1) * stride[axis] + (kernel[axis] - 1) * dilation[axis] + 1);
  return { height: along(0), width: along(1) };
}

function runsOf({ kernel, dilation }: Geometry, width: number, pixelBytes: number): readonly Run[] {
  const [rows, columns] = kernel;
  const row = dilation[0] * width * pixelBytes;
  if (columns > 1 && dilation[1] > 1) {
    return Array.from({ length: rows * columns }, (_, tap) => ({
      offset: Math.floor(tap / columns) * row + (tap % columns) * dilation[1] * pixelBytes,
      bytes: pixelBytes,
    }));
  }
  if (columns === width && (rows === 1 || dilation[0] === 1)) return [{ offset: 0, bytes: rows * columns * pixelBytes }];
  return Array.from({ length: rows }, (_, y) => ({ offset: y * row, bytes: columns * pixelBytes }));
}

/** Windows in the order of the output. */
export function startsOf({ output, stride }: Geometry, width: number): Pick<Plan, 'starts' | 'pairStarts'> {
  const [, rows, columns] = output;
  const start = (y: number, x: number): number => y * stride[0] * width + x * stride[1];
  const pairs = (columns + 1) >> 1;
  return {
    starts: Uint32Array.from({ length: rows * columns }, (_, p) => start(Math.floor(p / columns), p % columns)),
    pairStarts: Uint32Array.from({ length: rows * pairs }, (_, q) => start(Math.floor(q / pairs), 2 * (q % pairs))),
  };
}

/** Taps of a kernel, row by row. */
export function tapsOf({ kernel, dilation }: Geometry, width: number): Uint32Array {
  return Uint32Array.from(
    { length: kernel[0] * kernel[1] },
    (_, tap) => Math.floor(tap / kernel[1]) * dilation[0] * width + (tap % kernel[1]) * dilation[1],
  );
}
