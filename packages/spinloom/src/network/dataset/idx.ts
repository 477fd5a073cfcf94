/**
 * IDX files, the format of MNIST and its relatives, plain or gzip-compressed.
 *
 * Source: LeCun, "The MNIST database", file formats: two zero bytes, the type (8: unsigned byte), the number of dimensions, the sizes as
 * big-endian 32-bit integers, then the bytes. Images have three dimensions [image, row, column], or four with the channel second.
 */
import { refuse } from '../../refusal/index.ts';
import { unpacked } from './inflate.ts';
import { memoryImages } from './memory.ts';
import { arrayImages } from './numbers.ts';
import { checkSize, memorySource, readExactly, viewOf } from './source.ts';
import { asStored, type ByteSource, type Images } from './types.ts';

/** Opens an image file, plain or gzip; `name` opens every refusal. Refuses other formats, label files, damaged and cut-off files. */
export function openIdxImages(file: ByteSource, name: string): Images {
  const source = unpacked(file, name);
  const { sizes, header } = openIdx(source, name);
  if (sizes.length === 1) refuse(`${name} holds labels (one dimension), where images are expected; were the two files swapped?`);
  if (sizes.length !== 3 && sizes.length !== 4)
    refuse(`${name} has ${sizes.length} dimensions; images need 3 [image, row, column] or 4 [image, channel, row, column]`);
  const [count, channels, height, width] = sizes.length === 3 ? [sizes[0]!, 1, sizes[1]!, sizes[2]!] : [sizes[0]!, sizes[1]!, sizes[2]!, sizes[3]!];
  const step = { image: channels * height * width, channel: height * width, row: width, column: 1 };
  return arrayImages(
    { source, name, offset: header, type: 'u1', littleEndian: false },
    { count, channels, height, width, step },
    { format: 'idx', ...asStored },
  );
}

/** Opens a label file: one byte an image. Refuses other formats, image files, damaged and cut-off files. */
export function openIdxLabels(file: ByteSource, name: string): Uint8Array {
  const source = unpacked(file, name);
  const { sizes, header } = openIdx(source, name);
  if (sizes.length !== 1)
    refuse(
      `${name} holds ${sizes.length === 3 || sizes.length === 4 ? 'images' : `${sizes.length} dimensions`}, where labels are expected; were the two files swapped?`,
    );
  return readExactly(source, header, sizes[0]!, name, 'labels').slice();
}

/** Images from the bytes of a file; those of a gzip file are unpacked as a whole. */
export function readIdxImages(bytes: Uint8Array, name: string): Images {
  const images = openIdxImages(memorySource(bytes), name);
  return { ...memoryImages({ ...images, pixels: images.read(0, images.count) }), origin: images.origin };
}

/** Labels from the bytes of a file. */
export function readIdxLabels(bytes: Uint8Array, name: string): Uint8Array {
  return openIdxLabels(memorySource(bytes), name);
}

/** True for what starts as an IDX file of any element type. */
export function isIdx(head: Uint8Array): boolean {
  return head.length >= 4 && head[0] === 0 && head[1] === 0 && head[2]! >= 8 && head[2]! <= 14 && head[3]! >= 1 && head[3]! <= 8;
}

function openIdx(source: ByteSource, name: string): { readonly sizes: readonly number[]; readonly header: number } {
  const head = source.read(0, 4);
  if (head.length === 0) refuse(`${name} is empty; expected an IDX file`);
  const rank = head[3] ?? 0;
  const header = 4 + 4 * rank;
  if (head.length < 4 || head[0] !== 0 || head[1] !== 0 || rank === 0 || rank > 8)
    refuse(`${name} is no IDX file (it should start with 0 0 8 and the number of dimensions)`);
  if (head[2] !== 8) refuse(`${name} is an IDX file of element type 0x${head[2]!.toString(16)}; only unsigned bytes (0x8) are read`);
  const view = viewOf(source.read(0, header));
  if (view.byteLength < header) refuse(`${name} is cut off in its header (${view.byteLength} bytes)`);
  const sizes = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = sizes.reduce((product, size) => product * size, 1);
  checkSize(source, header, expected, name, `its sizes ${sizes.join(' x ')}`);
  return { sizes, header };
}
