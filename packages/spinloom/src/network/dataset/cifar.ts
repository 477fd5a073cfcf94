/**
 * The binary version of CIFAR-10 and CIFAR-100: records of labels and 3072 bytes, the red, green and blue plane of 32 x 32, row by row.
 *
 * Source: Krizhevsky, "The CIFAR-10 dataset", binary version: one label byte; CIFAR-100: a coarse and a fine one, of which the fine one is used.
 */
import { refuse } from '../../refusal/index.ts';
import { arrayImages } from './numbers.ts';
import { readExactly } from './source.ts';
import { asStored, type ByteSource, type LabelledImages } from './types.ts';

const kinds = [
  { format: 'cifar-10', labels: 1, classes: 10, notes: [] },
  { format: 'cifar-100', labels: 2, classes: 100, notes: ['fine labels, the second byte of a record'] },
] as const;
const pixels = 3072;

/** True for a size of whole records. */
export function isCifarSize(size: number): boolean {
  return size > 0 && kinds.some(({ labels }) => size % (labels + pixels) === 0);
}

/** Opens a batch; the size tells which of the two it is, and the labels where it leaves that open. */
export function openCifar(source: ByteSource, name: string): LabelledImages {
  const size = source.size();
  const fitting = kinds.filter(({ labels }) => size % (labels + pixels) === 0);
  const read = fitting.map((kind) => ({ kind, labels: labelsOf(source, name, kind.labels, size / (kind.labels + pixels)) }));
  const right = read.find(({ kind, labels }) => labels.every((label) => label < kind.classes));
  if (right === undefined) {
    return fitting.length === 0
      ? refuse(`${name} holds ${size} bytes; a CIFAR binary batch holds records of 3073 (CIFAR-10) or 3074 (CIFAR-100)`)
      : refuse(
          `${name} has the size of a CIFAR batch, but its labels are not those of ${fitting.map(({ format }) => format).join(' or ')}; is it another file?`,
        );
  }
  const { kind, labels } = right;
  const array = { source, name, offset: kind.labels, type: 'u1', littleEndian: true } as const;
  const step = { image: kind.labels + pixels, channel: 1024, row: 32, column: 1 };
  const images = arrayImages(
    array,
    { count: labels.length, channels: 3, height: 32, width: 32, step },
    { ...asStored, format: kind.format, notes: kind.notes },
  );
  return { images, labels };
}

/** The last label byte of each record, read some hundred records at a time. */
function labelsOf(source: ByteSource, name: string, bytes: number, count: number): Uint8Array {
  const record = bytes + pixels;
  const labels = new Uint8Array(count);
  for (let from = 0; from < count; from += 256) {
    const records = readExactly(source, from * record, (Math.min(count, from + 256) - from) * record, name, 'records');
    for (let i = 0; i * record < records.length; i++) labels[from + i] = records[i * record + bytes - 1]!;
  }
  return labels;
}
