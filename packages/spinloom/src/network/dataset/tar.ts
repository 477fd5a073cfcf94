/**
 * A member of a tar archive, without unpacking the rest: CIFAR's binary version comes as `cifar-10-binary.tar.gz`.
 *
 * Source: POSIX.1-1988 ustar: headers of 512 bytes with the name at 0, the size in octal at 124, 'ustar' at 257 and the data after it, padded to 512.
 */
import { refuse, suggestion } from '../../refusal/index.ts';
import { partOf } from './source.ts';
import type { ByteSource } from './types.ts';

export function isTar(head: Uint8Array): boolean {
  return text(head, 257, 5) === 'ustar';
}

export interface Member {
  /** Without its folders. */
  readonly name: string;
  readonly source: ByteSource;
}

/** The member `key` (a file's name without folders), or the one of test images. Refuses an archive without it. */
export function openTar(source: ByteSource, name: string, key?: string): Member {
  const size = source.size();
  const members: Member[] = [];
  for (let at = 0; at + 512 <= size; ) {
    const head = source.read(at, 512);
    if (head.length < 512 || !isTar(head)) break;
    const bytes = Number.parseInt(text(head, 124, 12).trim(), 8);
    if (!(bytes >= 0) || at + 512 + bytes > size) refuse(`${name} is cut off or damaged; copy it again`);
    const title = text(head, 0, 100);
    members.push({ name: title.slice(title.lastIndexOf('/') + 1), source: partOf(source, at + 512, bytes) });
    if (members.length > 10_000) refuse(`${name} holds more than 10,000 files; unpack it first`);
    at += 512 + Math.ceil(bytes / 512) * 512;
  }
  const found = members.find((member) => (key === undefined ? /^test.*\.bin$/.test(member.name) : member.name === key));
  if (found !== undefined) return found;
  const names = members.map((member) => member.name).filter((title) => title.endsWith('.bin'));
  if (names.length === 0) return refuse(`${name} is an archive without .bin files, the batches of CIFAR; unpack it first`);
  return refuse(
    key === undefined
      ? `${name} holds ${names.slice(0, 20).join(', ')}: say which, as FILE#NAME`
      : `${name} holds no '${key}'; ${suggestion(key, names)}`,
  );
}

/** Up to the first zero byte. */
function text(bytes: Uint8Array, from: number, length: number): string {
  const part = bytes.subarray(from, from + length);
  const end = part.indexOf(0);
  return String.fromCharCode(...(end < 0 ? part : part.subarray(0, end)));
}
