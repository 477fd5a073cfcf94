/**
 * Arrays of numpy (.npy) as images and labels.
 *
 * Source: numpy.lib.format: '\x93NUMPY', version, length of the header, a Python dictionary with 'descr', 'fortran_order' and 'shape', the numbers.
 */
import { refuse } from '../../refusal/index.ts';
import { arrayImages, arrayLabels, bytesOf, type ImageAxes, type NumberArray, type NumberType, numberTypes } from './numbers.ts';
import { checkSize, readExactly, viewOf } from './source.ts';
import type { ByteSource, DataFormat, DataOptions, Images, Labels, Layout } from './types.ts';

export interface NumpyArray extends NumberArray {
  readonly shape: readonly number[];
  readonly fortran: boolean;
}

export function isNpy(head: Uint8Array): boolean {
  return head[0] === 0x93 && String.fromCharCode(...head.subarray(1, 6)) === 'NUMPY';
}

/** Reads the header. Refuses other files, types that are no numbers, and sizes that the file does not hold. */
export function openNpy(source: ByteSource, name: string): NumpyArray {
  const head = readExactly(source, 0, 10, name, 'header');
  if (!isNpy(head)) refuse(`${name} is no .npy file (it should start with \\x93NUMPY)`);
  const long = head[6]! > 1;
  const start = long ? 12 : 10;
  const length = long ? viewOf(readExactly(source, 8, 4, name, 'header')).getUint32(0, true) : viewOf(head).getUint16(8, true);
  if (length > 2 ** 20) refuse(`${name} states a header of ${length} bytes; it is damaged`);
  const text = String.fromCharCode(...readExactly(source, start, Math.min(length, 2 ** 16), name, 'header'));
  const descr = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const fortran = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (fortran === undefined || shape === undefined || !/'descr':/.test(text))
    refuse(`${name} has a header that is not numpy's (descr, fortran_order, shape); it is damaged`);
  const [, order, type] = /^([<>|=])([a-zA-Z]\d+)$/.exec(descr ?? '') ?? [];
  if (!numberTypes.includes(type as NumberType))
    refuse(
      `${name} holds ${descr === undefined ? 'records' : `numbers of type '${descr}'`}; integers of 8 to 64 bits and floats of 32 or 64 are read: save it with .astype('uint8') or .astype('float32')`,
    );
  const sizes = shape
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  const array: NumpyArray = {
    source,
    name,
    offset: start + length,
    type: type as NumberType,
    littleEndian: order !== '>',
    shape: sizes,
    fortran: fortran === 'True',
  };
  const expected = sizes.reduce((product, size) => product * size, bytesOf(array.type));
  checkSize(source, array.offset, expected, name, `its shape (${sizes.join(', ')})`);
  return array;
}

/** Images of [N, H, W], [N, C, H, W], [N, H, W, C] or flat [N, features]. */
export function npyImages(array: NumpyArray, layout: DataOptions['layout'], format: DataFormat): Images {
  const { shape, fortran, name } = array;
  if (shape.length === 1) refuse(`${name} holds one dimension, as labels have; images need 2 to 4`);
  if (shape.length < 2 || shape.length > 4)
    refuse(`${name} has ${shape.length} dimensions; images need [N, H, W], [N, C, H, W], [N, H, W, C] or flat [N, features]`);
  const steps = shape.map((_, axis) => (fortran ? shape.slice(0, axis) : shape.slice(axis + 1)).reduce((product, size) => product * size, 1));
  const { axes, order } = shape.length === 2 ? flat(shape, steps, layout) : spatial(shape, steps, layout, name);
  return arrayImages(array, axes, { format, layout: order, resize: null, channels: null, notes: fortran ? ['Fortran order'] : [] });
}

interface Arranged {
  readonly axes: ImageAxes;
  readonly order: Layout | null;
}

function spatial(shape: readonly number[], steps: readonly number[], layout: DataOptions['layout'], name: string): Arranged {
  if (shape.length === 3) {
    const [count, height, width] = shape as [number, number, number];
    return { axes: { count, channels: 1, height, width, step: { image: steps[0]!, channel: 0, row: steps[1]!, column: steps[2]! } }, order: null };
  }
  const order = layout === undefined || layout === 'auto' ? guess(shape, name) : layout;
  const [channel, row, column] = order === 'nchw' ? [1, 2, 3] : [3, 1, 2];
  return {
    axes: {
      count: shape[0]!,
      channels: shape[channel]!,
      height: shape[row]!,
      width: shape[column]!,
      step: { image: steps[0]!, channel: steps[channel]!, row: steps[row]!, column: steps[column]! },
    },
    order,
  };
}

function guess(shape: readonly number[], name: string): Layout {
  const [first, last] = [shape[1]!, shape[3]!].map((size) => size === 1 || size === 3);
  if (first !== last) return first ? 'nchw' : 'nhwc';
  return refuse(
    `${name} has shape (${shape.join(', ')}), whose channels may be the second or the last axis; say which with --layout nchw or --layout nhwc`,
  );
}

/**
 * Flat images: a square of one channel if the number of features is one, else a row. With a layout, a square of three channels, planes first (nchw)
 * or colours first (nhwc).
 */
function flat(shape: readonly number[], steps: readonly number[], layout: DataOptions['layout']): Arranged {
  const [count, features] = shape as [number, number];
  const [image, step] = steps as [number, number];
  const colour = Math.sqrt(features / 3);
  if (layout !== undefined && layout !== 'auto' && Number.isInteger(colour)) {
    const [channel, pixel] = layout === 'nchw' ? [step * colour * colour, step] : [step, 3 * step];
    const axes = { count, channels: 3, height: colour, width: colour, step: { image, channel, row: pixel * colour, column: pixel } };
    return { axes, order: layout };
  }
  const side = Math.sqrt(features);
  const [height, width] = Number.isInteger(side) ? [side, side] : [1, features];
  return { axes: { count, channels: 1, height, width, step: { image, channel: 0, row: step * width, column: step } }, order: null };
}

/** Labels of [N] or [N, 1]. */
export function npyLabels(array: NumpyArray): Labels {
  const { shape, name } = array;
  const [count = 0, second = 1] = shape;
  if (shape.length === 2 && second > 1 && second <= 4096)
    refuse(`${name} has shape (${shape.join(', ')}), where labels are expected; save one class an image, .argmax(1) of one-hot rows`);
  if (shape.length === 0 || shape.length > 2 || second !== 1)
    refuse(`${name} has shape (${shape.join(', ')}), where labels [N] are expected; were the two files swapped?`);
  return arrayLabels(array, count);
}
