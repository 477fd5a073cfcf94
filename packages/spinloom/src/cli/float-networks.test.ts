/** inspect, and bits on float ONNX files, through the built command. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Graph, readGraph, writeGraph } from '../network/index.ts';
import { build } from '../network/testing/build.ts';
import { inspectionSchema } from '../study/index.ts';
import { commandIn } from './testing/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'spinloom-float-'));
afterAll(() => rmSync(folder, { recursive: true }));
const spinloom = commandIn(folder);
const result = (...args: readonly string[]): ReturnType<typeof JSON.parse> => {
  const { code, out, err } = spinloom(...args, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
};

const write = (name: string, graph: Graph): void => writeFileSync(join(folder, name), writeGraph(graph));
const b = build([-1, 1, 8, 8]);
write('lstm.onnx', b.graph(b.node('Einsum', [b.node('LSTM', ['image'], {}, 'recurrent')], {}, 'sum')));

describe('inspect', () => {
  it('tells layers, operations and storage of a shipped network', () => {
    const inspection = inspectionSchema.parse(result('inspect', 'fashion-1-4'));
    expect(inspection).toMatchObject({ supported: true, bits: '1:4', input: [1, 28, 28], classes: 10 });
    // 36 windows x 32 kernels x 144 taps, and so on, worked out by hand; 4 input planes.
    expect(inspection.totals).toMatchObject({ quantisedMacs: 1_622_016, ands: 4 * 1_622_016 });
    const { code, out } = spinloom('inspect', 'fashion-1-4');
    expect(code).toBe(0);
    expect(out).toContain('reads the image as it is, without a quantiser');
    expect(out).toContain('MiB');
  });

  it('tells every reason why a file is not supported, and ends with 0: that was the question', () => {
    const inspection = inspectionSchema.parse(result('inspect', 'lstm.onnx'));
    expect(inspection.supported).toBe(false);
    expect(inspection.problems.map(({ node }) => node)).toEqual(['recurrent', 'sum']);
    const { code, out } = spinloom('inspect', 'lstm.onnx');
    expect(code).toBe(0);
    expect(out).toContain('no: 2 reasons');
    expect(spinloom('evaluate', 'lstm.onnx').code).toBe(2);
  });

  it.each([
    ['a name that is not there', ['inspect', 'fashon-1-4'], "did you mean 'fashion-1-4'?"],
    ['a file that is none', ['inspect', 'none.onnx'], "network 'none.onnx' cannot be read: there is no such file"],
    ['a file of another kind', ['inspect', 'text.onnx'], 'text.onnx is not an ONNX model'],
    ['bits of a quantised network', ['inspect', 'fashion-1-4', '--bits', '2:2'], 'fashion-1-4 is quantised already'],
  ])('%s: one sentence, exit 2', (_, args, sentence) => {
    writeFileSync(join(folder, 'text.onnx'), 'not a model at all, by any means');
    const { code, out, err } = spinloom(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('bits on a float network', () => {
  it('calibrates on a stated sample, tells the float accuracy beside, and explains the result', () => {
    const args = ['evaluate', 'fashion-32-32', '--bits', '6:6', '--limit', '100', '--calibration', '20'];
    const { code, out, err } = spinloom(...args, '--json', 'r.json', '--save-network', 'q.onnx');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/\d+\.\d+ % in float32; 6:6 imposed after training, ranges from 20 of the images/);
    const evaluated = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8'));
    expect(evaluated).toMatchObject({
      bits: '6:6',
      accuracyKnown: true,
      warnings: [],
      configuration: { network: { bits: '6:6', quantiseAll: false, calibration: { images: 20 } } },
    });
    expect(evaluated.floatAccuracy).toBeGreaterThan(0.88);
    expect(Math.abs(evaluated.accuracy - evaluated.floatAccuracy)).toBeLessThanOrEqual(0.02);
    const opened = spinloom('explain', 'r.json', 'energy_J/layers/conv2/sense-and/columns');
    expect([opened.code, opened.err]).toEqual([0, '']);
    // The saved network is quantised: it needs no bits and gives the same.
    const again = result('evaluate', 'q.onnx', '--data', 'fashion-1000', '--limit', '100');
    expect([again.correct, again.energy_J, again.floatAccuracy]).toEqual([evaluated.correct, evaluated.energy_J, null]);
    expect(readGraph(new Uint8Array(readFileSync(join(folder, 'q.onnx'))), 'q').nodes.some(({ operator }) => operator === 'Quant')).toBe(true);
  });

  it('without images is cost only; below 4 bits a warning stands', () => {
    const priced = result('evaluate', 'fashion-32-32', '--bits', '2:3', '--quantise-all', '--limit', '0');
    expect(priced).toMatchObject({ accuracy: null, accuracyKnown: false, bits: '2:3' });
    expect(priced.warnings).toHaveLength(1);
    expect(priced.layers.filter(({ kind }: { kind: string }) => kind === 'dot')).toHaveLength(5);
    expect(spinloom('evaluate', 'fashion-32-32', '--bits', '2:3', '--limit', '0').out).toContain('2:3 was imposed after training: below 4 bits');
  });

  it('compare and map take it too', () => {
    expect(spinloom('compare', 'fashion-32-32', '--bits', '2:2', '--limit', '0').out).toContain('below 4 bits accuracy falls');
    const { evaluations } = result('compare', 'fashion-32-32', '--bits', '4:4', '--limit', '25', '--designs', 'and-accumulation,imce');
    expect(evaluations.map(({ floatAccuracy }: { floatAccuracy: number }) => floatAccuracy > 0.8)).toEqual([true, true]);
    expect(spinloom('map', 'fashion-32-32', '--bits', '4:4', '--layer', 'conv2').out).toContain('W:I 4:4');
  });

  it.each([
    ['bits in another form', ['--bits', '4'], 'expected W:I, weights first'],
    ['bits that no array holds', ['--bits', '4:32'], 'inputs of 32 bits cannot be made after training'],
    ['all layers of nothing', ['--quantise-all'], '--quantise-all goes with --bits'],
    ['a sample without bits', ['--calibration', '8'], '--calibration goes with --bits'],
    ['one file for two results', ['--bits', '4:4', '--json', 'two', '--save-network', 'two'], "output 'two' is asked for twice"],
    ['a network to save that nothing made', ['--save-network', 'q2.onnx'], '--save-network goes with --bits'],
    ['a sample of none', ['--bits', '4:4', '--limit', '0', '--calibration', '4'], '--calibration needs images'],
    ['a sample of no images', ['--bits', '4:4', '--calibration', '0'], 'at least 1'],
    ['an output that would be lost', ['--bits', '4:4', '--save-network', 'keep.txt'], "output 'keep.txt' exists and holds no ONNX"],
  ])('%s: one sentence, exit 2, no file', (_, args, sentence) => {
    writeFileSync(join(folder, 'keep.txt'), 'kept');
    const before = readdirSync(folder);
    const { code, out, err } = spinloom('evaluate', 'fashion-32-32', '--limit', '5', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(before);
    expect(readFileSync(join(folder, 'keep.txt'), 'utf8')).toBe('kept');
    expect(existsSync(join(folder, 'q2.onnx'))).toBe(false);
  });
});
