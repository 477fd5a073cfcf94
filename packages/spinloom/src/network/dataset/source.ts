/** Byte sources over memory and over parts of other sources. */
import { refuse } from '../../refusal/index.ts';
import type { ByteSource } from './types.ts';

export function memorySource(bytes: Uint8Array): ByteSource {
  return { size: () => bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/** The `length` bytes of `source` from `start`. */
export function partOf(source: ByteSource, start: number, length: number): ByteSource {
  return { size: () => length, read: (offset, wanted) => source.read(start + offset, Math.max(0, Math.min(wanted, length - offset))) };
}

/** Bytes [offset, offset + length); refuses where there are fewer. `what` names them. */
export function readExactly(source: ByteSource, offset: number, length: number, name: string, what: string): Uint8Array {
  const bytes = source.read(offset, length);
  if (bytes.length < length) refuse(`${name} is cut off in its ${what}: ${length} bytes are expected at byte ${offset}, ${bytes.length} are there`);
  return bytes;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Refuses a source of another size than its header asks for. `what` says what the header states. */
export function checkSize(source: ByteSource, header: number, expected: number, name: string, what: string): void {
  const found = source.size(header + expected) - header;
  if (found === expected) return;
  const holds = found < expected ? `${Math.max(0, found)}; it is cut off: copy it again` : 'more; it is damaged';
  refuse(`${name} should hold ${expected} bytes for ${what} but holds ${holds}`);
}
