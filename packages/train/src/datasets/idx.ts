/** IDX files of bytes, compressed or not: read as a part of a data set, cut, and written. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readIdxImages, readIdxLabels, refuse } from 'spinloom';
import { type ImageSet, imageSet } from './dataset.ts';

/** The images and labels of PREFIX-images-idx3-ubyte and PREFIX-labels-idx1-ubyte in `folder`. `advice`: what to do where one is absent. */
export function readIdxPart(folder: string, prefix: string, advice: string): ImageSet {
  const [imageFile, labelFile] = idxNames(prefix);
  const images = readIdxImages(readPacked(folder, imageFile, advice), join(folder, imageFile));
  const labels = readIdxLabels(readPacked(folder, labelFile, advice), join(folder, labelFile));
  if (labels.length !== images.count)
    refuse(`${folder}: ${prefix} holds ${images.count} images and ${labels.length} labels; the two files belong to different sets`);
  return imageSet({ ...images, pixels: images.read(0, images.count) as Uint8Array, labels });
}

/** Names of the files of images and of labels, without the .gz that they may end in. */
function idxNames(prefix: string): readonly [string, string] {
  return [`${prefix}-images-idx3-ubyte`, `${prefix}-labels-idx1-ubyte`];
}

/** Bytes of NAME.gz or NAME, unpacked. */
export function readPacked(folder: string, name: string, advice: string): Uint8Array {
  const packed = join(folder, `${name}.gz`);
  if (existsSync(packed)) return gunzipSync(readFileSync(packed));
  const plain = join(folder, name);
  if (existsSync(plain)) return readFileSync(plain);
  return refuse(`${packed} is not there; ${advice}`);
}

/** An IDX file of bytes, row-major. */
function writeIdx(dims: readonly number[], data: Uint8Array): Uint8Array {
  const start = 4 + 4 * dims.length;
  const bytes = new Uint8Array(start + data.length);
  bytes.set([0, 0, 8, dims.length]);
  const view = new DataView(bytes.buffer);
  dims.forEach((dim, i) => {
    view.setUint32(4 + 4 * i, dim);
  });
  bytes.set(data, start);
  return bytes;
}

/** The two compressed files of a part, by name. */
export function idxFiles(prefix: string, set: ImageSet): Readonly<Record<string, Uint8Array>> {
  const [imageFile, labelFile] = idxNames(prefix);
  return {
    [`${imageFile}.gz`]: gzip(writeIdx([set.count, set.height, set.width], set.pixels)),
    [`${labelFile}.gz`]: gzip(writeIdx([set.count], set.labels)),
  };
}

/** The same bytes everywhere: the header names no operating system. (Node writes no time.) */
function gzip(bytes: Uint8Array): Uint8Array {
  const packed = gzipSync(bytes, { level: 9 });
  packed[9] = 255;
  return packed;
}
