/** Makes preprocessed batches of a data set: order, moves, pixel values. */
import type { Stream } from 'spinloom';
import type { ImageSet } from './datasets/index.ts';
import type { Recipe } from './recipe.ts';

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
