import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { stream } from 'spinloom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstImages, imageSet, moveOf, readImageSet, readPacked, shuffled, writeImage } from './data.ts';
import { shipData } from './ship-data.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spinloom-data-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const idx = (dims: readonly number[], data: readonly number[]): Uint8Array => {
  const bytes = new Uint8Array(4 + 4 * dims.length + data.length);
  bytes[2] = 8;
  bytes[3] = dims.length;
  dims.forEach((dim, i) => {
    new DataView(bytes.buffer).setUint32(4 + 4 * i, dim);
  });
  bytes.set(data, 4 + 4 * dims.length);
  return bytes;
};

describe('IDX files', () => {
  test('are read, and shipped as the first of them', () => {
    writeFileSync(join(folder, 't10k-images-idx3-ubyte'), idx([3, 1, 2], [1, 2, 3, 4, 5, 6]));
    writeFileSync(join(folder, 't10k-labels-idx1-ubyte'), idx([3], [7, 8, 9]));
    const set = readImageSet(folder, 't10k');
    expect(set).toMatchObject({ count: 3, height: 1, width: 2 });
    expect([...firstImages(set, 2).pixels]).toEqual([1, 2, 3, 4]);
    const out = join(folder, 'out');
    const paths = shipData(folder, out, 2);
    expect(paths.map((path) => path.slice(out.length + 1))).toEqual([
      'fashion-2-images-idx3-ubyte.gz',
      'fashion-2-labels-idx1-ubyte.gz',
      'fashion-mnist.LICENSE',
      'README.md',
    ]);
    expect([...readPacked(out, 'fashion-2-images-idx3-ubyte')]).toEqual([...idx([2, 1, 2], [1, 2, 3, 4])]);
    expect([...readPacked(out, 'fashion-2-labels-idx1-ubyte')]).toEqual([...idx([2], [7, 8])]);
  });

  test('that are absent, of another kind, cut short or of two sets are refused', () => {
    expect(() => readImageSet('/nowhere', 'train')).toThrow(
      '/nowhere/train-images-idx3-ubyte.gz is not there; install the Debian package dataset-fashion-mnist',
    );
    writeFileSync(join(folder, 'train-images-idx3-ubyte'), 'not an IDX file at all');
    expect(() => readImageSet(folder, 'train')).toThrow('train-images-idx3-ubyte is no IDX file');
    writeFileSync(join(folder, 'train-images-idx3-ubyte'), idx([2, 1, 2], [1, 2, 3]));
    expect(() => readImageSet(folder, 'train')).toThrow('should hold 4 bytes for its sizes 2 x 1 x 2 but holds 3');
    writeFileSync(join(folder, 'train-images-idx3-ubyte'), idx([1, 1, 2], [1, 2]));
    writeFileSync(join(folder, 'train-labels-idx1-ubyte'), idx([2], [0, 1]));
    expect(() => readImageSet(folder, 'train')).toThrow('1 images and 2 labels');
  });
});

describe('augmentation', () => {
  const set = imageSet({ pixels: Uint8Array.of(1, 2, 3, 4, 5, 6), labels: Uint8Array.of(0), count: 1, channels: 1, height: 2, width: 3 });
  const table = Float32Array.from({ length: 256 }, (_, i) => i);
  const moved = (move?: ReturnType<typeof moveOf>): number[] => {
    const into = new Float32Array(6);
    writeImage(set, 0, table, into, 0, move);
    return [...into];
  };

  test('shifts bring in black, flips mirror', () => {
    expect(moved()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(moved({ down: 0, right: 0, flip: true })).toEqual([3, 2, 1, 6, 5, 4]);
    expect(moved({ down: 1, right: 0, flip: false })).toEqual([0, 0, 0, 1, 2, 3]);
    expect(moved({ down: 0, right: -1, flip: false })).toEqual([2, 3, 0, 5, 6, 0]);
    expect(moved({ down: 0, right: 1, flip: true })).toEqual([0, 3, 2, 0, 6, 5]);
  });

  test('moves stay in range and reach every shift; without augmentation nothing moves', () => {
    const { uint32 } = stream(1, 'test');
    const moves = Array.from({ length: 400 }, (_, i) => moveOf(uint32(i), { shift: 2, flip: true }));
    expect(new Set(moves.map(({ down }) => down))).toEqual(new Set([-2, -1, 0, 1, 2]));
    expect(new Set(moves.map(({ right }) => right))).toEqual(new Set([-2, -1, 0, 1, 2]));
    expect(new Set(moves.map(({ flip }) => flip)).size).toBe(2);
    const still = { down: 0, right: 0, flip: false };
    expect(moveOf(0xffff_ffff, { shift: 0, flip: false })).toEqual(still);
  });

  test('a shuffle is a permutation', () => {
    const order = shuffled(50, stream(1, 'test'));
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect([...order]).not.toEqual([...order].sort((a, b) => a - b));
  });
});

test('gzip of shipped data names neither time nor system', () => {
  const packed = Uint8Array.from(readGz());
  expect([...packed.slice(4, 8), packed[9]]).toEqual([0, 0, 0, 0, 255]);
  expect(gunzipSync(packed).length).toBeGreaterThan(0);
});

function readGz(): Uint8Array {
  const [path] = shipData(folder, join(folder, 'again'), 1);
  return readFileSync(path!);
}
