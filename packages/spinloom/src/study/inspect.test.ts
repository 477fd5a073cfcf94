import { describe, expect, it } from 'vitest';
import { lower, presetNetwork, quantiseAfterTraining, survey } from '../network/index.ts';
import { build } from '../network/testing/build.ts';
import { evaluate, type Inspection, inspectionSchema, inspectNetwork, inspectSurvey, resultOf } from './index.ts';

const whole = (inspection: Inspection): Inspection => inspectionSchema.parse(JSON.parse(JSON.stringify(inspection)));

describe('inspection', () => {
  it('counts what an evaluation counts, and gives the published storage', async () => {
    const network = presetNetwork('svhn', { bits: { weight: 1, input: 4 } });
    const inspection = whole(inspectNetwork(network));
    const result = resultOf(await evaluate({ network }));
    // published-figures: 148.3 M ANDs at 1:4 and 41.74 M MACs; 11.57 times less than float32 with windows resident.
    expect(inspection.totals.ands).toBe(148_258_816);
    expect(inspection.totals.macs).toBe(41_735_424);
    expect(inspection.totals.ands).toBe(result.operations.and);
    const resident = inspection.storage.find(({ rule }) => rule === 'im2col-32')!;
    expect(resident.float32_bits / resident.total_bits).toBeCloseTo(11.57, 2);
    expect(inspection.layers.filter(({ runs }) => runs === 'array').map(({ name }) => name)).toEqual(
      result.layers.filter(({ kind }) => kind === 'dot').map(({ name }) => name),
    );
    expect(inspection.hasWeights).toBe(false);
  });

  it('says why a layer runs in the digital unit', () => {
    const b = build([1, 6]);
    const weights = (rows: number, columns: number): string =>
      b.quant(b.floats([rows, columns], new Float32Array(rows * columns).fill(0.3)), { bits: 2, scale: 0.5 });
    const first = b.node('MatMul', [b.quant('image', { bits: 4, scale: 0.1 }), weights(6, 5)], {}, 'first');
    const second = b.node('MatMul', [b.node('Mish', [first], {}, 'mish'), weights(5, 4)], {}, 'second');
    const wide = b.node('MatMul', [b.quant(second, { bits: 12, scale: 0.1 }), weights(4, 3)], {}, 'third');
    const inspection = whole(inspectNetwork(lower(b.graph(wide), { name: 'net', sha256: '0' })));
    const why = Object.fromEntries(inspection.layers.map((layer) => [layer.name, layer.why]));
    expect(why.first).toBeNull();
    expect(why.mish).toBe("follows 'first', whose result meets Mish 'mish', which is not a monotone function of one number a kernel");
    expect(why.second).toBe("reads 'mish', which is not quantised to 8 bits or fewer");
    expect(why.third).toContain('which is not quantised to 8 bits or fewer');
    expect(inspection.bits).toBe('2:4');
  });

  it('tells a tensor that goes to several nodes, and a layer with float weights', () => {
    const b = build([1, 1, 4, 4]);
    const conv = (x: string, name: string): string =>
      b.node('Conv', [x, b.quant(b.floats([1, 1, 3, 3], new Float32Array(9).fill(0.4)), { bits: 2, scale: 0.5 })], { pads: [1, 1, 1, 1] }, name);
    const trunk = b.node('Relu', [conv(b.quant('image', { bits: 2, scale: 0.5 }), 'trunk')], {}, 'relu');
    const branch = conv(b.quant(trunk, { bits: 2, scale: 0.5 }), 'branch');
    const sum = b.node('Add', [trunk, branch], {}, 'sum');
    const last = b.node('Conv', [b.quant(sum, { bits: 2, scale: 0.5 }), b.floats([1, 1, 3, 3], new Float32Array(9))], {}, 'last');
    const { layers } = whole(inspectNetwork(lower(b.graph(last), { name: 'net', sha256: '0' })));
    const why = Object.fromEntries(layers.map((layer) => [layer.name, layer.why]));
    expect(why.relu).toBe("follows 'trunk', whose result goes to several nodes before it is quantised");
    expect(why.sum).toBe("follows 'branch', whose result meets Add 'sum', which combines two tensors that depend on the image");
    expect(why.last).toBe('has weights that are not quantised to 8 bits or fewer');
  });

  it('of imposed bits has their widths', () => {
    const b = build([1, 6]);
    const weights = (rows: number, columns: number): string =>
      b.floats(
        [rows, columns],
        Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i)),
      );
    const graph = b.graph(b.node('MatMul', [b.node('Relu', [b.node('MatMul', ['image', weights(6, 5)])]), weights(5, 4)], {}, 'last'));
    const { network } = quantiseAfterTraining(graph, { name: 'net', sha256: '0' }, { bits: { weight: 3, input: 5 }, all: true });
    expect(inspectNetwork(network)).toMatchObject({ bits: '3:5', totals: { macs: 50, ands: 750, weights: 50 } });
  });

  it('of a file that is not supported holds its problems and what is known', () => {
    const b = build([1, 1, 8, 8]);
    const conv = b.node('Conv', ['image', b.floats([2, 1, 3, 3], new Float32Array(18))], {}, 'conv');
    const graph = b.graph(b.node('LSTM', [conv], {}, 'recurrent'));
    const inspection = whole(inspectSurvey(survey(graph, 'net.onnx'), 'net.onnx', '0', 'some/net.onnx'));
    expect(inspection).toMatchObject({
      network: 'net',
      supported: false,
      totals: { macs: 648 },
      layers: [{ name: 'conv', runs: 'unknown', shape: [2, 6, 6] }],
    });
    expect(inspection.problems.map(({ node }) => node)).toEqual(['recurrent']);
  });
});
