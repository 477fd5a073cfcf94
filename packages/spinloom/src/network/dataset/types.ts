/** Images and labels as every format gives them: read a range at a time, so that memory does not grow with their number. */

/** Bytes with random access: of a file, of memory, or what a compressed stream holds (where going back starts it again). */
export interface ByteSource {
  /** How many bytes there are. A compressed stream must be counted and is checked on the way: it may stop once it has passed `limit`. */
  readonly size: (limit?: number) => number;
  /** Bytes [offset, offset + length); fewer only at the end. Not to be written to. */
  readonly read: (offset: number, length: number) => Uint8Array;
}

export type DataFormat = 'idx' | 'mat' | 'cifar-10' | 'cifar-100' | 'npy' | 'npz' | 'pictures' | 'memory';

/** How the images came to be what they are. */
export interface ImageOrigin {
  readonly format: DataFormat;
  /** Order of the axes where a file leaves it open; null elsewhere. */
  readonly layout: Layout | null;
  /** [height, width] that the images were resized to; null: as in the file. */
  readonly resize: Size | null;
  /** Channels that they were converted to; null: as in the file. */
  readonly channels: 1 | 3 | null;
  /** What else was done, in words. */
  readonly notes: readonly string[];
}

export type Layout = 'nchw' | 'nhwc';

export type Size = readonly [height: number, width: number];

export interface Images {
  readonly count: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** `bytes`: pixels are meant on the scale of 0 to 255. `reals`: they are whatever the file says. */
  readonly values: 'bytes' | 'reals';
  /** Images [from, to), [image, channel, row, column]. Going forwards is cheap in every format. Not to be written to. */
  readonly read: (from: number, to: number) => Uint8Array | Float32Array;
  readonly origin: ImageOrigin;
}

/** The class of each image, from 0. */
export type Labels = Uint8Array | Int32Array;

/** What a file or folder holds. */
export interface LabelledImages {
  readonly images: Images;
  readonly labels?: Labels;
  /** Names by class, where the set has names of its own. */
  readonly classNames?: readonly string[];
}

export interface DataOptions {
  /** Order of the axes of arrays; 'auto' (the default) takes the axis of 1 or 3 as the channels. */
  readonly layout?: Layout | 'auto';
  /** [height, width] to resize to. */
  readonly resize?: Size;
  /** Channels to convert to: grey or red, green, blue. */
  readonly channels?: 1 | 3;
  /** Which array of an .npz, or which file of a .tar, holds the images. */
  readonly key?: string;
}

export const asStored: Omit<ImageOrigin, 'format'> = { layout: null, resize: null, channels: null, notes: [] };
