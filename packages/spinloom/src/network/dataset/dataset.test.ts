import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { checkLabels, memoryImages, readIdxImages, readIdxLabels, toInput } from '../index.ts';

const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 40);
const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9);
const colour = Uint8Array.of(0, 0, 8, 4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4);

describe('IDX files', () => {
  test('images and labels are read, plain and compressed', () => {
    for (const bytes of [images, gzipSync(images)]) {
      const read = readIdxImages(bytes, 'i');
      expect(read).toMatchObject({ count: 2, channels: 1, height: 1, width: 2, values: 'bytes' });
      expect(read.read(0, 2)).toEqual(Uint8Array.of(10, 20, 30, 40));
      expect(read.read(1, 2)).toEqual(Uint8Array.of(30, 40));
    }
    expect(readIdxLabels(gzipSync(labels), 'l')).toEqual(Uint8Array.of(7, 8, 9));
    expect(readIdxImages(colour, 'c')).toMatchObject({ count: 1, channels: 2, height: 1, width: 2 });
  });

  test('files that are swapped, cut off, damaged or foreign are refused', () => {
    expect(() => readIdxImages(labels, 'l.idx')).toThrow(
      'l.idx holds labels (one dimension), where images are expected; were the two files swapped?',
    );
    expect(() => readIdxLabels(images, 'i.idx')).toThrow('i.idx holds images, where labels are expected');
    expect(() => readIdxImages(images.subarray(0, 18), 'i.idx')).toThrow(
      'i.idx should hold 4 bytes for its sizes 2 x 1 x 2 but holds 2; it is cut off',
    );
    expect(() => readIdxImages(images.subarray(0, 9), 'i.idx')).toThrow('i.idx is cut off in its header');
    expect(() => readIdxImages(Uint8Array.of(...images, 1), 'i.idx')).toThrow('it is damaged');
    expect(() => readIdxImages(new TextEncoder().encode('P5 28 28'), 'i.pgm')).toThrow('i.pgm is no IDX file');
    expect(() => readIdxImages(new Uint8Array(0), 'i.idx')).toThrow('i.idx is empty');
    expect(() => readIdxImages(images.subarray(0, 16).with(7, 0), 'i.idx')).toThrow('i.idx holds no images');
    expect(() => readIdxImages(images.with(2, 13), 'i.idx')).toThrow('element type 0xd');
    const packed = gzipSync(images);
    for (let length = 2; length < packed.length; length++) expect(() => readIdxImages(packed.subarray(0, length), 'i.gz')).toThrow(/^i\.gz is /);
  });
});

describe('from pixels to input', () => {
  const two = readIdxImages(colour, 'c');

  test('scale, mean and deviation of each channel, in the layout that the network asks for', () => {
    const preprocessing = { scale: 0.5, mean: [0, 1], std: [1, 2] };
    expect(Array.from(toInput(two, 0, preprocessing, [2, 1, 2]).data)).toEqual([0.5, 1, 0.25, 0.5]);
    expect(Array.from(toInput(two, 0, preprocessing, [1, 2, 2]).data)).toEqual([0.5, 0.25, 1, 0.5]);
    expect(toInput(two, 0, preprocessing, [4]).dims).toEqual([4]);
  });

  test('an image of another size or of other channels is told how it could fit', () => {
    const pixels = { scale: 1, mean: [0], std: [1] };
    const of = (channels: number, height: number, width: number) =>
      memoryImages({ count: 1, channels, height, width, pixels: new Uint8Array(channels * height * width) });
    expect(() => toInput(of(3, 32, 32), 0, pixels, [3, 40, 40])).toThrow("the network's input is 3 x 40 x 40; give --resize 40x40, or");
    expect(() => toInput(of(3, 32, 32), 0, pixels, [28, 28, 1])).toThrow('give --channels 1 --resize 28x28, or');
    expect(() => toInput(of(1, 28, 28), 0, pixels, [3, 28, 28])).toThrow('give --channels 3, or');
    expect(() => toInput(of(1, 1, 3072), 0, pixels, [3, 32, 32])).toThrow('give --layout nchw or nhwc');
    expect(() => toInput(of(3, 32, 32), 0, pixels, [5, 32, 32])).toThrow('choose a data set that fits it');
  });

  test('real pixels are taken as they are, unless they are no numbers', () => {
    const reals = memoryImages({ count: 2, channels: 1, height: 1, width: 2, pixels: Float32Array.of(0.5, -3, 1, Number.NaN) });
    expect([...toInput(reals, 0, { scale: 2, mean: [1], std: [1] }, [2]).data]).toEqual([0, -7]);
    expect(() => toInput(reals, 1, { scale: 1, mean: [0], std: [1] }, [2], 30)).toThrow('image 31 has pixels, such as NaN');
  });

  test('images that do not fit, wrong channel counts and positions are refused', () => {
    const plain = { scale: 1, mean: [0], std: [1] };
    expect(() => toInput(two, 0, plain, [1, 28, 28])).toThrow(
      "the images are 2 x 1 x 2 (channels x height x width), but the network's input is 1 x 28 x 28",
    );
    expect(() => toInput(two, 0, { ...plain, mean: [1, 2, 3] }, [4])).toThrow('preprocessing.mean has 3 numbers, but the images have 2 channel(s)');
    expect(() => toInput(two, 1, plain, [4])).toThrow('image 1 was asked for, but the data set holds 1');
  });

  test('numbers that take any pixel out of float32 are refused, whatever the image', () => {
    for (const odd of [{ scale: 1e308 }, { std: [1e-320] }, { std: [0] }, { mean: [1e300] }, { scale: 1e37 }, { std: [1, 1e-300] }]) {
      expect(() => toInput(two, 0, { scale: 1, mean: [0], std: [1], ...odd }, [4])).toThrow(/^preprocessing with scale .* turns pixel (0|255) into /);
    }
    expect(toInput(two, 0, { scale: 1e36, mean: [0], std: [1] }, [4]).data[0]).toBe(Math.fround(1e36));
  });

  test('labels must be as many as the images and within the classes', () => {
    expect(() => checkLabels(Uint8Array.of(1, 2), 3, 10)).toThrow('there are 2 labels for 3 images');
    expect(() => checkLabels(Uint8Array.of(1, 10), 2, 10)).toThrow('label 2 is 10, but the network has 10 classes (0 to 9)');
    expect(() => checkLabels(Uint8Array.of(1, 9), 2, 10)).not.toThrow();
  });
});
