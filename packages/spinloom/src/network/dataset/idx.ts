/**
 * IDX files, the format of MNIST and its relatives, plain or gzip-compressed.
 *
 * Source: LeCun, "The MNIST database", file formats: two zero bytes, the type (8: unsigned byte), the number of dimensions, the sizes as
 * big-endian 32-bit integers, then the bytes. Images have three dimensions [image, row, column], or four with the channel second.
 */
import { gunzipSync } from 'fflate';
import { refuse } from '../../refusal/index.ts';

export interface Images {
  readonly count: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** [image, channel, row, column] */
  readonly pixels: Uint8Array;
}

/** Reads an image file; `name` opens every refusal. Refuses other formats, label files, damaged and cut-off files. */
export function readIdxImages(bytes: Uint8Array, name: string): Images {
  const { sizes, data } = readIdx(bytes, name);
  if (sizes.length === 1) refuse(`${name} holds labels (one dimension), where images are expected; were the two files swapped?`);
  if (sizes.length !== 3 && sizes.length !== 4)
    refuse(`${name} has ${sizes.length} dimensions; images need 3 [image, row, column] or 4 [image, channel, row, column]`);
  const [count, channels, height, width] = sizes.length === 3 ? [sizes[0]!, 1, sizes[1]!, sizes[2]!] : [sizes[0]!, sizes[1]!, sizes[2]!, sizes[3]!];
  if (count === 0) refuse(`${name} holds no images; give a file with at least one`);
  if (channels * height * width === 0) refuse(`${name} holds images of no size (${channels} x ${height} x ${width})`);
  return { count, channels, height, width, pixels: data };
}

/** Reads a label file: one byte an image. Refuses other formats, image files, damaged and cut-off files. */
export function readIdxLabels(bytes: Uint8Array, name: string): Uint8Array {
  const { sizes, data } = readIdx(bytes, name);
  if (sizes.length !== 1)
    refuse(
      `${name} holds ${sizes.length === 3 || sizes.length === 4 ? 'images' : `${sizes.length} dimensions`}, where labels are expected; were the two files swapped?`,
    );
  return data;
}

function readIdx(given: Uint8Array, name: string): { readonly sizes: readonly number[]; readonly data: Uint8Array } {
  if (given.length === 0) refuse(`${name} is empty; expected an IDX file`);
  const bytes = given[0] === 0x1f && given[1] === 0x8b ? unpack(given, name) : given;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rank = bytes[3] ?? 0;
  const header = 4 + 4 * rank;
  if (bytes.length < 4 || view.getUint16(0) !== 0 || rank === 0 || rank > 8)
    refuse(`${name} is no IDX file (it should start with 0 0 8 and the number of dimensions)`);
  if (bytes[2] !== 8) refuse(`${name} is an IDX file of element type 0x${bytes[2]!.toString(16)}; only unsigned bytes (0x8) are read`);
  if (bytes.length < header) refuse(`${name} is cut off in its header (${bytes.length} bytes)`);
  const sizes = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = sizes.reduce((product, size) => product * size, 1);
  const found = bytes.length - header;
  if (found !== expected) {
    refuse(
      `${name} should hold ${expected} bytes for its sizes ${sizes.join(' x ')} but holds ${found}; ${found < expected ? 'it is cut off: copy it again' : 'it is damaged'}`,
    );
  }
  return { sizes, data: bytes.subarray(header) };
}

function unpack(bytes: Uint8Array, name: string): Uint8Array {
  try {
    const unpacked = gunzipSync(bytes);
    // fflate trusts the length that the file states; a file that is cut off ends early and leaves another number there.
    const stated = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(bytes.length - 4, true);
    if (stated === unpacked.length) return unpacked;
  } catch {
    // Refused below, in words.
  }
  return refuse(`${name} is a damaged or cut-off gzip file; copy it again`);
}
