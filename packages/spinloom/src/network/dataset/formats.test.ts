import { gzipSync, unzlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { memoryImages, readImages, readLabels } from '../index.ts';
import { expectPixels, fixture, numbers, value } from './fixtures.suite.ts';
import type { DataOptions } from './types.ts';

const open = (name: string, options?: DataOptions) => readImages(fixture(name), `'${name}'`, options);
const colour = { count: 3, channels: 3, height: 4, width: 5, values: 'bytes' };

describe('SVHN .mat, written by scipy', () => {
  test.each(['svhn-compressed.mat', 'svhn-plain.mat'])('%s: images by row, label 10 is class 0', (name) => {
    const { images, labels } = open(name);
    expect(images).toMatchObject(colour);
    expect(images.origin).toMatchObject({ format: 'mat', notes: ['label 10 is class 0, as in SVHN'] });
    expectPixels(images, numbers('images'));
    expect([...labels!]).toEqual([0, 3, 1]);
    expect([...readLabels(fixture(name), name)]).toEqual([0, 3, 1]);
  });

  test('big-endian files are read', () => {
    const { images, labels } = readImages(bigEndianMat(), 'big.mat');
    expect(images).toMatchObject({ count: 2, channels: 1, height: 1, width: 2 });
    expectPixels(images, [1, 2, 3, 4]);
    // Labels above 10 are no digits: 10 is a class like others.
    expect([...labels!]).toEqual([10, 300]);
  });

  test('other versions and files without X are refused with what to do', () => {
    expect(() => open('version4.mat')).toThrow("may be a MATLAB file of version 4, which is not read; save it again with save(..., '-v7')");
    const hdf = new TextEncoder().encode('MATLAB 7.3 MAT-file, Platform: GLNXA64'.padEnd(200));
    expect(() => readImages(hdf, 'v73.mat')).toThrow('v73.mat is a MATLAB file of version 7.3 (HDF5), which is not read');
    const renamed = fixture('svhn-plain.mat').map((byte) => (byte === 0x58 ? 0x57 : byte));
    expect(() => readImages(renamed, 'w.mat')).toThrow('images X[height, width, channel, image] are expected');
    const cut = fixture('svhn-plain.mat').subarray(0, 400);
    expect(() => readImages(cut, 'cut.mat')).toThrow(/^cut\.mat is cut off/);
    const damaged = fixture('svhn-compressed.mat').with(220, 0);
    expect(() => readImages(damaged, 'damaged.mat')).toThrow(/^damaged\.mat/);
  });
});

describe('numpy arrays', () => {
  test.each(['nchw.npy', 'nhwc.npy', 'fortran.npy'])('%s: the axis of 3 holds the channels', (name) => {
    const { images, labels } = open(name);
    expect(images).toMatchObject({ ...colour, origin: { format: 'npy', layout: name === 'nhwc.npy' ? 'nhwc' : 'nchw' } });
    expectPixels(images, numbers('images'));
    expect(labels).toBeUndefined();
  });

  const kinds = ['i2', 'u2', 'i4', 'u4', 'i8', 'u8', 'f4', 'f8'].flatMap((kind) => [`little-${kind}`, `big-${kind}`]);
  test.each(['little-u1', ...kinds])('numbers of type %s', (kind) => {
    const { images } = open(`grey-${kind}.npy`);
    expect(images).toMatchObject({ ...colour, channels: 1, values: kind.includes('f') ? 'reals' : 'bytes' });
    expectPixels(images, numbers('grey'));
    expect(images.read(0, 1)).toBeInstanceOf(kind.endsWith('u1') ? Uint8Array : Float32Array);
  });

  test('signed bytes keep their sign', () => {
    expectPixels(
      open('signed-i1.npy').images,
      numbers('grey').map((pixel) => (pixel << 24) >> 24),
    );
  });

  test('flat images: rows of numbers, squares, and colours where the layout says how they are ordered', () => {
    expect(open('flat.npy').images).toMatchObject({ count: 2, channels: 1, height: 1, width: 12 });
    expectPixels(open('flat.npy', { layout: 'nchw' }).images, numbers('flat'));
    const byColour = open('flat.npy', { layout: 'nhwc' }).images;
    expect(byColour).toMatchObject({ channels: 3, height: 2, width: 2 });
    const flat = numbers('flat');
    expectPixels(
      byColour,
      flat.map((_, i) => flat[12 * Math.floor(i / 12) + 3 * (i % 4) + (Math.floor(i / 4) % 3)]!),
    );
  });

  test('Fortran order over more images than are kept at once', () => {
    const [count, pixels] = [1_100_000, 4];
    const file = npy('|u1', [count, 2, 2], count * pixels, 'True');
    const at = file.length - count * pixels;
    for (let pixel = 0; pixel < pixels; pixel++) for (let image = 0; image < count; image++) file[at + pixel * count + image] = image * 7 + pixel;
    const { images } = readImages(file, 'f.npy');
    // [row, column] of an image: the row is the faster axis of the file.
    const expected = (image: number): readonly number[] => [0, 2, 1, 3].map((pixel) => (image * 7 + pixel) & 255);
    for (const image of [0, 1_048_575, 1_048_576, 1_048_577, 3, 1_099_999]) expect([...images.read(image, image + 1)]).toEqual(expected(image));
    expect([...images.read(1_048_570, 1_048_590)]).toEqual(Array.from({ length: 20 }, (_, i) => expected(1_048_570 + i)).flat());
  });

  test('labels of any width', () => {
    expect([...readLabels(fixture('labels-i8.npy'), 'l')]).toEqual([2, 0, 1]);
    expect([...readLabels(fixture('labels-column.npy'), 'l')]).toEqual([2, 0, 1]);
    expect(() => readLabels(fixture('one-hot.npy'), 'l')).toThrow('.argmax(1)');
    expect(() => readLabels(fixture('nchw.npy'), 'l')).toThrow('were the two files swapped?');
    expect(() => readImages(fixture('labels-i8.npy'), 'i')).toThrow('one dimension');
    expect(() => readLabels(fixture('signed-i1.npy').subarray(0, 0), 'l')).toThrow('l is empty');
  });

  test('axes that could be either way must be told', () => {
    const image = memoryImages({ count: 1, channels: 1, height: 1, width: 1, pixels: new Uint8Array(1) });
    expect(image.origin.format).toBe('memory');
    const ambiguous = npy('|u1', [2, 3, 2, 3], 36);
    expect(() => readImages(ambiguous, 'a.npy')).toThrow(
      'whose channels may be the second or the last axis; say which with --layout nchw or --layout nhwc',
    );
    expect(readImages(ambiguous, 'a.npy', { layout: 'nhwc' }).images).toMatchObject({ channels: 3, height: 3, width: 2 });
  });

  test('other types, records, other shapes, more and fewer numbers than the shape says are refused', () => {
    expect(() => open('half-f2.npy')).toThrow("holds numbers of type '<f2'");
    expect(() => open('records.npy')).toThrow('holds records');
    expect(() => readImages(npy('<u1', [1, 1, 1, 1, 1], 1), 'n')).toThrow('n has 5 dimensions');
    expect(() => readImages(npy('<f4', [2, 2, 2], 31), 'n')).toThrow('n should hold 32 bytes for its shape (2, 2, 2) but holds 31; it is cut off');
    expect(() => readImages(npy('<f4', [2, 2, 2], 33), 'n')).toThrow('it is damaged');
    expect(() => readImages(npy('<f4', [4e9, 4e9, 4e9], 33), 'n')).toThrow('it is cut off');
    expect(() => readImages(npy('|u1', [1, 5000, 5000], 25e6), 'n')).toThrow('at most 16777216 numbers an image');
    expect(() => readImages(npy('|u1', [0, 5, 5], 0), 'n')).toThrow('holds no images');
  });
});

describe('.npz', () => {
  test('stored and deflated, with the labels beside the images; the set for tests comes first', () => {
    for (const name of ['stored.npz', 'deflated.npz', 'deflated-fortran.npz']) {
      const { images, labels } = open(name);
      expect(images).toMatchObject(colour);
      expectPixels(images, numbers('images'));
      if (name !== 'deflated-fortran.npz') expect([...labels!]).toEqual([2, 0, 1]);
    }
    expect(open('deflated.npz').images.origin.notes).toEqual(["array 'x_test'"]);
    expect(open('deflated.npz', { key: 'x_train' })).toMatchObject({ images: { count: 1 }, labels: Int32Array.of(9) });
    expect([...readLabels(fixture('deflated.npz'), 'l', 'y_train')]).toEqual([9]);
  });

  test('unknown keys are listed', () => {
    expect(() => open('unnamed-keys.npz')).toThrow('holds the arrays first, second: say which are the images, as FILE#KEY');
    expect(open('unnamed-keys.npz', { key: 'first' }).images.count).toBe(3);
    expect(() => open('unnamed-keys.npz', { key: 'frist' })).toThrow("holds no array 'frist'; did you mean 'first'?");
    expect(() => open('nchw.npy', { key: 'images' })).toThrow('is no .npz file');
  });

  test('a wrong checksum is found', () => {
    const bytes = fixture('deflated.npz');
    const at = bytes.length - 300;
    expect(() => readImages(bytes.with(at, bytes[at]! ^ 1), 'd.npz', { key: 'x_test' }).images.read(0, 3)).toThrow(/^d\.npz/);
  });
});

describe('CIFAR binary batches', () => {
  const batch = unzlibSync(fixture('cifar10.bin.z'));
  const { sums, first, green } = value('cifar') as { readonly sums: readonly number[]; readonly first: readonly number[]; readonly green: number };

  test('CIFAR-10: one label and three planes, also as gzip', () => {
    for (const [bytes, name] of [
      [batch, "'test_batch.bin'"],
      [gzipSync(batch), 'test_batch.bin.gz'],
    ] as const) {
      const { images, labels } = readImages(bytes, name);
      expect(images).toMatchObject({ count: 2, channels: 3, height: 32, width: 32, origin: { format: 'cifar-10' } });
      expect([...labels!]).toEqual([7, 2]);
      expect([0, 1].map((i) => [...images.read(i, i + 1)].reduce((sum, pixel) => sum + pixel, 0))).toEqual(sums);
      expect([...images.read(1, 2).subarray(0, 3)]).toEqual(first);
      expect(images.read(0, 2)[3072 + 1024]).toBe(green);
    }
  });

  test('CIFAR-100: the fine label, and it says so', () => {
    const record = Uint8Array.of(19, 99, ...batch.subarray(1, 3073));
    const { images, labels } = readImages(record, 'test.bin');
    expect(images.origin).toMatchObject({ format: 'cifar-100', notes: ['fine labels, the second byte of a record'] });
    expect([...labels!]).toEqual([99]);
    expect([...images.read(0, 1)].reduce((sum, pixel) => sum + pixel, 0)).toBe(sums[0]);
  });

  test('in the archive in which they come: the test batch, or the one that is named', () => {
    const { images, labels } = open('cifar.tar.gz');
    expect(images.origin).toMatchObject({ format: 'cifar-10', notes: ["file 'test_batch.bin'"] });
    expect([...labels!]).toEqual([7]);
    expect([...images.read(0, 1)].reduce((sum, pixel) => sum + pixel, 0)).toBe(sums[0]);
    expect([...open('cifar.tar.gz', { key: 'data_batch_1.bin' }).labels!]).toEqual([1]);
    expect(() => open('cifar.tar.gz', { key: 'data_batch_2.bin' })).toThrow("holds no 'data_batch_2.bin'; did you mean 'data_batch_1.bin'?");
  });

  test('other sizes and labels that are none are refused', () => {
    expect(() => readImages(batch.subarray(1), 'test_batch.bin')).toThrow(
      'test_batch.bin holds 6145 bytes; a CIFAR binary batch holds records of 3073',
    );
    expect(() => readImages(batch.with(0, 10), 'test_batch.bin')).toThrow('its labels are not those of cifar-10');
  });
});

test('what is no data set gets the list of what is', () => {
  expect(() => readImages(new TextEncoder().encode('label,pixel1\n7,0\n'), "'train.csv'")).toThrow(
    "'train.csv' holds no images in a known format: IDX, .mat",
  );
  expect(() => readImages(new Uint8Array(0), 'x')).toThrow('x is empty');
  expect(() => readLabels(new TextEncoder().encode('7\n'), 'labels.txt')).toThrow('labels.txt holds no labels in a known format');
});

/** By the format's description, not by numpy: shapes that numpy would not write. */
function npy(descr: string, shape: readonly number[], bytes: number, fortran = 'False'): Uint8Array {
  const text = new TextEncoder().encode(`{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': (${shape.join(', ')}), }\n`);
  const header = Uint8Array.of(0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, text.length, 0, ...text);
  const file = new Uint8Array(header.length + bytes);
  file.set(header);
  return file;
}

/** X = [1, 2], [3, 4] of 1 x 2 x 1 x 2 and y = [10, 300] as 16-bit integers, by MATLAB's description of the format; scipy writes the host's order only. */
function bigEndianMat(): Uint8Array {
  const word = (...values: readonly number[]) => values.flatMap((value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
  const matrix = (title: string, kind: number, dims: readonly number[], data: readonly number[]) => {
    const name = [...word((1 << 16) | 1), title.charCodeAt(0), 0, 0, 0];
    const body = [...word(6, 8, kind, 0, 5, 4 * dims.length, ...dims), ...name, ...data];
    return [...word(14, body.length), ...body];
  };
  const text = [...new TextEncoder().encode('MATLAB 5.0 MAT-file'.padEnd(124)), 1, 0, 0x4d, 0x49];
  const x = matrix('X', 9, [1, 2, 1, 2], [...word((4 << 16) | 2), 1, 2, 3, 4]);
  const y = matrix('y', 10, [2, 1], [...word((4 << 16) | 3), 0, 10, 1, 44]);
  return Uint8Array.from([...text, ...x, ...y]);
}
