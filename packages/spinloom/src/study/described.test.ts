/** Networks without weights through the study: what a description costs is what the file of the same shapes and widths costs. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { designs } from '../design/index.ts';
import { memoryImages, presetNetwork, readDescribed, readNetwork } from '../network/index.ts';
import { compare, configure, costOf, evaluate, evaluationResultSchema, explainResult, layerMap, readResult, resultOf } from './index.ts';

const shipped = readNetwork(new Uint8Array(readFileSync(new URL('../../models/fashion-1-4.onnx', import.meta.url))), 'fashion-1-4');
const described = readDescribed(
  `input: [1, 28, 28]
bits: 1:4
layers:
  - {name: conv0, conv: {kernels: 16, kernel: 5}, batchNorm: true, pool: {average: 2}, activation: clip}
  - {name: conv1, conv: {kernels: 32, kernel: 3, pad: same}, batchNorm: true, pool: {average: 2}, activation: clip}
  - {name: conv2, conv: {kernels: 64, kernel: 3, pad: 1}, batchNorm: true, activation: clip}
  - {name: conv3, conv: {kernels: 128, kernel: 6}, batchNorm: true, activation: clip}
  - {name: classifier, fc: {features: 10, bias: true}}
`,
  'fashion-1-4.yaml',
);

describe('a described network', () => {
  it.each(designs.map((design) => design.id))('costs on %s what the shipped ONNX file costs, layer by layer', (design) => {
    const [file, text] = [shipped, described].map((network) => costOf(network, configure({ network, design })).cost);
    const { layers, ...totals } = text!;
    const { layers: expected, ...expectedTotals } = file!;
    expect(totals).toEqual(expectedTotals);
    const plain = (of: typeof layers) => of.map(({ name: _, placement: __, ...layer }) => layer);
    expect(plain(layers)).toEqual(plain(expected));
  });

  it('has the ANDs of its multiply-accumulates and widths: the SVHN network 37.06 M at 1:1, 148.3 M at 1:4', async () => {
    const ands = async (weight: number, input: number): Promise<number> =>
      resultOf(await evaluate({ network: presetNetwork('svhn', { bits: { weight, input } }) })).operations.and!;
    expect(await ands(1, 1)).toBe(37_064_704);
    expect(await ands(1, 4)).toBe(4 * 37_064_704);
    expect(await ands(2, 2)).toBe(4 * 37_064_704);
    const { layers } = resultOf(await evaluate({ network: presetNetwork('svhn') }));
    const quantised = layers.filter((layer) => layer.kind === 'dot').map((layer) => layer.operations.and);
    expect(quantised).toEqual([8957952, 11943936, 3612672, 7225344, 3686400, 1638400]);
  });

  it('says why there is no accuracy, and its result opens again from the configuration', async () => {
    const network = presetNetwork('svhn', { bits: { weight: 1, input: 2 }, quantiseAll: true });
    const evaluation = await evaluate({ network });
    const result = resultOf(evaluation);
    expect([result.accuracy, result.accuracyKnown, result.accuracyNote]).toEqual([null, false, 'the network has no weights (cost only)']);
    expect(result.configuration.network).toEqual({
      name: 'svhn',
      file: null,
      sha256: network.sha256,
      bits: '1:2',
      quantiseAll: true,
      calibration: null,
    });
    expect(evaluationResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    const again = explainResult(readResult(JSON.stringify(result), 'r.json'), network);
    expect(again.explain('energy_J/layers/conv2/sense-and').value).toBe(evaluation.explain('energy_J/layers/conv2/sense-and').value);
    expect(() => explainResult(result, presetNetwork('svhn'))).toThrow('has changed');
  });

  it('refuses images and errors', async () => {
    const data = {
      name: 'noise',
      images: memoryImages({ count: 1, channels: 3, height: 40, width: 40, pixels: new Uint8Array(4800) }),
      imagesSha256: 'b'.repeat(64),
    };
    const network = presetNetwork('svhn', { bits: { weight: 32, input: 32 } });
    await expect(evaluate({ network, data })).rejects.toThrow("network 'svhn' has no weights (cost only): no image can run through it");
    await expect(compare({ network, data })).rejects.toThrow('no image can run');
    expect(resultOf(await evaluate({ network, data, limit: 0 })).images).toBe(0);
  });

  it('can be compared and mapped', async () => {
    const network = presetNetwork('lenet5');
    const { result } = await compare({ network });
    // One-bit products of 1:1, on the units of the ASIC too; the crossbars do not take them one by one.
    expect(result.evaluations.map(({ operations }) => operations.multiply ?? operations.and)).toEqual([298_080, 298_080, 0, 298_080]);
    expect(layerMap(costOf(network, configure({ network })), 'conv2').taps).toBe(150);
  });

  it('is charged for sum(p) only where its weights have an offset', () => {
    const reads = (weights: string): number => {
      const network = readDescribed(`input: [4, 8, 8]\nquantise: all\nweights: ${weights}\nlayers:\n  - conv: {kernels: 8, kernel: 3}\n`, 'n.yaml');
      return costOf(network, configure({ network })).cost.layers[1]!.counts['sense-read']?.lanes ?? 0;
    };
    expect(reads('unsigned')).toBe(0);
    expect(reads('dorefa')).toBeGreaterThan(0);
  });

  it('costs something finite and positive in every layer with weights, whatever fits, padded 2 x 2 maps included', () => {
    const small = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(
        fc.record({
          side: small,
          channels: small,
          kernels: small,
          kernel: small,
          stride: small,
          pad: fc.integer({ min: 0, max: 4 }),
          w: small,
          i: small,
        }),
        ({ side, channels, kernels, kernel, stride, pad, w, i }) => {
          fc.pre(side + 2 * pad >= kernel);
          const network = readDescribed(
            `input: [${channels}, ${side}, ${side}]\nquantise: all\nbits: ${w}:${i}\nlayers:\n  - conv: {kernels: ${kernels}, kernel: ${kernel}, stride: ${stride}, pad: ${pad}}\n  - fc: 3\n`,
            'n.yaml',
          );
          const windows = (Math.floor((side + 2 * pad - kernel) / stride) + 1) ** 2;
          const { layers, operations } = costOf(network, configure({ network })).cost;
          expect(operations.and).toBe((windows * kernels * channels * kernel * kernel + 3 * windows * kernels) * w * i);
          for (const layer of layers) {
            expect(layer.energy_J > 0 && Number.isFinite(layer.energy_J)).toBe(true);
            expect(layer.latency_s > 0 && Number.isFinite(layer.latency_s)).toBe(true);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
