/** Images that are in memory as a whole. */
import type { Images } from './types.ts';
import { asStored } from './types.ts';

/** Pixels with their sizes, as plain data that can go to another thread. */
export interface ImageBlock {
  readonly count: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** [image, channel, row, column] */
  readonly pixels: Uint8Array | Float32Array;
  /** Default: `bytes` of a Uint8Array, `reals` of a Float32Array. */
  readonly values?: Images['values'];
}

export function memoryImages({ count, channels, height, width, pixels, values }: ImageBlock): Images {
  const size = channels * height * width;
  return {
    count,
    channels,
    height,
    width,
    values: values ?? (pixels instanceof Uint8Array ? 'bytes' : 'reals'),
    read: (from, to) => pixels.subarray(from * size, to * size),
    origin: { format: 'memory', ...asStored },
  };
}

/** Images [from, to) as a block of their own, which shares no memory with its source. */
export function blockOf(images: Images, from: number, to: number): ImageBlock {
  const { channels, height, width, values } = images;
  const pixels = images.read(from, to);
  return { count: to - from, channels, height, width, values, pixels: pixels.byteLength === pixels.buffer.byteLength ? pixels : pixels.slice() };
}
