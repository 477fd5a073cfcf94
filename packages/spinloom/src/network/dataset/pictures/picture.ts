/**
 * One PNG or JPEG picture as bytes, planes first: 16-bit samples are rounded to 8 (x / 257), fewer bits spread over 0 to 255, palettes looked up,
 * alpha dropped. No colour profile or gamma is applied.
 */
import { type DecodedPng, decode as decodePng } from 'fast-png';
import { decode as decodeJpeg } from 'jpeg-js';
import { refuse } from '../../../refusal/index.ts';
import { inflated } from '../inflate.ts';
import { memorySource, viewOf } from '../source.ts';
import { type PictureHeader, pictureHeader } from './header.ts';

export interface Picture extends PictureHeader {
  /** [channel, row, column] */
  readonly pixels: Uint8Array;
}

export function decodePicture(bytes: Uint8Array, name: string): Picture {
  const header = pictureHeader(memorySource(bytes), name);
  return { ...header, pixels: header.format === 'png' ? png(bytes, header, name) : jpeg(bytes, header, name) };
}

function png(bytes: Uint8Array, { height, width, channels }: PictureHeader, name: string): Uint8Array {
  const depth = bytes[24]!;
  if (bytes[28] === 1 && depth < 8) refuse(`${name} is an interlaced PNG of ${depth} bits a sample, which is not read; save it without interlace`);
  const file = essential(bytes, name);
  const image = attempt(() => decodePng(file, { checkCrc: true }), name);
  if (image.width !== width || image.height !== height) refuse(`${name} has two headers; it is damaged`);
  if (image.data.length < Math.ceil((width * image.channels * depth) / 8) * (depth === 16 ? 0.5 : 1) * height)
    refuse(`${name} is cut off; copy it again`);
  const sample = samplesOf(image);
  const pixels = new Uint8Array(channels * height * width);
  const { palette } = image;
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      if (palette === undefined) {
        for (let channel = 0; channel < channels; channel++) pixels[channel * height * width + at] = sample(row, column, channel);
      } else {
        const index = sample(row, column, 0);
        const colour = palette[index] ?? refuse(`${name}: pixel ${at} has colour ${index}, but the palette has ${palette.length}; it is damaged`);
        for (let channel = 0; channel < 3; channel++) pixels[channel * height * width + at] = colour[channel]!;
      }
    }
  }
  return pixels;
}

/** Samples as bytes; of a palette as indices. Those of fewer than 8 bits are packed by rows, the first in the upper bits. */
function samplesOf({ data, depth, width, channels, palette }: DecodedPng): (row: number, column: number, channel: number) => number {
  if (depth === 8) return (row, column, channel) => data[(row * width + column) * channels + channel]!;
  if (depth === 16) return (row, column, channel) => Math.round(data[(row * width + column) * channels + channel]! / 257);
  const perRow = Math.ceil((width * depth) / 8);
  const full = 2 ** depth - 1;
  const spread = palette === undefined ? 255 / full : 1;
  return (row, column) => {
    const bit = column * depth;
    return ((data[row * perRow + (bit >> 3)]! >> (8 - depth - (bit & 7))) & full) * spread;
  };
}

/**
 * The picture without chunks that do not matter: a text or profile that unpacks to gigabytes is not unpacked. The pixels are unpacked once, piece by
 * piece, where there could be many more of them than the size in the header asks for.
 */
function essential(bytes: Uint8Array, name: string): Uint8Array {
  const view = viewOf(bytes);
  const kept = [bytes.subarray(0, 8)];
  const data: Uint8Array[] = [];
  let ended = false;
  for (let at = 8; at + 12 <= bytes.length && !ended; ) {
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) break;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (['IHDR', 'PLTE', 'IDAT', 'IEND'].includes(type)) kept.push(bytes.subarray(at, at + 12 + length));
    if (type === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + length));
    ended = type === 'IEND';
    at += 12 + length;
  }
  if (!ended) refuse(`${name} is cut off or damaged; copy it again`);
  const packed = joined(data);
  // Rows of at most 8 bytes a pixel with a filter byte each, seven times where interlaced.
  const expected = 8 * view.getUint32(16) * view.getUint32(20) + 8 * view.getUint32(20);
  const found = packed.length * 1032 > 2 ** 24 ? inflated(memorySource(packed), 'zlib', name).size(expected) : 0;
  if (found > expected) refuse(`${name} holds more pixels than its header states; it is damaged`);
  return joined(kept);
}

function jpeg(bytes: Uint8Array, { height, width, channels }: PictureHeader, name: string): Uint8Array {
  const options = { useTArray: true, formatAsRGBA: false, tolerantDecoding: false, maxMemoryUsageInMB: 512 } as const;
  const image = attempt(() => decodeJpeg(bytes, options), name);
  const area = height * width;
  if (image.width !== width || image.height !== height || image.data.length < 3 * area) refuse(`${name} has two frames; it is damaged`);
  const pixels = new Uint8Array(channels * area);
  for (let channel = 0; channel < channels; channel++) for (let at = 0; at < area; at++) pixels[channel * area + at] = image.data[3 * at + channel]!;
  return pixels;
}

/** What the decoders throw says nothing to a user. */
function attempt<Value>(decode: () => Value, name: string): Value {
  try {
    return decode();
  } catch {
    return refuse(`${name} cannot be decoded: it is damaged or cut off; copy it again`);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
