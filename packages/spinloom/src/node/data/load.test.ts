import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readDataSet } from '../../study/index.ts';
import { loadData, loadDataSet, namedData } from '../index.ts';
import { fileSource, sha256OfSource } from './file-source.ts';

const fixtures = fileURLToPath(new URL('../../network/dataset/fixtures/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'spinloom-load-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('data sets from files', () => {
  it.each(['svhn-compressed.mat', 'svhn-plain.mat', 'fortran.npy', 'stored.npz', 'deflated.npz', 'grey-big-f4.npy', 'rgb.png', 'grey.jpg'])(
    '%s: the same as from its bytes, plain and gzipped',
    (name) => {
      const bytes = new Uint8Array(readFileSync(join(fixtures, name)));
      const expected = readDataSet(name, bytes);
      expect(expected.imagesSha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      const path = join(folder, name);
      copyFileSync(join(fixtures, name), path);
      writeFileSync(`${path}.gz`, gzipSync(bytes));
      for (const file of [path, `${path}.gz`]) {
        const { images, labels, imagesSha256 } = loadDataSet(file);
        if (file === path) expect(imagesSha256).toBe(expected.imagesSha256);
        expect(labels).toEqual(expected.labels);
        for (let i = 0; i < images.count; i++) expect(images.read(i, i + 1)).toEqual(expected.images.read(i, i + 1));
        expect(images.read(0, images.count)).toEqual(expected.images.read(0, images.count));
      }
    },
  );

  it('a file is read piece by piece, and one that shrinks under way is refused', () => {
    const path = join(folder, 'large');
    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * i) >> 3);
    writeFileSync(path, bytes);
    const source = fileSource(path, 'file');
    expect(sha256OfSource(source)).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect([source.size(), source.read(2_999_990, 50).length, source.read(4_000_000, 5).length]).toEqual([3_000_000, 10, 0]);
    const npy = join(folder, 'shrinks.npy');
    copyFileSync(join(fixtures, 'nchw.npy'), npy);
    const { images } = loadData(npy);
    truncateSync(npy, 200);
    expect(() => images.read(2, 3)).toThrow("image file 'shrinks.npy' is cut off in its images");
  });

  it('labels of another file take the place of those inside; both hashes are told', () => {
    const set = loadData(join(fixtures, 'deflated.npz'), join(fixtures, 'labels-column.npy'));
    expect([...set.labels!]).toEqual([2, 0, 1]);
    expect(set.labelsSha256).toBe(
      createHash('sha256')
        .update(readFileSync(join(fixtures, 'labels-column.npy')))
        .digest('hex'),
    );
    const own = loadData(join(fixtures, 'deflated.npz'));
    expect(own.labelsSha256).toBe(own.imagesSha256);
  });

  it('the hash of a folder depends on its pictures and their places alone', () => {
    const at = (name: string, files: readonly (readonly [string, string])[]): string => {
      for (const [path, picture] of files) {
        mkdirSync(join(folder, name, path, '..'), { recursive: true });
        copyFileSync(join(fixtures, picture), join(folder, name, path));
      }
      writeFileSync(join(folder, name, 'README.txt'), name);
      return loadDataSet(join(folder, name)).imagesSha256;
    };
    const one = at('one', [
      ['a/1.png', 'rgb.png'],
      ['b/1.png', 'rgba.png'],
    ]);
    const same = at('two', [
      ['b/1.png', 'rgba.png'],
      ['a/1.png', 'rgb.png'],
    ]);
    const other = at('three', [
      ['a/1.png', 'rgba.png'],
      ['b/1.png', 'rgb.png'],
    ]);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  it('names come before paths, and unknown ones get the nearest', () => {
    expect(namedData()[0]!.name).toBe('fashion-1000');
    expect(loadDataSet('fashion-1000').images.count).toBe(1000);
    expect(() => loadDataSet('fashion-100')).toThrow("unknown data set 'fashion-100'; did you mean 'fashion-1000'?");
    expect(() => loadDataSet('nowhere/x.npy')).toThrow("image file 'nowhere/x.npy' cannot be read: there is no such file");
  });
});
