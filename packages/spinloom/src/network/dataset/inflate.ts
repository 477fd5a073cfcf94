/**
 * What a compressed source holds, unpacked as it is read: a piece of the input at a time, in constant memory.
 *
 * Going back starts the stream again, so images are to be read in their order. `size` unpacks everything once and checks the checksum.
 */
import { Gunzip, Inflate, Unzlib } from 'fflate';
import { refuse } from '../../refusal/index.ts';
import { adler32, type Checksum, crc32 } from './checksum.ts';
import { viewOf } from './source.ts';
import type { ByteSource } from './types.ts';

export type Packing = 'gzip' | 'zlib' | { readonly method: 'deflate'; readonly crc: number };

/** Input that is unpacked at once: large enough to be fast; at most 68 MB come out of it (deflate packs 1 : 1032 at best). */
const piece = 65536;

/** Unpacks `source`; `name` opens every refusal. */
export function inflated(source: ByteSource, packing: Packing, name: string): ByteSource {
  let known: number | undefined;
  const count = (limit: number): number => {
    const total = { bytes: 0, sinceMember: 0, checksum: checksumOf(packing) };
    const stream = start(source, packing, name, () => {
      total.sinceMember = 0;
      total.checksum = checksumOf(packing);
    });
    for (let bytes = stream.next(); bytes !== undefined; bytes = stream.next()) {
      total.bytes += bytes.length;
      total.sinceMember += bytes.length;
      total.checksum.add(bytes);
      if (total.bytes > limit) return total.bytes;
    }
    if (!matches(source, packing, total.checksum, total.sinceMember)) damaged(packing, name);
    known = total.bytes;
    return known;
  };
  return { size: (limit = Number.POSITIVE_INFINITY) => known ?? count(limit), read: reader(() => start(source, packing, name)) };
}

/** The source itself, or what it holds if it is a gzip file. */
export function unpacked(source: ByteSource, name: string): ByteSource {
  const [first, second] = source.read(0, 2);
  return first === 0x1f && second === 0x8b ? inflated(source, 'gzip', name) : source;
}

interface Stream {
  /** The next bytes, perhaps none; undefined at the end. */
  readonly next: () => Uint8Array | undefined;
}

function start(source: ByteSource, packing: Packing, name: string, onMember?: () => void): Stream {
  const queue: Uint8Array[] = [];
  const decoder = packing === 'gzip' ? new Gunzip() : packing === 'zlib' ? new Unzlib() : new Inflate();
  decoder.ondata = (bytes) => {
    if (bytes.length > 0) queue.push(bytes);
  };
  if (decoder instanceof Gunzip && onMember !== undefined) {
    decoder.onmember = () => {
      // The bytes of the member before are still to be handed out.
      queue.push(boundary);
    };
  }
  let at = 0;
  let ended = false;
  return {
    next: () => {
      for (;;) {
        const bytes = queue.shift();
        if (bytes === boundary) onMember?.();
        else if (bytes !== undefined) return bytes;
        else if (ended) return undefined;
        else {
          const input = source.read(at, piece);
          at += input.length;
          ended = input.length < piece;
          try {
            decoder.push(input, ended);
          } catch {
            damaged(packing, name);
          }
        }
      }
    },
  };
}

const boundary = new Uint8Array(0);

/** Random access over a stream that goes forwards only. */
function reader(open: () => Stream): ByteSource['read'] {
  let stream: Stream | undefined;
  let held = new Uint8Array(0);
  let at = 0;
  return (offset, length) => {
    if (stream === undefined || offset < at) {
      stream = open();
      held = new Uint8Array(0);
      at = 0;
    }
    const parts: Uint8Array[] = [held];
    let end = at + held.length;
    let first = at;
    while (end < offset + length) {
      const bytes = stream.next();
      if (bytes === undefined) break;
      // What lies before the wanted bytes is dropped as it comes.
      if (end <= offset) {
        parts.length = 0;
        first = end;
      }
      parts.push(bytes);
      end += bytes.length;
    }
    held = parts.length === 1 ? (parts[0] as Uint8Array<ArrayBuffer>) : joined(parts, end - first);
    at = first;
    const from = Math.min(held.length, offset - at);
    const wanted = held.slice(from, from + length);
    held = held.subarray(from);
    at += from;
    return wanted;
  };
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function checksumOf(packing: Packing): Checksum {
  return packing === 'zlib' ? adler32() : crc32();
}

/** Compares with what the end of the stream states; fflate does not. A stream that is cut off ends early and leaves other bytes there. */
function matches(source: ByteSource, packing: Packing, checksum: Checksum, bytes: number): boolean {
  if (typeof packing === 'object') return checksum.value() === packing.crc;
  const size = source.size();
  if (packing === 'zlib') return size >= 4 && viewOf(source.read(size - 4, 4)).getUint32(0) === checksum.value();
  if (size < 8) return false;
  const trailer = viewOf(source.read(size - 8, 8));
  return trailer.getUint32(0, true) === checksum.value() && trailer.getUint32(4, true) === bytes % 2 ** 32;
}

function damaged(packing: Packing, name: string): never {
  const what = packing === 'gzip' ? 'a damaged or cut-off gzip file' : 'damaged or cut off in its compressed data';
  return refuse(`${name} is ${what}; copy it again`);
}
