/** What a data set is to a recipe: images of one shape in two fixed parts, where they lie, how they are read, and which of them ship. */
import { type Images, type Labels, memoryImages, refuse } from 'spinloom';

export interface LabelledSet extends Images {
  /** One class an image. */
  readonly labels: Labels;
}

/** A set in memory as a whole: training takes images in any order. */
export interface ImageSet extends LabelledSet {
  /** [image, channel, row, column] */
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** Pixels and labels as a set. */
export function imageSet(block: Pick<ImageSet, 'count' | 'channels' | 'height' | 'width' | 'pixels' | 'labels'>): ImageSet {
  return { ...memoryImages(block), pixels: block.pixels, labels: block.labels };
}

/** The images that weights are made from, and those that are kept for the measurement. */
export type Part = 'train' | 'test';

export interface DataSet {
  /** As recipes name it. */
  readonly name: string;
  /** [channels, height, width] of every image. */
  readonly input: readonly [number, number, number];
  readonly classes: number;
  /** Where its files lie unless another folder is named. */
  readonly folder: string;
  /** One part of the set whose files lie in `folder`; refuses files that are absent, broken or of another set. */
  readonly read: (folder: string, part: Part) => ImageSet;
  readonly shipped: Shipped;
}

/** What of a data set goes into the package, made from the files as their publisher packs them. */
export interface Shipped {
  /** Where the publisher's files lie unless another folder is named. */
  readonly folder: string;
  /** Files by name, the licence among them. */
  readonly files: (folder: string) => Readonly<Record<string, Uint8Array | string>>;
  /** Rows of the table of data/README.md. */
  readonly rows: readonly string[];
  /** Paragraph of data/README.md: classes, source, citation. */
  readonly about: string;
}

/** A part of `set`, of the shape and with the classes that the entry promises. */
export function readPart(set: DataSet, folder: string, part: Part): ImageSet {
  const found = set.read(folder, part);
  const [channels, height, width] = set.input;
  if (found.channels !== channels || found.height !== height || found.width !== width) {
    const shape = `${found.channels} x ${found.height} x ${found.width}`;
    return refuse(
      `${folder}: images of ${set.name} are ${channels} x ${height} x ${width}, these are ${shape}; name the folder of that set with --data DIR`,
    );
  }
  const odd = found.labels.findIndex((label) => label >= set.classes);
  if (odd >= 0) return refuse(`${folder}: label ${odd} is ${found.labels[odd]}, but ${set.name} has the classes 0 to ${set.classes - 1}`);
  return found;
}

/** The first `count` images. */
export function firstImages(set: ImageSet, count: number): ImageSet {
  const kept = Math.min(count, set.count);
  const size = set.channels * set.height * set.width;
  return imageSet({ ...set, pixels: set.pixels.subarray(0, kept * size), labels: set.labels.subarray(0, kept), count: kept });
}
