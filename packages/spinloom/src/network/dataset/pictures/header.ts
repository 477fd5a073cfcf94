/**
 * Format, size and channels of a picture from its first bytes, before anything of that size is allocated.
 *
 * Sources: PNG, 11.2.2 IHDR; JPEG (ITU-T T.81), B.2.2 frame header.
 */
import { refuse } from '../../../refusal/index.ts';
import { viewOf } from '../source.ts';
import type { ByteSource } from '../types.ts';

export interface PictureHeader {
  readonly format: 'png' | 'jpeg';
  readonly height: number;
  readonly width: number;
  /** Grey, or red, green, blue; palettes are colours. */
  readonly channels: 1 | 3;
  /** There is an alpha channel, which is dropped. */
  readonly alpha: boolean;
}

/** Of one side, and of the whole picture. */
const most = { side: 16384, pixels: 2 ** 24 };

/** Reads the header. Refuses other formats, pictures of no size and of more than 16 million pixels. */
export function pictureHeader(source: ByteSource, name: string): PictureHeader {
  const head = source.read(0, 33);
  if (head.length === 0) refuse(`${name} is empty; expected a PNG or JPEG picture`);
  const header = isPng(head) ? pngHeader(head, name) : isJpeg(head) ? jpegHeader(source, name) : undefined;
  if (header === undefined) return refuse(`${name} is neither a PNG nor a JPEG picture, whatever its name says`);
  const { height, width } = header;
  if (height === 0 || width === 0) refuse(`${name} is a picture of no size (${height} x ${width})`);
  if (Math.max(height, width) > most.side || height * width > most.pixels)
    refuse(`${name} is a picture of ${height} x ${width}; at most ${most.pixels} pixels are supported: make it smaller`);
  return header;
}

export function isPng(head: Uint8Array): boolean {
  return String.fromCharCode(...head.subarray(0, 8)) === '\x89PNG\r\n\x1a\n';
}

export function isJpeg(head: Uint8Array): boolean {
  return head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff;
}

function pngHeader(head: Uint8Array, name: string): PictureHeader {
  if (head.length < 33 || String.fromCharCode(...head.subarray(12, 16)) !== 'IHDR') refuse(`${name} is cut off or damaged in its header`);
  const view = viewOf(head);
  const type = head[25]!;
  return {
    format: 'png',
    width: view.getUint32(16),
    height: view.getUint32(20),
    channels: type === 0 || type === 4 ? 1 : 3,
    alpha: type === 4 || type === 6,
  };
}

/** Hops from marker to marker up to the frame header. */
function jpegHeader(source: ByteSource, name: string): PictureHeader {
  for (let at = 2, markers = 0; markers < 1000; markers++) {
    const bytes = source.read(at, 10);
    if (bytes.length < 4 || bytes[0] !== 0xff) break;
    const marker = bytes[1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // Frame headers are 0xc0 to 0xcf but for DHT, JPG and DAC.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      if (bytes.length < 10) break;
      const view = viewOf(bytes);
      const components = bytes[9]!;
      if (marker > 0xc2) refuse(`${name} is a lossless, arithmetic or hierarchical JPEG; baseline and progressive ones are read: save it again`);
      if (bytes[4] !== 8) refuse(`${name} is a JPEG of ${bytes[4]} bits a sample; 8 are read: save it again`);
      if (components !== 1 && components !== 3) refuse(`${name} is a JPEG of ${components} components (CMYK has 4); save it as grey or RGB`);
      return { format: 'jpeg', height: view.getUint16(5), width: view.getUint16(7), channels: components, alpha: false };
    }
    at += 2 + viewOf(bytes).getUint16(2);
  }
  return refuse(`${name} is a JPEG without a frame header; it is cut off or damaged`);
}
