/** Arrays of numbers in a byte source: types, byte orders, and images and labels made of them. */
import { refuse } from '../../refusal/index.ts';
import { readExactly, viewOf } from './source.ts';
import type { ByteSource, ImageOrigin, Images, Labels } from './types.ts';

/** As numpy writes them: kind and bytes. */
export type NumberType = 'u1' | 'i1' | 'b1' | 'u2' | 'i2' | 'u4' | 'i4' | 'u8' | 'i8' | 'f4' | 'f8';

type Get = (view: DataView, at: number, little: boolean) => number;

const getters: Readonly<Record<Exclude<NumberType, 'u1' | 'b1'>, Get>> = {
  i1: (view, at) => view.getInt8(at),
  u2: (view, at, little) => view.getUint16(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
};

export const numberTypes = ['u1', 'b1', ...Object.keys(getters)] as readonly NumberType[];

/** Of one image: 2400 x 2300 in colour. */
const mostPixels = 2 ** 24;

export function bytesOf(type: NumberType): number {
  return Number(type[1]);
}

export interface NumberArray {
  readonly source: ByteSource;
  /** Opens every refusal. */
  readonly name: string;
  /** Of the first number, in bytes. */
  readonly offset: number;
  readonly type: NumberType;
  readonly littleEndian: boolean;
}

/** Sizes, and how far apart neighbours along each axis lie, in numbers. */
export interface ImageAxes {
  readonly count: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly step: { readonly image: number; readonly channel: number; readonly row: number; readonly column: number };
}

/** Images in an array whose images lie one after another, or whose first pixels of all images do (Fortran order). The size must have been checked. */
export function arrayImages(array: NumberArray, axes: ImageAxes, origin: ImageOrigin): Images {
  const { count, channels, height, width, step } = axes;
  if (count === 0) refuse(`${array.name} holds no images; give a file with at least one`);
  if (channels * height * width === 0) refuse(`${array.name} holds images of no size (${channels} x ${height} x ${width})`);
  if (channels * height * width > mostPixels)
    refuse(`${array.name} holds images of ${channels} x ${height} x ${width}; at most ${mostPixels} numbers an image are supported`);
  const span = 1 + (channels - 1) * step.channel + (height - 1) * step.row + (width - 1) * step.column;
  const order = orderOf(axes);
  const block = (images: number): Uint8Array | Float32Array => new (array.type === 'u1' ? Uint8Array : Float32Array)(images * order.length);
  const inBlocks = (from: number, to: number): Uint8Array | Float32Array => {
    const pixels = block(to - from);
    if (to === from) return pixels;
    const numbers = numbersAt(array, from * step.image, (to - from - 1) * step.image + span);
    for (let image = 0, at = 0; image < to - from; image++)
      for (let i = 0; i < order.length; i++) pixels[at++] = numbers[image * step.image + order[i]!]!;
    return pixels;
  };
  const inRuns = (from: number, to: number): Uint8Array | Float32Array => {
    const pixels = block(to - from);
    for (let i = 0; i < order.length && to > from; i++) {
      const run = numbersAt(array, from * step.image + order[i]!, (to - from - 1) * step.image + 1);
      for (let image = 0; image < to - from; image++) pixels[image * order.length + i] = run[image * step.image]!;
    }
    return pixels;
  };
  const straight = array.type === 'u1' && order.every((position, i) => position === i) && step.image === order.length;
  const asTheyLie = (from: number, to: number): Uint8Array =>
    readExactly(array.source, array.offset + from * order.length, (to - from) * order.length, array.name, 'images');
  return {
    count,
    channels,
    height,
    width,
    values: array.type === 'b1' || array.type.startsWith('f') ? 'reals' : 'bytes',
    read: straight ? asTheyLie : step.image >= span ? inBlocks : banded(inRuns, count, order.length),
    origin,
  };
}

/** Reads some megabytes of images at once and keeps them: where pixels of an image lie far apart, each of them is a look into the file. */
function banded(read: Images['read'], count: number, pixels: number): Images['read'] {
  const most = Math.max(1, Math.floor(2 ** 22 / pixels));
  let band: { readonly from: number; readonly to: number; readonly pixels: Uint8Array | Float32Array } | undefined;
  return (from, to) => {
    if (band === undefined || from < band.from || to > band.to) {
      const end = Math.min(count, Math.max(to, from + most));
      band = { from, to: end, pixels: read(from, end) };
    }
    return band.pixels.slice((from - band.from) * pixels, (to - band.from) * pixels);
  };
}

/** Where each pixel of an image lies, [channel, row, column], in numbers from the image's first. */
function orderOf({ channels, height, width, step }: ImageAxes): Uint32Array {
  const order = new Uint32Array(channels * height * width);
  let at = 0;
  for (let channel = 0; channel < channels; channel++)
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++) order[at++] = channel * step.channel + row * step.row + column * step.column;
  return order;
}

/** Labels in `count` neighbouring numbers: whole numbers from 0. Refuses others. */
export function arrayLabels(array: NumberArray, count: number): Labels {
  const numbers = numbersAt(array, 0, count);
  const at = numbers.findIndex((label) => !Number.isInteger(label) || label < 0 || label > 0x7fffffff);
  if (at >= 0) refuse(`${array.name}: label ${at + 1} is ${numbers[at]}; classes are whole numbers from 0`);
  return array.type === 'u1' || array.type === 'b1' ? Uint8Array.from(numbers) : Int32Array.from(numbers);
}

/** Numbers [first, first + count) of an array. */
function numbersAt({ source, name, offset, type, littleEndian }: NumberArray, first: number, count: number): Uint8Array | Float64Array {
  const size = bytesOf(type);
  const bytes = readExactly(source, offset + first * size, count * size, name, 'numbers');
  if (type === 'u1' || type === 'b1') return bytes;
  const view = viewOf(bytes);
  const get = getters[type];
  const numbers = new Float64Array(count);
  for (let i = 0; i < count; i++) numbers[i] = get(view, i * size, littleEndian);
  return numbers;
}
