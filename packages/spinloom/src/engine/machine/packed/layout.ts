/**
 * Where the bits of a layer lie when they are packed in 32-bit words: plain numbers, made once per layer.
 *
 * An input plane holds, group by group, the padded image with the channels of a pixel side by side: bit (y x width + x) x channels + c.
 * One row of a kernel is then one run of consecutive bits (one run a tap where it is dilated, one run in all where the kernel spans the
 * padded width), and a window is the concatenation of its runs, dense whatever the number of channels. Weight rows have the same order.
 */
import type { Geometry } from '../../../network/index.ts';

/** Words that the multiplying tile takes at a time; the length of a row is a multiple of it. */
export const blockWords = 3;

export interface Layout {
  /** Channels and kernels of one group. */
  readonly channels: number;
  readonly kernels: number;
  /** Width of the padded image, in pixels. */
  readonly width: number;
  /** Words of one plane of one group, with one to spare for a run that is read across the end. */
  readonly planeWords: number;
  /** Taps of a window, in bits, and the words of a row that holds them. */
  readonly taps: number;
  readonly rowWords: number;
  /** Bit at which each run starts, counted from the window's origin; all have the same length. */
  readonly runs: Int32Array;
  readonly runBits: number;
  /** Windows of the layer. */
  readonly windows: number;
}

export function layoutOf(geometry: Geometry): Layout {
  const { input, output, kernel, dilation, pad, groups } = geometry;
  const channels = input[0] / groups;
  const width = input[2] + pad[1] + pad[3];
  const height = input[1] + pad[0] + pad[2];
  const taps = kernel[0] * kernel[1] * channels;
  const { runs, runBits } = runsOf(kernel, dilation, width, channels);
  return {
    channels,
    kernels: output[0] / groups,
    width,
    planeWords: Math.ceil((width * height * channels) / 32) + 1,
    taps,
    rowWords: Math.ceil(taps / (32 * blockWords)) * blockWords,
    runs,
    runBits,
    windows: output[1] * output[2],
  };
}

function runsOf(kernel: Geometry['kernel'], dilation: Geometry['dilation'], width: number, channels: number): Pick<Layout, 'runs' | 'runBits'> {
  const [rows, columns] = kernel;
  const rowBits = dilation[0] * width * channels;
  if (columns > 1 && dilation[1] > 1) {
    const runs = Int32Array.from({ length: rows * columns }, (_, tap) => {
      const row = Math.floor(tap / columns);
      return row * rowBits + (tap - row * columns) * dilation[1] * channels;
    });
    return { runs, runBits: channels };
  }
  const whole = columns === width && (rows === 1 || dilation[0] === 1);
  if (whole) return { runs: new Int32Array(1), runBits: rows * columns * channels };
  return { runs: Int32Array.from({ length: rows }, (_, row) => row * rowBits), runBits: columns * channels };
}
