import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findRecipe, recipeNames } from '../recipes/index.ts';
import { readme, shipData } from '../ship-data.ts';
import { dataSets, findDataSet, firstImages, readPart } from './index.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spinloom-data-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const shippedFile = (name: string): Uint8Array => readFileSync(new URL(`../../../spinloom/data/${name}`, import.meta.url));
const unpacked = (path: string): number[] => [...gunzipSync(readFileSync(path))];

/** A new folder of the given files. */
function files(name: string, content: Readonly<Record<string, Uint8Array | string>>): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [file, bytes] of Object.entries(content)) writeFileSync(join(path, file), bytes);
  return path;
}

/** An IDX file of bytes, written out by hand. */
const idx = (dims: readonly number[], data: readonly number[]): Uint8Array =>
  Uint8Array.from([0, 0, 8, dims.length, ...dims.flatMap((dim) => [0, 0, dim >> 8, dim & 255]), ...data]);
/** `count` images of 28 x 28, image i all of the value i. */
const plain = (count: number): Uint8Array =>
  idx(
    [count, 28, 28],
    Array.from({ length: count * 784 }, (_, i) => Math.floor(i / 784)),
  );

describe('Fashion-MNIST', () => {
  const set = findDataSet('fashion-mnist');

  test('is read from IDX files, and shipped as the first of the test images', () => {
    const from = files('few', { 't10k-images-idx3-ubyte': plain(3), 't10k-labels-idx1-ubyte': idx([3], [7, 8, 9]) });
    const test = readPart(set, from, 'test');
    expect(test).toMatchObject({ count: 3, channels: 1, height: 28, width: 28 });
    expect([...firstImages(test, 2).labels]).toEqual([7, 8]);
    expect([...new Set(firstImages(test, 2).pixels)]).toEqual([0, 1]);
    const out = join(folder, 'shipped');
    expect(shipData(set, from, out).map((path) => path.slice(out.length + 1))).toEqual([
      'fashion-1000-images-idx3-ubyte.gz',
      'fashion-1000-labels-idx1-ubyte.gz',
      'fashion-mnist.LICENSE',
      'README.md',
    ]);
    expect(unpacked(join(out, 'fashion-1000-images-idx3-ubyte.gz'))).toEqual([...plain(3)]);
    expect(unpacked(join(out, 'fashion-1000-labels-idx1-ubyte.gz'))).toEqual([...idx([3], [7, 8, 9])]);
    const packed = readFileSync(join(out, 'fashion-1000-images-idx3-ubyte.gz'));
    // Neither time nor system: the same bytes everywhere.
    expect([...packed.subarray(4, 8), packed[9]]).toEqual([0, 0, 0, 0, 255]);
  });

  test.each([
    ['absent', {}, 'train-images-idx3-ubyte.gz is not there; install the Debian package dataset-fashion-mnist'],
    ['of another kind', { 'train-images-idx3-ubyte': 'not an IDX file at all' }, 'train-images-idx3-ubyte is no IDX file'],
    ['cut short', { 'train-images-idx3-ubyte': idx([2, 1, 2], [1, 2, 3]) }, 'should hold 4 bytes for its sizes 2 x 1 x 2 but holds 3'],
    ['of two sets', { 'train-images-idx3-ubyte': plain(1), 'train-labels-idx1-ubyte': idx([2], [0, 1]) }, '1 images and 2 labels'],
    [
      'of another shape',
      { 'train-images-idx3-ubyte': idx([1, 1, 2], [1, 2]), 'train-labels-idx1-ubyte': idx([1], [0]) },
      'are 1 x 28 x 28, these are 1 x 1 x 2',
    ],
    [
      'of more classes',
      { 'train-images-idx3-ubyte': plain(2), 'train-labels-idx1-ubyte': idx([2], [9, 10]) },
      'label 1 is 10, but fashion-mnist has the classes 0 to 9',
    ],
  ] as const)('files that are %s are refused', (what, content, sentence) => {
    expect(() => readPart(set, files(what, content), 'train')).toThrow(sentence);
  });
});

describe('digits', () => {
  const set = findDataSet('digits');

  test('is what UCI publishes: 1,797 images, so many of each class, 17 grey levels', () => {
    const [train, held] = [readPart(set, set.folder, 'train'), readPart(set, set.folder, 'test')];
    expect([train.count, held.count]).toEqual([1437, 360]);
    const classes = Array<number>(10).fill(0);
    for (const label of [...train.labels, ...held.labels]) classes[label]! += 1;
    // "Examples in testing set" of the page of the data set.
    expect(classes).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
    expect(Math.max(...train.pixels, ...held.pixels)).toBe(16);
    // The first row of optdigits.tes, a 0.
    const top = [0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0];
    expect([...train.pixels.subarray(0, 16), train.labels[0]]).toEqual([...top, 0]);
  });

  test('is shipped from the rows of scikit-learn: the last 360 apart, nothing moved', () => {
    const row = (i: number): string => [...Array.from({ length: 64 }, (_, pixel) => (i * 7 + pixel) % 17), i % 10].join(',');
    const csv = `${Array.from({ length: 1797 }, (_, i) => row(i)).join('\n')}\n`;
    const out = join(folder, 'digits');
    shipData(set, files('csv', { 'digits.csv': csv }), out);
    const test = readPart(set, out, 'test');
    expect(test.count).toBe(360);
    expect([...test.pixels.subarray(0, 64), test.labels[0]].join(',')).toBe(row(1437));
    expect([...test.pixels.subarray(-64), test.labels[359]].join(',')).toBe(row(1796));
    const train = readPart(set, out, 'train');
    expect([...train.pixels.subarray(-64), train.labels[1436]].join(',')).toBe(row(1436));
  });

  test.each([
    ['absent', {}, 'digits.csv.gz is not there; install the Debian package python3-sklearn'],
    ['of another length', { 'digits.csv': '1,2\n3,4\n' }, 'digits.csv has 2 lines, expected 1797'],
    ['of other values', { 'digits.csv': `${'0,'.repeat(63)}17,0\n`.repeat(1797) }, 'digits.csv, line 1: expected 64 whole numbers from 0 to 16'],
    ['of words', { 'digits.csv': `${'0,'.repeat(63)}x,0\n`.repeat(1797) }, 'digits.csv, line 1: expected'],
  ] as const)('rows that are %s are refused', (what, content, sentence) => {
    expect(() => shipData(set, files(`rows ${what}`, content), join(folder, 'never'))).toThrow(sentence);
  });
});

test('what ships says what its entry says', () => {
  expect(new TextDecoder().decode(shippedFile('README.md'))).toBe(readme());
  for (const name of dataSets.flatMap(({ shipped }) => shipped.rows.flatMap((row) => row.match(/[\w-]+\.(?:gz|LICENSE)/g) ?? [])))
    expect(shippedFile(name).length).toBeGreaterThan(0);
});

test.each(recipeNames)('%s fits its data set', (name) => {
  const { dataset, input, classes } = findRecipe(name);
  expect(findDataSet(dataset)).toMatchObject({ input, classes });
});

test('an unknown set is refused with the nearest name', () => {
  expect(() => findDataSet('digit')).toThrow("there is no data set 'digit'; did you mean 'digits'?");
});
