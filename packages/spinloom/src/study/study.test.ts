import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import type { Network } from '../network/index.ts';
import { memoryImages, randomDot } from '../network/index.ts';
import {
  compare,
  configure,
  costOf,
  type DataSet,
  evaluate,
  evaluationResultSchema,
  explainResult,
  inlineExecutor,
  layerMap,
  readResult,
  resultOf,
  version,
} from './index.ts';

const dot = randomDot({ input: [2, 6, 6], kernels: 10, kernel: [6, 6], inputBits: 8 });
const encoding = { bits: 8, gain: 1, offset: 0, scale: new Float64Array([1 / 255]) };
const network: Network = {
  name: 'tiny',
  nodes: [{ ...dot, name: 'only' }],
  edges: [
    { from: 'input', to: 'only', port: 0, dims: [2, 6, 6], encoding },
    { from: 'only', to: 'output', port: 0, dims: [10, 1, 1] },
  ],
  input: [2, 6, 6],
  classes: 10,
  sha256: 'a'.repeat(64),
  accuracyKnown: true,
};
const data: DataSet = {
  name: 'noise',
  images: memoryImages({ count: 30, channels: 2, height: 6, width: 6, pixels: Uint8Array.from({ length: 30 * 72 }, (_, i) => (i * 97) % 256) }),
  labels: Uint8Array.from({ length: 30 }, (_, i) => i % 10),
  imagesSha256: 'b'.repeat(64),
  labelsSha256: 'c'.repeat(64),
};

describe('evaluate', () => {
  it('gives a result that its schema accepts, and the same bytes twice', async () => {
    const texts = await Promise.all([1, 2].map(async () => JSON.stringify(resultOf(await evaluate({ network, data, executor: inlineExecutor })))));
    expect(texts[0]).toBe(texts[1]);
    const result = evaluationResultSchema.parse(JSON.parse(texts[0]!));
    expect(result.images).toBe(30);
    expect(result.accuracy).toBe(result.correct! / 30);
    expect(result.bits).toBe('1:8');
    expect(result.operations.and).toBe(10 * 72 * 8);
  });

  it('is cost only without data, and with a limit of 0', async () => {
    for (const request of [{ network }, { network, data, limit: 0 }]) {
      const result = resultOf(await evaluate(request));
      expect([result.images, result.correct, result.accuracy, result.configuration.data]).toEqual([0, null, null, null]);
      expect(result.energy_J).toBeGreaterThan(0);
    }
  });

  it('reports progress up to the number of images', async () => {
    const seen: number[] = [];
    await evaluate({ network, data, onProgress: (done, total) => seen.push(done / total) });
    expect(seen.at(-1)).toBe(1);
  });

  it('fills every default into the configuration', () => {
    const configuration = configure({ network, preset: 'paper-calibrated', design: 'imce', organisation: { rows: 128 } });
    expect(configuration.options).toEqual({ accumulators: 8, prefer: 'energy', counterSegment: 32, counterClock_Hz: 2e9 });
    expect(configuration.organisation).toEqual({ rows: 128, columns: 512, matsPerBank: 4, banksPerGroup: 64, groups: 16 });
  });

  it.each([
    [{ limit: -1 }, 'limit is -1'],
    [{ limit: Number.NaN }, 'limit is NaN'],
    [{ design: 'imec' }, "unknown design 'imec'; did you mean 'imce'?"],
    [{ options: { acumulators: 4 } }, "options of design 'and-accumulation'"],
    [{ organisation: { columns: 500 } }, 'organisation: columns: must be a power of two'],
    [{ batch: 0 }, 'configuration: batch'],
    [{ organisation: { rows: 16 } }, 'one chunk needs 21 rows of a mat'],
    [{ technology: '7nm' }, "technology '7nm' has no table"],
    [{ data: { ...data, labels: new Uint8Array(29) } }, 'there are 29 labels for 30 images'],
    [{ data: { ...data, labels: new Uint8Array(30).fill(11) } }, 'label 1 is 11, but the network has 10 classes'],
    [{ data: { ...data, images: { ...data.images, channels: 1, count: 60 }, labels: new Uint8Array(60) } }, "but the network's input is 2 x 6 x 6"],
  ])('refuses %j', async (fields, sentence) => {
    await expect(evaluate({ network, ...fields })).rejects.toThrow(sentence);
  });
});

