import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readGraph } from 'spinloom';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { main } from './cli.ts';

const shipped = (name: string): Uint8Array => readFileSync(new URL(`../../spinloom/data/fashion-1000-${name}-ubyte.gz`, import.meta.url));

let folder = '';
const refusals: string[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spinloom-train-'));
  // The shipped images serve as both halves: no test needs the whole set.
  mkdirSync(join(folder, 'data'));
  for (const half of ['train', 't10k'])
    for (const name of ['images-idx3', 'labels-idx1']) writeFileSync(join(folder, 'data', `${half}-${name}-ubyte.gz`), shipped(name));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void refusals.push(line));
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const trial = (out: string): Promise<number> => {
  const flags = ['--data', join(folder, 'data'), '--limit', '100', '--epochs', '1', '--out', join(folder, out)];
  return main(['fashion-1-4', ...flags], (line) => void lines.push(line));
};
const lines: string[] = [];

describe('a trial run', () => {
  test('writes network and record, and the same again for the same seed', async () => {
    expect(await trial('a')).toBe(0);
    expect(await trial('b')).toBe(0);
    expect(readdirSync(join(folder, 'a')).sort()).toEqual(['fashion-1-4.onnx', 'fashion-1-4.recipe.json']);
    for (const name of readdirSync(join(folder, 'a'))) {
      const bytes = readFileSync(join(folder, 'a', name));
      expect(readFileSync(join(folder, 'b', name)).equals(bytes)).toBe(true);
    }
    expect(lines[0]).toMatch(/^epoch 1\/1: loss [\d.]+, training accuracy [\d.]+ %, [\d.]+ s, \d+ images\/s$/);
    expect(lines).toContain(join(folder, 'a', 'fashion-1-4.onnx'));
  });

  test('records recipe, seed and the three accuracies, also inside the file', () => {
    const record = JSON.parse(readFileSync(join(folder, 'a', 'fashion-1-4.recipe.json'), 'utf8'));
    expect(record).toMatchObject({
      seed: 1,
      threads: 1,
      images: { train: 100, test: 100 },
      recipe: { name: 'fashion-1-4', training: { epochs: 1 } },
    });
    for (const kind of ['trained', 'exported', 'integer']) expect(record.accuracy[kind].images).toBe(100);
    const graph = readGraph(readFileSync(join(folder, 'a', 'fashion-1-4.onnx')), 'fashion-1-4.onnx');
    expect(JSON.parse(graph.metadata['spinloom.accuracy']!)).toEqual(record.accuracy);
    expect(JSON.parse(graph.metadata['spinloom.recipe']!)).toEqual(record.recipe);
  });
});

test('the digits are trained on from what ships', async () => {
  const out = join(folder, 'digits');
  expect(await main(['digits-2-3', '--epochs', '3', '--out', out], () => undefined)).toBe(0);
  const record = JSON.parse(readFileSync(join(out, 'digits-2-3.recipe.json'), 'utf8'));
  expect(record.images).toEqual({ train: 1437, test: 360 });
  // Chance is 36 of 360.
  for (const kind of ['trained', 'exported', 'integer']) expect(record.accuracy[kind].correct).toBeGreaterThan(180);
});

describe('bad input is refused with one sentence and exit code 2', () => {
  test.each([
    { argv: ['fashion-1-5'], sentence: "there is no recipe 'fashion-1-5'; did you mean 'fashion-1-4'?" },
    { argv: ['ship-data', 'digit'], sentence: "there is no data set 'digit'; did you mean 'digits'?" },
    {
      argv: ['fashion-1-4', '--data', '/nowhere'],
      sentence:
        '/nowhere/train-images-idx3-ubyte.gz is not there; install the Debian package dataset-fashion-mnist or name the folder of the IDX files with --data DIR',
    },
  ])('$argv', async ({ argv, sentence }) => {
    refusals.length = 0;
    expect(await main(argv)).toBe(2);
    expect(refusals).toEqual([sentence]);
  });

  test.each([[['fashion-1-4', '--epochs', '0']], [['fashion-1-4', '--seed', 'x']], [['fashion-1-4', '--speed', '3']], [['ship-data']], [[]]])(
    '%j',
    async (argv) => {
      const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
      expect(await main(argv)).toBe(2);
      written.mockRestore();
    },
  );
});
