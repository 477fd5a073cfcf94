/** A file as a byte source, read where it is needed, and its hash, taken piece by piece. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import type { ByteSource } from '../../network/index.ts';
import { refuse } from '../../refusal/index.ts';
import { reason } from '../files.ts';

/** `what` names the role of the file in refusals. Pipes and devices, which cannot be read twice, are read into memory. */
export function fileSource(path: string, what: string): ByteSource {
  return reading(path, what, () => {
    const stat = statSync(path);
    if (!stat.isDirectory() && !stat.isFile()) {
      const bytes = new Uint8Array(readFileSync(path));
      return { size: () => bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
    }
    // Refuses a folder, and a file that may not be read.
    readFrom(path, 0, 1);
    return {
      size: () => stat.size,
      // A number that a damaged file states is no reason to allocate more than there is.
      read: (offset, length) => reading(path, what, () => readFrom(path, offset, Math.max(0, Math.min(length, stat.size - offset)))),
    };
  });
}

/** Of everything that a source holds, lower-case hexadecimal. */
export function sha256OfSource(source: ByteSource): string {
  const hash = createHash('sha256');
  const piece = 2 ** 20;
  for (let at = 0, size = source.size(); at < size; at += piece) hash.update(source.read(at, piece));
  return hash.digest('hex');
}

/** The file is opened for each read: nothing is left open, however many sets a program loads. */
function readFrom(path: string, offset: number, length: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const read = readSync(file, bytes, done, length - done, offset + done);
      if (read === 0) break;
      done += read;
    }
    return bytes.subarray(0, done);
  } finally {
    closeSync(file);
  }
}

function reading<Value>(path: string, what: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    return refuse(`${what} '${path}' cannot be read: ${reason(error)}`);
  }
}
