import { deflateSync, zlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { arrange, openPictures, type PictureFile, readImages } from '../../index.ts';
import { fixture, numbers } from '../fixtures.suite.ts';
import { memorySource } from '../source.ts';
import { decodePicture } from './picture.ts';

const file = (path: string, name: string): PictureFile => ({ path, open: () => memorySource(fixture(name)) });

describe('PNG, written by PIL', () => {
  test.each([
    ['grey.png', 1, false],
    ['grey-alpha.png', 1, true],
    ['grey16.png', 1, false],
    ['one-bit.png', 1, false],
    ['rgb.png', 3, false],
    ['rgba.png', 3, true],
    ['palette.png', 3, false],
  ])('%s', (name, channels, alpha) => {
    const picture = decodePicture(fixture(name), name);
    expect(picture).toMatchObject({ format: 'png', height: 4, width: 5, channels, alpha });
    expect([...picture.pixels]).toEqual(numbers(name));
  });

  test('every cut and every changed byte of the pixels is refused in one sentence', () => {
    const bytes = fixture('rgb.png');
    for (let length = 8; length < bytes.length; length++)
      expect(() => decodePicture(bytes.subarray(0, length), 'p.png')).toThrow(/^p\.png (is|cannot be decoded)/);
    for (let at = 41; at < bytes.length - 16; at++)
      expect(() => decodePicture(bytes.with(at, bytes[at]! ^ 255), 'p.png')).toThrow(/^p\.png (is|cannot be decoded)/);
  });

  test('sizes that nothing could hold, and pixels that unpack to more than the size, are refused before they are allocated', () => {
    const bytes = fixture('grey.png');
    const huge = bytes.slice();
    new DataView(huge.buffer).setUint32(16, 2 ** 31 - 1);
    expect(() => decodePicture(huge, 'p.png')).toThrow('at most 16777216 pixels');
    const none = bytes.slice();
    new DataView(none.buffer).setUint32(20, 0);
    expect(() => decodePicture(none, 'p.png')).toThrow('no size');
    const bomb = zlibSync(new Uint8Array(100_000_000), { level: 9 });
    const chunk = (type: string, data: Uint8Array): number[] => {
      const length = new Uint8Array(4);
      new DataView(length.buffer).setUint32(0, data.length);
      return [...length, ...new TextEncoder().encode(type), ...data, 0, 0, 0, 0];
    };
    const start = performance.now();
    const armed = Uint8Array.from([...bytes.subarray(0, 33), ...chunk('IDAT', bomb), ...bytes.subarray(-12)]);
    expect(() => decodePicture(armed, 'p.png')).toThrow('more pixels than its header states');
    // A profile that unpacks to gigabytes is not looked at.
    const profile = deflateSync(new Uint8Array(1000));
    const dressed = Uint8Array.from([...bytes.subarray(0, 33), ...chunk('iCCP', Uint8Array.of(65, 0, 0, ...profile)), ...bytes.subarray(33)]);
    expect([...decodePicture(dressed, 'p.png').pixels]).toEqual(numbers('grey.png'));
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('JPEG, written by PIL', () => {
  // Decoders differ by rounding in the inverse cosine transform and the colour transform.
  test.each([
    ['baseline.jpg', 3],
    ['progressive.jpg', 3],
    ['grey.jpg', 1],
  ])('%s', (name, channels) => {
    const picture = decodePicture(fixture(name), name);
    expect(picture).toMatchObject({ format: 'jpeg', height: 16, width: 24, channels });
    const expected = numbers(name);
    expect(picture.pixels).toHaveLength(expected.length);
    for (const [i, pixel] of picture.pixels.entries()) expect(Math.abs(pixel - expected[i]!)).toBeLessThanOrEqual(3);
  });

  test('CMYK, cuts and foreign files are refused', () => {
    expect(() => decodePicture(fixture('cmyk.jpg'), 'c.jpg')).toThrow('c.jpg is a JPEG of 4 components');
    const bytes = fixture('baseline.jpg');
    for (const length of [0, 3, 100, 300, bytes.length - 60]) expect(() => decodePicture(bytes.subarray(0, length), 'c.jpg')).toThrow(/^c\.jpg /);
    expect(() => decodePicture(new TextEncoder().encode('GIF89a'), 'c.jpg')).toThrow('neither a PNG nor a JPEG');
  });
});

describe('a folder of pictures', () => {
  test('classes by name, numbers by number, images of all classes first', () => {
    const paths = ['10/b.png', '9/b.png', '9/a.png', '10/a.png', '9/c.png'];
    const { files, labels, classNames } = arrange(
      paths.map((path) => file(path, 'grey.png')),
      'f',
    );
    expect(classNames).toEqual(['9', '10']);
    expect(files.map(({ path }) => path)).toEqual(['9/a.png', '10/a.png', '9/b.png', '10/b.png', '9/c.png']);
    expect([...labels!]).toEqual([0, 1, 0, 1, 0]);
    const words = arrange([file('dog/1.png', 'grey.png'), file('cat/1.png', 'grey.png'), file('10/1.png', 'grey.png')], 'f');
    expect(words.classNames).toEqual(['10', 'cat', 'dog']);
    expect(arrange([file('b.png', 'grey.png'), file('a.png', 'grey.png')], 'f')).toMatchObject({ files: [{ path: 'a.png' }, { path: 'b.png' }] });
    expect(() => arrange([], 'f')).toThrow('f holds no pictures');
    expect(() => arrange([file('b.png', 'grey.png'), file('c/a.png', 'grey.png')], 'f')).toThrow('f holds both pictures and folders');
  });

  test('grey and coloured pictures together become colours, and what was done is told', () => {
    const arranged = { files: [file('a/1.png', 'grey.png'), file('a/2.png', 'rgba.png')] };
    const { images } = openPictures(arranged, 'f', {});
    expect(images).toMatchObject({ count: 2, channels: 3, height: 4, width: 5, values: 'bytes' });
    expect(images.origin.notes).toEqual(['alpha dropped in 1 of 2 pictures', '1 grey of 2 pictures read as colours']);
    const grey = numbers('grey.png');
    expect([...images.read(0, 2)]).toEqual([...grey, ...grey, ...grey, ...numbers('rgba.png')]);
    expect([...images.read(1, 2)]).toEqual(numbers('rgba.png'));
  });

  test('pictures of different sizes need --resize', () => {
    const arranged = { files: [file('a.png', 'grey.png'), file('b.jpg', 'grey.jpg')] };
    expect(() => openPictures(arranged, 'f', {})).toThrow(
      "f: 'b.jpg' is 16 x 24 and 'a.png' 4 x 5 (height x width); make them alike with --resize HxW",
    );
    const { images } = openPictures(arranged, 'f', { resize: [8, 8] });
    expect(images).toMatchObject({ height: 8, width: 8, origin: { resize: [8, 8] } });
    expect(images.read(0, 2)).toHaveLength(128);
  });

  test('one picture is a set of one', () => {
    const { images, labels } = readImages(fixture('grey.png'), 'x.png', { resize: [2, 2] });
    expect([images.count, images.height, labels]).toEqual([1, 2, undefined]);
  });
});
