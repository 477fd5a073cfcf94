/**
 * MATLAB files of version 5: the cropped digits of SVHN (`train_32x32.mat`, `test_32x32.mat`), images X[height, width, channel, image] and labels y,
 * where 10 stands for the digit 0.
 *
 * Source: MathWorks, "MAT-File Format", level 5: a header of 128 bytes, then elements of a tag (type, bytes) and data; type 15 is a zlib stream of one
 * element; a matrix holds flags, dimensions, name and numbers, which may be stored in a smaller type than the array's own. Columns come first.
 */
import { refuse } from '../../refusal/index.ts';
import { inflated } from './inflate.ts';
import { arrayImages, arrayLabels, bytesOf, type NumberArray, type NumberType } from './numbers.ts';
import { partOf, readExactly, viewOf } from './source.ts';
import { asStored, type ByteSource, type LabelledImages, type Labels } from './types.ts';

interface Matrix extends NumberArray {
  readonly title: string;
  readonly dims: readonly number[];
}

const types: Readonly<Record<number, NumberType>> = { 1: 'i1', 2: 'u1', 3: 'i2', 4: 'u2', 5: 'i4', 6: 'u4', 7: 'f4', 9: 'f8', 12: 'i8', 13: 'u8' };
const [matrixType, compressedType] = [14, 15];

/** MATLAB files of any version: those that cannot be read get a sentence of their own. */
export function isMat(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.subarray(0, 8));
  return text.startsWith('MATLAB 5') || text.startsWith('MATLAB 7') || text === '\x89HDF\r\n\x1a\n';
}

/** Images X and labels y. Refuses other versions and files without them. */
export function openMat(source: ByteSource, name: string): LabelledImages {
  const matrices = matricesOf(source, name);
  const named = (title: string): Matrix | undefined => matrices.find((matrix) => matrix.title === title);
  const there = matrices.map(({ title }) => title).slice(0, 20);
  const x =
    named('X') ??
    refuse(`${name} holds ${there.length === 0 ? 'no arrays' : there.join(', ')}; images X[height, width, channel, image] are expected`);
  const [height = 0, width = 0, channels = 0, count = 1] = x.dims;
  if (x.dims.length < 3 || x.dims.length > 4) refuse(`${name}: X has ${x.dims.length} dimensions; 4 are expected: [height, width, channel, image]`);
  const zero = 'label 10 is class 0, as in SVHN';
  const y = named('y');
  const labels =
    y === undefined
      ? undefined
      : digits(
          arrayLabels(
            y,
            y.dims.reduce((product, size) => product * size, 1),
          ),
        );
  const step = { image: height * width * channels, channel: height * width, row: 1, column: height };
  const origin = { format: 'mat', ...asStored, notes: labels?.renamed ? [zero] : [] } as const;
  const images = arrayImages(x, { count, channels, height, width, step }, origin);
  return labels === undefined ? { images } : { images, labels: labels.classes };
}

/** Labels 1 to 10, where 10 is the digit 0, or classes from 0 as they are. */
function digits(labels: Labels): { readonly classes: Labels; readonly renamed: boolean } {
  const renamed = labels.includes(10) && labels.every((label) => label >= 1 && label <= 10);
  return { classes: renamed ? labels.map((label) => (label === 10 ? 0 : label)) : labels, renamed };
}

