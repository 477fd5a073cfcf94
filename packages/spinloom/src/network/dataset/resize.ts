/** Sizes and channels made to fit a network. */
import { refuse } from '../../refusal/index.ts';
import type { DataOptions, Images, Size } from './types.ts';

/**
 * Bilinear, with half-pixel centres: row r of the result lies at (r + 1/2) x height / new height - 1/2 of the image, rows outside are those of the border.
 * No antialiasing: where an image shrinks, pixels between are not looked at. As cv2.resize (INTER_LINEAR) and tf.image.resize do; results are not
 * rounded to whole numbers, as tf.image.resize does and cv2 does for floats. Planes: [channel, row, column].
 */
export function resizePlanes(pixels: Uint8Array | Float32Array, channels: number, [height, width]: Size, [rows, columns]: Size): Float32Array {
  const result = new Float32Array(channels * rows * columns);
  const across = positions(width, columns);
  const down = positions(height, rows);
  let at = 0;
  for (let channel = 0; channel < channels; channel++) {
    for (const y of down) {
      const above = (channel * height + y.first) * width;
      const below = (channel * height + y.second) * width;
      for (const x of across) {
        const top = pixels[above + x.first]! + (pixels[above + x.second]! - pixels[above + x.first]!) * x.share;
        const bottom = pixels[below + x.first]! + (pixels[below + x.second]! - pixels[below + x.first]!) * x.share;
        result[at++] = top + (bottom - top) * y.share;
      }
    }
  }
  return result;
}

interface Position {
  readonly first: number;
  readonly second: number;
  readonly share: number;
}

function positions(length: number, wanted: number): readonly Position[] {
  return Array.from({ length: wanted }, (_, i) => {
    const at = Math.min(length - 1, Math.max(0, ((i + 0.5) * length) / wanted - 0.5));
    const first = Math.floor(at);
    return { first, second: Math.min(length - 1, first + 1), share: at - first };
  });
}

/** Planes of one channel as three equal ones, or of three as luma (ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B, not rounded). */
export function toChannels<Pixels extends Uint8Array | Float32Array>(pixels: Pixels, from: number, to: number, area: number): Pixels | Float32Array {
  if (from === to) return pixels;
  if (from === 1) {
    const planes = pixels instanceof Uint8Array ? new Uint8Array(to * area) : new Float32Array(to * area);
    for (let channel = 0; channel < to; channel++) planes.set(pixels, channel * area);
    return planes as Pixels;
  }
  return Float32Array.from({ length: area }, (_, i) => 0.299 * pixels[i]! + 0.587 * pixels[area + i]! + 0.114 * pixels[2 * area + i]!);
}

/** The images with other channels and another size, made as they are read: channels first. Refuses channels other than 1 and 3 where they are to change. */
export function converted(images: Images, { resize, channels: wanted }: DataOptions, name: string): Images {
  const { count, channels, height, width, origin } = images;
  const changes = wanted !== undefined && wanted !== channels;
  if (changes && channels !== 1 && channels !== 3)
    refuse(`${name} has images of ${channels} channels, which cannot be made ${wanted}; --channels changes 1 into 3 or 3 into 1`);
  const resizes = resize !== undefined && (resize[0] !== height || resize[1] !== width);
  if (!changes && !resizes) return images;
  const to: { readonly channels: number; readonly size: Size } = { channels: changes ? wanted : channels, size: resizes ? resize : [height, width] };
  const each = channels * height * width;
  const read = (from: number, end: number): Float32Array => {
    const stored = images.read(from, end);
    const size = to.channels * to.size[0] * to.size[1];
    const pixels = new Float32Array(Math.max(0, end - from) * size);
    for (let i = 0; i < end - from; i++) {
      const planes = toChannels(stored.subarray(i * each, (i + 1) * each), channels, to.channels, height * width);
      pixels.set(resizes ? resizePlanes(planes, to.channels, [height, width], to.size) : planes, i * size);
    }
    return pixels;
  };
  const told = { ...origin, resize: resizes ? resize : origin.resize, channels: changes ? wanted : origin.channels };
  return { count, channels: to.channels, height: to.size[0], width: to.size[1], values: images.values, read, origin: told };
}
