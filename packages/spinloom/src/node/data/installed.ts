/** Sets that a system package puts in a known place. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ShippedData } from '../shipped.ts';

const folder = '/usr/share/datasets/fashion-mnist';

const sets: readonly ShippedData[] = (
  [
    ['fashion-mnist', 't10k', 'the 10,000 test images of Fashion-MNIST'],
    ['fashion-mnist-train', 'train', 'the 60,000 training images of Fashion-MNIST'],
  ] as const
).map(([name, half, what]) => ({
  name,
  title: `${what} (28 x 28, 10 classes; MIT licence, Zalando SE), from the Debian package dataset-fashion-mnist`,
  images: join(folder, `${half}-images-idx3-ubyte.gz`),
  labels: join(folder, `${half}-labels-idx1-ubyte.gz`),
}));

/** Those that are installed. */
export function installedData(): readonly ShippedData[] {
  return sets.filter(({ images, labels }) => existsSync(images) && existsSync(labels));
}

/** How to get the others. */
export const missingData: readonly { readonly name: string; readonly advice: string }[] = sets.map(({ name }) => ({
  name,
  advice: `install it by 'apt-get install dataset-fashion-mnist' (Debian, Ubuntu), or give the IDX files with --images and --labels`,
}));
