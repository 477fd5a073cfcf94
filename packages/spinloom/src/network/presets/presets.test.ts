/**
 * Counts and storage of the presets. Expected values: MACs, weights and inputs layer by layer of the source that each preset cites (tensorpack, Caffe,
 * XNOR-Net), worked out by hand from kernel and map sizes; storage ratios as the two papers print them (39.7 MB, about 6x and 12x; 11.7x).
 */
import { describe, expect, test } from 'vitest';
import { networkPresets, networkStorage, parseBits, presetNetwork, presetText, readDescribed, weightedLayers } from '../index.ts';

const at = (name: string, bits: string) => presetNetwork(name, { bits: parseBits(bits) });
const mebibytes = (bits: number): number => bits / 8 / 2 ** 20;

interface Totals {
  readonly macs: number;
  readonly quantised: number;
  readonly weights: number;
  readonly inputs: number;
}

describe('presets', () => {
  test.each<[string, Totals]>([
    ['lenet5', { macs: 416_520, quantised: 298_080, weights: 61_470, inputs: 2_804 }],
    ['svhn', { macs: 41_735_424, quantised: 37_064_704, weights: 2_080_272, inputs: 62_528 }],
    ['svhn-max', { macs: 41_735_424, quantised: 37_064_704, weights: 2_080_272, inputs: 62_528 }],
    ['alexnet', { macs: 1_135_256_096, quantised: 1_025_744_896, weights: 62_367_776, inputs: 415_035 }],
    ['alexnet-grouped', { macs: 724_406_816, quantised: 614_895_616, weights: 60_954_656, inputs: 415_035 }],
    ['alexnet-dorefa', { macs: 1_937_082_368, quantised: 1_812_054_016, weights: 60_961_280, inputs: 785_024 }],
    // 128-128-256-256-512-512 kernels of 3 x 3 on 32, 32, 16, 16, 8, 8, then 8192-1024-10.
    ['vgg8', { macs: 615_917_568, quantised: 612_368_384, weights: 12_973_440, inputs: 290_816 }],
    // torchvision: 11,689,512 parameters, of which 9,600 of batch normalisation and 1,000 biases; 1.814 GMAC.
    ['resnet18', { macs: 1_814_073_344, quantised: 1_695_547_392, weights: 11_678_912, inputs: 2_183_168 }],
  ])('%s has the multiply-accumulates, weights and inputs of its source', (name, totals) => {
    const layers = weightedLayers(presetNetwork(name));
    const sum = (of: (layer: (typeof layers)[number]) => number): number => layers.reduce((all, layer) => all + of(layer), 0);
    expect({
      macs: sum((layer) => layer.macs),
      quantised: sum((layer) => (layer.quantised ? layer.macs : 0)),
      weights: sum((layer) => layer.weights),
      inputs: sum((layer) => layer.inputs),
    }).toEqual(totals);
    expect(layers.filter((layer) => !layer.quantised)).toEqual([layers[0], layers.at(-1)]);
  });

  test.each([
    ['svhn', [4665600, 8957952, 11943936, 3612672, 7225344, 3686400, 1638400, 5120]],
    ['alexnet', [105415200, 447897600, 149520384, 224280576, 149520384, 37748736, 16777216, 4096000]],
    ['alexnet-grouped', [105415200, 223948800, 149520384, 112140288, 74760192, 37748736, 16777216, 4096000]],
    ['alexnet-dorefa', [120932352, 895795200, 644972544, 130056192, 86704128, 37748736, 16777216, 4096000]],
    ['lenet5', [117600, 240000, 48000, 10080, 840]],
  ])('%s has the multiply-accumulates of its source layer by layer', (name, macs) => {
    expect(weightedLayers(presetNetwork(name)).map((layer) => layer.macs)).toEqual(macs);
  });

  test('the SVHN network pools averages, its twin maxima, and both leave 9 x 9', () => {
    const pools = ['svhn', 'svhn-max'].map((name) =>
      presetNetwork(name).nodes.flatMap((node) => (node.kind === 'dot' && node.pool ? [[node.name, node.pool.mode, ...node.pool.output]] : [])),
    );
    expect(pools).toEqual([[['conv2', 'average', 64, 9, 9]], [['conv2', 'max', 64, 9, 9]]]);
    expect(presetNetwork('svhn').preprocessing).toEqual({ scale: 1 / 256, mean: [0], std: [1] });
  });

  test('quantising all leaves no layer with weights in float32, 32:32 all', () => {
    for (const { name } of networkPresets) {
      expect(weightedLayers(presetNetwork(name, { quantiseAll: true })).every((layer) => layer.quantised)).toBe(true);
      expect(weightedLayers(at(name, '32:32')).some((layer) => layer.quantised)).toBe(false);
    }
  });

  test('a preset printed as a file gives the same network again, also at other widths', () => {
    for (const { name } of networkPresets) {
      expect(readDescribed(presetText(name), 'other.yaml')).toEqual(presetNetwork(name));
      expect(readDescribed(presetText(name, { weight: 2, input: 3 }), 'other.yaml').sha256).toBe(at(name, '2:3').sha256);
    }
    expect(() => presetText('svnh')).toThrow("unknown network preset 'svnh'; did you mean 'svhn'?");
  });
});

describe('storage', () => {
  test('AlexNet at 1:1 takes 39.7 MiB where unquantised layers are kept at 64 bits, 6 and 12 times less than float', () => {
    const { total_bits, float32_bits, float64_bits } = networkStorage(at('alexnet', '1:1'), 'once-64');
    expect(mebibytes(total_bits)).toBeCloseTo(39.699, 3);
    expect(mebibytes(float32_bits)).toBeCloseTo(239.5, 1);
    expect(mebibytes(float64_bits)).toBeCloseTo(479.0, 1);
    expect(float32_bits / total_bits).toBeCloseTo(6.03, 2);
    expect(float64_bits / total_bits).toBeCloseTo(12.07, 2);
    expect(mebibytes(networkStorage(at('alexnet', '1:1'), 'once-32').total_bits)).toBeCloseTo(23.3, 1);
  });

  test('the grouped and DoReFa forms of AlexNet come near it, but not to it', () => {
    expect(mebibytes(networkStorage(at('alexnet-grouped', '1:1'), 'once-64').total_bits)).toBeCloseTo(39.53, 2);
    expect(mebibytes(networkStorage(at('alexnet-dorefa', '1:1'), 'once-64').total_bits)).toBeCloseTo(39.6, 1);
  });

  test.each([
    ['1:1', 14.2, 1],
    ['1:2', 13.2, 1],
    ['1:3', 12.3, 1],
    ['1:4', 11.57, 2],
    ['1:8', 9.3, 1],
    ['2:2', 9.9, 1],
  ])('the SVHN network at %s, windows resident, takes %d times less than float32', (bits, ratio, digits) => {
    const { total_bits, float32_bits } = networkStorage(at('svhn', bits), 'im2col-32');
    expect(float32_bits / total_bits).toBeCloseTo(ratio, digits);
    expect(mebibytes(float32_bits)).toBeCloseTo(10.0, 1);
  });

  test('one convention does not explain both figures: the first rule gives 21.4 where the second paper prints 11.7', () => {
    const { total_bits, float32_bits } = networkStorage(at('svhn', '1:4'), 'once-64');
    expect(float32_bits / total_bits).toBeCloseTo(21.4, 1);
  });
});