function matricesOf(source: ByteSource, name: string): readonly Matrix[] {
  const head = source.read(0, 128);
  const text = String.fromCharCode(...head.subarray(0, 116));
  if (text.startsWith('MATLAB 7') || text.startsWith('\x89HDF'))
    refuse(`${name} is a MATLAB file of version 7.3 (HDF5), which is not read; save it again with save(..., '-v7'), or by scipy.io.savemat`);
  const endian = String.fromCharCode(...head.subarray(126, 128));
  if (head.length < 128 || !text.startsWith('MATLAB') || (endian !== 'IM' && endian !== 'MI'))
    refuse(`${name} is no MATLAB file of version 5, or is cut off in its header`);
  const little = endian === 'IM';
  const matrices: Matrix[] = [];
  const size = source.size();
  let elements = 0;
  for (let at = 128; at < size; ) {
    if (++elements > 1000) refuse(`${name} holds more than 1000 elements; a file with X and y is expected`);
    const { type, bytes } = tagAt(source, at, little, name);
    if (at + 8 + bytes > size) refuse(`${name} is cut off: an element of ${bytes} bytes starts at byte ${at} of ${size}; copy it again`);
    const part = partOf(source, at + 8, bytes);
    const matrix = matrixIn(
      type === compressedType ? inflated(part, 'zlib', name) : partOf(source, at, 8 + bytes),
      type === compressedType,
      little,
      name,
    );
    if (matrix !== undefined) matrices.push(matrix);
    // Compressed elements are not padded.
    at += 8 + (type === compressedType ? bytes : Math.ceil(bytes / 8) * 8);
  }
  return matrices;
}

/** The matrix that `element`, with its tag, holds; undefined for other elements and arrays that are no real numbers. */
function matrixIn(element: ByteSource, compressed: boolean, little: boolean, name: string): Matrix | undefined {
  const { type, bytes } = tagAt(element, 0, little, name);
  if (type !== matrixType) return undefined;
  const parts: { readonly type: number; readonly from: number; readonly bytes: number }[] = [];
  for (let at = 8; at < 8 + bytes && parts.length < 4; ) {
    const tag = tagAt(element, at, little, name);
    parts.push({ type: tag.type, from: at + tag.header, bytes: tag.bytes });
    at += tag.header === 4 ? 8 : 8 + Math.ceil(tag.bytes / 8) * 8;
  }
  const [flags, shape, title, data] = parts;
  if (flags === undefined || shape === undefined || title === undefined || data === undefined) return undefined;
  if (flags.bytes < 4 || shape.bytes > 128 || title.bytes > 256) return undefined;
  const flag = viewOf(readExactly(element, flags.from, 4, name, 'array flags')).getUint32(0, little);
  const kind = flag & 255;
  // 6 to 15: arrays of numbers; 0x800: complex.
  if (kind < 6 || kind > 15 || (flag & 0x800) !== 0 || types[data.type] === undefined) return undefined;
  const view = viewOf(readExactly(element, shape.from, shape.bytes, name, 'dimensions'));
  const dims = Array.from({ length: shape.bytes >> 2 }, (_, axis) => view.getInt32(4 * axis, little));
  const label = String.fromCharCode(...readExactly(element, title.from, title.bytes, name, 'name'));
  const stored = types[data.type]!;
  const expected = dims.reduce((product, size) => product * size, bytesOf(stored));
  if (dims.some((size) => size < 0) || expected !== data.bytes)
    refuse(`${name}: array '${label}' of ${dims.join(' x ')} should hold ${expected} bytes but states ${data.bytes}; it is damaged`);
  const end = data.from + data.bytes;
  // Counting checks the stream; arrays of other names are passed over.
  if ((label === 'X' || label === 'y') && (compressed ? element.size(end + 8) : element.size()) < end)
    refuse(`${name}: array '${label}' is cut off; copy the file again`);
  return { source: element, name, offset: data.from, type: stored, littleEndian: little, title: label, dims };
}

/** A tag of 8 bytes, or of 4 with the data in the other 4 (bytes in the upper half of the first word). */
function tagAt(
  source: ByteSource,
  at: number,
  little: boolean,
  name: string,
): { readonly type: number; readonly bytes: number; readonly header: 4 | 8 } {
  const view = viewOf(readExactly(source, at, 8, name, 'elements'));
  const first = view.getUint32(0, little);
  return first >>> 16 === 0 ? { type: first, bytes: view.getUint32(4, little), header: 8 } : { type: first & 0xffff, bytes: first >>> 16, header: 4 };
}
