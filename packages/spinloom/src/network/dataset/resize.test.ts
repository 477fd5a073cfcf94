import { describe, expect, test } from 'vitest';
import { memoryImages, readImages } from '../index.ts';
import { fixture, numbers, value } from './fixtures.suite.ts';
import { converted, resizePlanes } from './resize.ts';

const grey = Uint8Array.from(numbers('grey').slice(0, 20));

describe('bilinear resizing with half-pixel centres', () => {
  // numpy.interp, whose inside agrees with PIL's affine transform: fixtures/make.py.
  test.each([
    [7, 3],
    [2, 2],
    [4, 9],
  ])('4 x 5 to %i x %i', (rows, columns) => {
    const expected = numbers(`resize-${rows}x${columns}`);
    const found = resizePlanes(grey, 1, [4, 5], [rows, columns]);
    expect(found).toHaveLength(expected.length);
    for (const [i, pixel] of found.entries()) expect(Math.abs(pixel - expected[i]!)).toBeLessThan(1e-4);
  });

  test('sums, planes that do not mix, and the size that is there already', () => {
    const sum = resizePlanes(grey, 1, [4, 5], [40, 40]).reduce((total, pixel) => total + pixel, 0);
    expect(sum / (value('resize-40x40') as number)).toBeCloseTo(1, 6);
    const planes = resizePlanes(Uint8Array.of(...new Array(20).fill(9), ...grey), 2, [4, 5], [7, 3]);
    expect(new Set(planes.subarray(0, 21))).toEqual(new Set([9]));
    expect(planes.subarray(21)).toEqual(resizePlanes(grey, 1, [4, 5], [7, 3]));
    expect([...resizePlanes(grey, 1, [4, 5], [4, 5])]).toEqual([...grey]);
  });
});

describe('images made to fit', () => {
  const { images } = readImages(fixture('nchw.npy'), 'n');

  test('colours become grey by the weights of Rec. 601, grey becomes three channels', () => {
    const made = converted(images, { channels: 1 }, 'n');
    expect(made).toMatchObject({ channels: 1, height: 4, width: 5, origin: { channels: 1, resize: null } });
    for (const [i, pixel] of made.read(0, 1).entries()) expect(Math.abs(pixel - numbers('luma')[i]!)).toBeLessThan(1e-4);
    const one = memoryImages({ count: 1, channels: 1, height: 1, width: 2, pixels: Uint8Array.of(3, 4) });
    expect([...converted(one, { channels: 3 }, 'n').read(0, 1)]).toEqual([3, 4, 3, 4, 3, 4]);
  });

  test('ranges of a converted set are those of the whole, and nothing changes where nothing must', () => {
    const made = converted(images, { channels: 1, resize: [6, 6] }, 'n');
    expect(made.origin).toMatchObject({ channels: 1, resize: [6, 6] });
    expect(made.read(1, 3)).toEqual(made.read(0, 3).slice(36));
    expect(converted(images, { channels: 3, resize: [4, 5] }, 'n')).toBe(images);
    const two = memoryImages({ count: 1, channels: 2, height: 1, width: 1, pixels: new Uint8Array(2) });
    expect(() => converted(two, { channels: 1 }, 'n')).toThrow('n has images of 2 channels, which cannot be made 1');
  });
});
