/**
 * Archives of numpy arrays (.npz): a zip file of .npy files, stored or deflated.
 *
 * Source: PKWARE APPNOTE 6.3: end of central directory (4.3.16, with the zip64 records 4.3.14 and 4.3.15), central directory (4.3.12), local header (4.3.7).
 */
import { refuse, suggestion } from '../../refusal/index.ts';
import { inflated } from './inflate.ts';
import { type NumpyArray, npyImages, npyLabels, openNpy } from './npy.ts';
import { partOf, readExactly, viewOf } from './source.ts';
import type { ByteSource, DataOptions, LabelledImages, Labels } from './types.ts';

export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
}

/** Names under which images and their labels are saved together, the set for tests before the one for training. */
const pairs: readonly (readonly [string, string])[] = [
  ['images', 'labels'],
  ['test_images', 'test_labels'],
  ['x_test', 'y_test'],
  ['X_test', 'y_test'],
  ['x', 'y'],
  ['X', 'y'],
  ['data', 'target'],
  ['data', 'labels'],
  ['train_images', 'train_labels'],
  ['x_train', 'y_train'],
  ['X_train', 'y_train'],
  ['arr_0', 'arr_1'],
];

/** Images, and the labels that lie beside them. `options.key` names the array of the images. */
export function openNpz(source: ByteSource, name: string, options: DataOptions): LabelledImages {
  const entries = directory(source, name);
  const key = options.key ?? pairs.find(([images]) => entries.has(images))?.[0] ?? (entries.size === 1 ? [...entries.keys()][0]! : undefined);
  if (key === undefined) refuse(`${name} holds ${listed(entries)}: say which are the images, as ${name.includes("'") ? 'FILE' : name}#KEY`);
  const read = npyImages(openArray(source, entries, key, name), options.layout, 'npz');
  const images = { ...read, origin: { ...read.origin, notes: [`array '${key}'`, ...read.origin.notes] } };
  const beside = pairs.find(([first, second]) => first === key && entries.has(second))?.[1];
  return beside === undefined ? { images } : { images, labels: npyLabels(openArray(source, entries, beside, name)) };
}

/** Labels alone: the array `key`, or the one whose name says so. */
export function openNpzLabels(source: ByteSource, name: string, key?: string): Labels {
  const entries = directory(source, name);
  const chosen = key ?? pairs.find(([, labels]) => entries.has(labels))?.[1] ?? (entries.size === 1 ? [...entries.keys()][0]! : undefined);
  if (chosen === undefined) refuse(`${name} holds ${listed(entries)}: say which are the labels, as FILE#KEY`);
  return npyLabels(openArray(source, entries, chosen, name));
}

function listed(entries: ReadonlyMap<string, Entry>): string {
  return entries.size === 0 ? 'no arrays' : `the arrays ${[...entries.keys()].slice(0, 20).join(', ')}`;
}

/** Arrays whose images do not lie one after another are unpacked as a whole, up to this. */
const mostUnpacked = 2 ** 28;

function openArray(source: ByteSource, entries: ReadonlyMap<string, Entry>, key: string, name: string): NumpyArray {
  const entry = entries.get(key) ?? refuse(`${name} holds no array '${key}'; ${suggestion(key, [...entries.keys()])}`);
  const where = `${name}#${key}`;
  const local = viewOf(readExactly(source, entry.offset, 30, where, 'local header'));
  if (local.getUint32(0) !== 0x504b0304) refuse(`${where} is damaged: its local header is not where the directory says`);
  if ((entry.flags & 1) === 1) refuse(`${where} is encrypted; save it without a password`);
  const start = entry.offset + 30 + local.getUint16(26, true) + local.getUint16(28, true);
  if (start + entry.packed > source.size()) refuse(`${where} is cut off; copy it again`);
  const packed = partOf(source, start, entry.packed);
  if (entry.method === 0 && entry.packed === entry.size) return openNpy(packed, where);
  if (entry.method !== 8) refuse(`${where} is packed by method ${entry.method}; save it by numpy.savez or numpy.savez_compressed`);
  const bytes = inflated(packed, { method: 'deflate', crc: entry.crc }, where);
  const array = openNpy(bytes, where);
  if (!array.fortran || array.shape.length < 2) return array;
  if (bytes.size() > mostUnpacked)
    refuse(
      `${where} is compressed and in Fortran order, so that no image lies in one piece; save it by numpy.savez, or with numpy.ascontiguousarray`,
    );
  const whole = bytes.read(0, bytes.size());
  return { ...array, source: { size: () => whole.length, read: (offset, length) => whole.subarray(offset, offset + length) } };
}

interface Entry {
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** Entries by name, without '.npy'. */
function directory(source: ByteSource, name: string): ReadonlyMap<string, Entry> {
  const { start, length } = findDirectory(source, name);
  if (length > 2 ** 24) refuse(`${name} states a directory of ${length} bytes; it is damaged`);
  const bytes = readExactly(source, start, length, name, 'directory');
  const view = viewOf(bytes);
  const entries = new Map<string, Entry>();
  for (let at = 0; at + 46 <= length; ) {
    if (view.getUint32(at) !== 0x504b0102) break;
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [number, number, number];
    const from = at + 46 + nameLength;
    if (from + extra > length) refuse(`${name} is cut off in its directory; copy it again`);
    const [size, packed, offset] = wide(view, [24, 20, 42].map((field) => view.getUint32(at + field, true)) as [number, number, number], from, extra);
    const title = new TextDecoder().decode(bytes.subarray(at + 46, from));
    const common = { method: view.getUint16(at + 10, true), flags: view.getUint16(at + 8, true), crc: view.getUint32(at + 16, true) };
    if (title.endsWith('.npy')) entries.set(title.slice(0, -4), { ...common, packed, size, offset });
    at = from + extra + comment;
  }
  return entries;
}

/** Replaces 32-bit fields that are full by those of the zip64 extra, which come in the same order. */
function wide(view: DataView, fields: [number, number, number], from: number, length: number): readonly [number, number, number] {
  for (let at = from; at + 4 <= from + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    return fields.map((field) => {
      if (field !== 0xffffffff || next + 8 > from + length) return field;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    }) as [number, number, number];
  }
  return fields;
}

function findDirectory(source: ByteSource, name: string): { readonly start: number; readonly length: number } {
  const size = source.size();
  const from = Math.max(0, size - 65557);
  const view = viewOf(source.read(from, size - from));
  for (let at = view.byteLength - 22; at >= 0; at--) {
    if (view.getUint32(at) !== 0x504b0506) continue;
    const [length, start] = [view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
    if (start !== 0xffffffff && length !== 0xffffffff) return { start, length };
    if (at < 20 || view.getUint32(at - 20) !== 0x504b0607) break;
    const record = viewOf(readExactly(source, Number(view.getBigUint64(at - 12, true)), 56, name, 'directory'));
    return { start: Number(record.getBigUint64(48, true)), length: Number(record.getBigUint64(40, true)) };
  }
  return refuse(`${name} is a zip file without a directory; it is cut off: copy it again`);
}
