/** Data sets of every format through the built command. `npm test` builds first. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { writeGraph } from '../network/index.ts';
import { commandIn } from './testing/command.ts';

const fixtures = fileURLToPath(new URL('../network/dataset/fixtures/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'spinloom-data-'));
afterAll(() => rmSync(folder, { recursive: true }));

const spinloom = commandIn(folder);

/** Channels x height x width to 11 classes by one matrix of ones: enough to run images through. */
function networkFile(name: string, channels: number, height: number, width: number): string {
  const size = channels * height * width;
  const path = join(folder, name);
  writeFileSync(
    path,
    writeGraph({
      name: 'sum',
      opset: 13,
      inputs: [{ name: 'x', dims: [1, channels, height, width] }],
      outputs: [{ name: 'y', dims: [1, 11] }],
      initializers: {
        w: { type: 'float32', dims: [size, 11], data: new Float32Array(size * 11).fill(1) },
        shape: { type: 'int64', dims: [2], data: BigInt64Array.of(1n, -1n) },
      },
      nodes: [
        { name: 'flat', operator: 'Reshape', domain: '', inputs: ['x', 'shape'], outputs: ['f'], attributes: {} },
        { name: 'only', operator: 'MatMul', domain: '', inputs: ['f', 'w'], outputs: ['y'], attributes: {} },
      ],
      metadata: {},
    }),
  );
  return path;
}

const colour = networkFile('colour.onnx', 3, 4, 5);
const json = (...args: readonly string[]): ReturnType<typeof JSON.parse> => {
  const { code, out, err } = spinloom('evaluate', ...args, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
};

describe('data sets from files', () => {
  it('SVHN .mat: one file is enough; resized, and the configuration says so', () => {
    const file = join(fixtures, 'svhn-compressed.mat');
    const plain = json(colour, '--images', file);
    expect(plain).toMatchObject({ images: 3, correct: 1 });
    expect(plain.configuration.data).toMatchObject({ name: 'svhn-compressed.mat', format: 'mat', resize: null, preprocessing: { scale: 1 / 255 } });
    expect(plain.configuration.data.labels).toBe(plain.configuration.data.images);
    const { out, code } = spinloom('evaluate', networkFile('large.onnx', 3, 6, 6), '--data', file, '--resize', '6');
    expect(code).toBe(0);
    expect(out).toContain('mat: label 10 is class 0, as in SVHN; resized to 6 x 6 (bilinear)');
    expect(spinloom('evaluate', join(folder, 'large.onnx'), '--data', file)).toMatchObject({
      code: 2,
      err: expect.stringContaining('give --resize 6x6'),
    });
  });

  it('npz and npy, the same on one thread and on two', () => {
    const file = `${join(fixtures, 'deflated.npz')}#x_test`;
    const one = json(colour, '--data', file, '--threads', '1');
    expect(one.configuration.data).toMatchObject({ format: 'npz', layout: 'nchw', notes: ["array 'x_test'"] });
    expect(json(colour, '--data', file, '--threads', '2')).toEqual(one);
    const separate = json(colour, '--images', join(fixtures, 'nhwc.npy'), '--labels', join(fixtures, 'labels-i8.npy'));
    expect([separate.correct, separate.configuration.data.layout]).toEqual([one.correct, 'nhwc']);
    expect(json(colour, '--images', join(fixtures, 'grey-big-f8.npy'), '--channels', '3').configuration.data).toMatchObject({
      channels: 3,
      preprocessing: { scale: 1 },
    });
  });

  it('a folder of pictures by class', () => {
    for (const [name, picture] of [
      ['cat', 'rgb.png'],
      ['cat', 'palette.png'],
      ['dog', 'rgba.png'],
    ] as const) {
      mkdirSync(join(folder, 'animals', name), { recursive: true });
      copyFileSync(join(fixtures, picture), join(folder, 'animals', name, picture));
    }
    const result = json(colour, '--data', 'animals');
    expect(result).toMatchObject({ images: 3, correct: 2 });
    expect(result.configuration.data).toMatchObject({ name: 'animals', format: 'pictures', classes: ['cat', 'dog'] });
    const { out } = spinloom('compare', colour, '--data', './animals/', '--resize', '4x5');
    expect(out).toContain('classes  0 cat, 1 dog');
    expect(out).toContain('alpha dropped in 1 of 3 pictures');
  });

  const installed = existsSync('/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz');
  it('Fashion-MNIST is found where it is installed, else the sentence says what to install', () => {
    const { code, out, err } = spinloom('evaluate', '--data', 'fashion-mnist', '--limit', '20', '--json');
    if (installed) {
      // Its first 1,000 images are those that ship.
      const shipped = json('--limit', '20');
      expect(JSON.parse(out)).toMatchObject({ images: 20, correct: shipped.correct });
    } else expect([code, err]).toEqual([2, expect.stringContaining('dataset-fashion-mnist')]);
    expect(spinloom('networks').out).toContain('fashion-mnist-train');
  });
});

describe('data that cannot be used is one sentence, exit 2', () => {
  writeFileSync(join(folder, 'notes.txt'), 'no images here');
  mkdirSync(join(folder, 'empty'));
  const at = (name: string): string => join(fixtures, name);
  it.each([
    ['a text', ['--data', './notes.txt'], 'in a known format'],
    ['a missing file', ['--data', './nowhere.npy'], 'there is no such file'],
    ['an unknown name', ['--data', 'fashion-mist'], "did you mean 'fashion-mnist'?"],
    ['an empty folder', ['--data', 'empty'], 'no pictures'],
    ['a folder as labels', ['--images', at('nchw.npy'), '--labels', 'empty'], 'it is a folder'],
    ['an old .mat', ['--images', at('version4.mat')], 'version 4'],
    ['an .npz without known names', ['--images', at('unnamed-keys.npz')], '#KEY'],
    ['an array that is not there', ['--images', `${at('stored.npz')}#imags`], "did you mean 'images'?"],
    ['a key of no archive', ['--images', `${at('nchw.npy')}#x`], 'no .npz'],
    ['grey images for a network of colours', ['--images', at('grey-little-u1.npy')], '--channels 3'],
    ['too many labels', ['--images', at('nchw.npy'), '--labels', at('flat.npy')], 'flat.npy'],
    ['a size that is none', ['--data', at('nchw.npy'), '--resize', '0x5'], '--resize'],
    ['a layout that is none', ['--data', at('nchw.npy'), '--layout', 'hwc'], '--layout'],
    ['the wrong layout', ['--data', at('nhwc.npy'), '--layout', 'nchw'], '4 x 5 x 3'],
    ['other channels', ['--data', at('nchw.npy'), '--channels', '4'], '--channels'],
  ])('%s', (_, args, word) => {
    const { code, out, err } = spinloom('evaluate', colour, ...args);
    expect({ code, out, lines: err.trim().split('\n').length }).toEqual({ code: 2, out: '', lines: 1 });
    expect(err).toContain(word);
  });
});
