/** Reads a data set from IDX files, compressed or not, and makes preprocessed batches of it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Images, memoryImages, readIdxImages, readIdxLabels, refuse, type Stream } from 'spinloom';
import type { Recipe } from './recipe.ts';

/** Where the Debian package dataset-fashion-mnist puts its files. */
export const defaultData = '/usr/share/datasets/fashion-mnist';

export interface LabelledSet extends Images {
  /** One class an image. */
  readonly labels: Uint8Array;
}

/** A set in memory as a whole: training takes images in any order. */
export interface ImageSet extends LabelledSet {
  /** [image, channel, row, column] */
  readonly pixels: Uint8Array;
}

/** Pixels and labels as a set. */
export function imageSet(block: Pick<ImageSet, 'count' | 'channels' | 'height' | 'width' | 'pixels' | 'labels'>): ImageSet {
  return { ...memoryImages(block), pixels: block.pixels, labels: block.labels };
}

/** The `train` (60,000 images) or `t10k` (10,000) half of the set in `folder`. */
export function readImageSet(folder: string, half: 'train' | 't10k'): ImageSet {
  const [imageFile, labelFile] = [`${half}-images-idx3-ubyte`, `${half}-labels-idx1-ubyte`];
  const images = readIdxImages(readPacked(folder, imageFile), join(folder, imageFile));
  const labels = readIdxLabels(readPacked(folder, labelFile), join(folder, labelFile));
  if (labels.length !== images.count)
    refuse(`${folder}: ${half} holds ${images.count} images and ${labels.length} labels; the two files belong to different sets`);
  return imageSet({ ...images, pixels: images.read(0, images.count) as Uint8Array, labels });
}

/** The first `count` images. */
export function firstImages(set: ImageSet, count: number): ImageSet {
  const kept = Math.min(count, set.count);
  const size = set.channels * set.height * set.width;
  return imageSet({ ...set, pixels: set.pixels.subarray(0, kept * size), labels: set.labels.subarray(0, kept), count: kept });
}

/** Bytes of NAME.gz or NAME, unpacked. */
export function readPacked(folder: string, name: string): Uint8Array {
  const packed = join(folder, `${name}.gz`);
  if (existsSync(packed)) return gunzipSync(readFileSync(packed));
  const plain = join(folder, name);
  if (existsSync(plain)) return readFileSync(plain);
  return refuse(`${packed} is not there; install the Debian package dataset-fashion-mnist or name the folder of the IDX files with --data DIR`);
}

/** Preprocessed value of each pixel value, [channel, 256]: x = (pixel x scale - mean) / std. */
export function preprocessing(recipe: Recipe): Float32Array {
  const { scale, mean, std } = recipe.preprocessing;
  return Float32Array.from({ length: 256 * recipe.input[0] }, (_, i) => ((i % 256) * scale - mean[i >> 8]!) / std[i >> 8]!);
}

/** An order of 0 .. count - 1 drawn from the stream (Fisher-Yates). */
export function shuffled(count: number, from: Stream): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(from.uniform(i) * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** How one image is moved: shifts in pixels, and whether it is mirrored. */
export interface Move {
  readonly down: number;
  readonly right: number;
  readonly flip: boolean;
}

/** The move of an image, a pure function of its random word. */
export function moveOf(word: number, augment: Recipe['training']['augment']): Move {
  const range = 2 * augment.shift + 1;
  return {
    down: ((word >>> 1) % range) - augment.shift,
    right: ((word >>> 16) % range) - augment.shift,
    flip: augment.flip && (word & 1) === 1,
  };
}

/** Writes image `index` of `set`, moved and mapped through `table`, to `into` at `at`. Pixels from outside are 0 before preprocessing. */
export function writeImage(set: ImageSet, index: number, table: Float32Array, into: Float32Array, at: number, move?: Move): void {
  const { pixels, channels, height, width } = set;
  const { down = 0, right = 0, flip = false } = move ?? {};
  let to = at;
  for (let channel = 0; channel < channels; channel++) {
    const start = (index * channels + channel) * height * width;
    for (let y = 0; y < height; y++) {
      const row = y - down;
      for (let x = 0; x < width; x++) {
        const shifted = x - right;
        const inside = row >= 0 && row < height && shifted >= 0 && shifted < width;
        const column = flip ? width - 1 - shifted : shifted;
        into[to++] = table[256 * channel + (inside ? pixels[start + row * width + column]! : 0)]!;
      }
    }
  }
}