describe('compare', () => {
  it('runs every design on the same network with ratios to the first', async () => {
    const { result } = await compare({ network, data });
    expect(result.evaluations.map((one) => one.design)).toEqual(['and-accumulation', 'imce', 'reram-crossbar', 'cmos-asic']);
    expect(result.evaluations[0]!.correct).toBe(result.evaluations[1]!.correct);
    const [first, second] = result.evaluations;
    expect(result.ratios['imce/and-accumulation']!.energy_J).toBe(second!.energy_J / first!.energy_J);
  });

  it('leaves a design without a program without an accuracy, whichever comes first, and says why', async () => {
    const { result } = await compare({ network, data, designs: ['cmos-asic', 'imce'] });
    const [asic, imce] = result.evaluations;
    expect([asic!.accuracy, asic!.images, asic!.configuration.data]).toEqual([null, 0, null]);
    expect(asic!.accuracyNote).toContain('no accuracy of its own');
    expect(imce!.accuracy).not.toBeNull();
    expect(Object.keys(result.ratios)).toEqual(['imce/cmos-asic']);
  });

  it('tells figures by area as figure / area, and their ratios', async () => {
    const { result } = await compare({ network });
    const [first] = result.evaluations;
    for (const one of result.evaluations) {
      const { energyPerArea_J_per_m2, throughputPerArea_per_s_m2, efficiencyPerArea_per_J_m2, ...rest } = result.perArea[one.design]!;
      expect(energyPerArea_J_per_m2! * one.area_m2).toBeCloseTo(one.energy_J, 18);
      expect((throughputPerArea_per_s_m2! * one.area_m2) / one.throughput_per_s).toBeCloseTo(1, 12);
      expect(efficiencyPerArea_per_J_m2! * one.area_m2 * one.energy_J).toBeCloseTo(1, 12);
      expect(rest.convolutionEfficiencyPerArea_per_J_m2! * one.area_m2 * one.convolution_J).toBeCloseTo(1, 12);
      if (one === first) continue;
      const ratio = result.ratios[`${one.design}/${first!.design}`]!;
      expect(ratio.throughputPerArea_per_s_m2! / (ratio.throughput_per_s! / ratio.area_m2!)).toBeCloseTo(1, 12);
    }
  });

  it.each([
    [['icme'], "did you mean 'imce'?"],
    [['imce', 'imce'], 'named twice'],
    [[], 'no design to compare'],
  ])('refuses designs %j', async (ids, sentence) => {
    await expect(compare({ network, designs: ids })).rejects.toThrow(sentence);
  });
});

describe('explain', () => {
  it('opens a result again from its configuration alone', async () => {
    const evaluation = await evaluate({ network, data });
    const text = JSON.stringify(resultOf(evaluation));
    const again = explainResult(readResult(text, 'r.json'), network);
    for (const path of ['energy_J', 'energy_J/layers/only/sense-and/perColumn', 'accuracy/correct', 'area_m2/layers/only/mat/compressor']) {
      expect(again.explain(path).value).toBe(evaluation.explain(path).value);
    }
    expect(again.explain('accuracy').explain().source.trust).toBe('measured');
    expect(again.explain('energy_J').explain().source.trust).toBe('assumed');
  });

  it('refuses other files, other versions, changed networks and wrong paths', async () => {
    const result = resultOf(await evaluate({ network }));
    expect(() => readResult('{', 'r')).toThrow('r is no JSON');
    expect(() => readResult('[]', 'r')).toThrow('no result');
    expect(() => readResult('{"a":1}', 'r')).toThrow('no version');
    expect(() => readResult(JSON.stringify({ ...result, version: '9.1.0' }), 'r')).toThrow('written by version 9.1.0');
    expect(() => readResult(JSON.stringify({ ...result, energy_J: 'x' }), 'r')).toThrow('energy_J');
    expect(() => readResult(JSON.stringify({ evaluations: [], version }), 'r')).toThrow('comparison');
    expect(() => explainResult(result, { ...network, sha256: 'd'.repeat(64) })).toThrow('has changed');
    const evaluation = costOf(network, result.configuration);
    expect(() => evaluation.explain('energy_J/layer')).toThrow("did you mean 'layers'?");
    expect(() => evaluation.explain('')).toThrow('path is empty');
  });

  it('carries the version of the package', () => {
    expect(version).toBe(packageJson.version);
  });
});

describe('map', () => {
  it('shows every tap of every kernel of a mat once a plane', () => {
    const evaluation = costOf(network, configure({ network }));
    const map = layerMap(evaluation, 'only');
    let bits = 0;
    for (const row of map.map) if (row.holds === 'weight') for (const segment of row.segments) bits += segment.to - segment.from + 1;
    expect(bits).toBe(10 * 72);
    expect(map.rowsUsed).toBeLessThanOrEqual(256);
    expect(() => layerMap(evaluation, 'onl')).toThrow("did you mean 'only'?");
    expect(() => layerMap(evaluation, 'only', 9)).toThrow('has mats 0 to 0');
  });
});
