/** Laws that hold on every design of the registry, whatever the network. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dot, Network } from '../network/index.ts';
import type { Figure } from '../quantity/index.ts';
import {
  areaByComponent,
  type Cost,
  composeHardware,
  describeCost,
  designNamed,
  designs,
  energyByComponent,
  latencyByComponent,
  networkCost,
} from './index.ts';

const organisation = { rows: 256, columns: 512, matsPerBank: 4, banksPerGroup: 64, groups: 16 };
const hardware = composeHardware({ technology: '45nm', organisation, digitalUnit: { lanes: 16, clock_Hz: 1e9 } });

interface Shape {
  readonly channels: number;
  readonly kernels: number;
  readonly side: number;
  readonly weight: number;
  readonly input: number;
}

/** A convolution of 3 x 3 between two float32 layers; channels and kernels are those of a channel group. */
function networkOf({ channels, kernels, side, weight, input }: Shape, groups = 1): Network {
  const levels = 2 ** weight - 1;
  const codes = { bits: input, gain: 1, offset: 0, scale: new Float64Array([1]) };
  const dot: Dot = {
    kind: 'dot',
    name: 'conv',
    geometry: {
      input: [groups * channels, side, side],
      output: [groups * kernels, side, side],
      kernel: [3, 3],
      stride: [1, 1],
      dilation: [1, 1],
      pad: [1, 1, 1, 1],
      groups,
    },
    weight: { bits: weight, gain: 2, offset: -levels, scale: new Float64Array([1]) },
    input: codes,
    thresholds: { output: { ...codes, bits: 4 }, rising: new Uint8Array(), levels: new Int32Array() },
  };
  const digital = (name: string) =>
    ({ kind: 'digital', name, operator: 'conv', attributes: {}, macs: 900, elements: 100, parameterBits: 320 }) as const;
  return {
    name: 'laws',
    nodes: [digital('first'), dot, digital('last')],
    edges: [
      { from: 'input', to: 'first', port: 0, dims: [1, side, side] },
      { from: 'first', to: 'conv', port: 0, dims: [groups * channels, side, side], encoding: codes },
      { from: 'conv', to: 'last', port: 0, dims: [groups * kernels, side, side], encoding: codes },
      { from: 'last', to: 'output', port: 0, dims: [10] },
    ],
    input: [1, side, side],
    classes: 10,
    sha256: '0'.repeat(64),
    accuracyKnown: true,
  };
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  channels: fc.integer({ min: 1, max: 300 }),
  kernels: fc.integer({ min: 1, max: 300 }),
  side: fc.integer({ min: 1, max: 12 }),
  weight: fc.integer({ min: 1, max: 8 }),
  input: fc.integer({ min: 1, max: 8 }),
});

const slack = 1 + 1e-9;

type Growing = keyof Shape;

/** A shape and one that has more of a field. */
const grown = (field: Growing): fc.Arbitrary<readonly [Shape, Shape]> =>
  fc
    .tuple(shapes, fc.integer({ min: 1, max: 60 }))
    .map(([shape, more]): readonly [Shape, Shape] => [shape, { ...shape, [field]: Math.min(shape[field] + more, most[field]) }])
    .filter(([small, large]) => large[field] > small[field]);

const most: Shape = { channels: 400, kernels: 400, side: 16, weight: 8, input: 8 };

/** How the mapper packs kernels into rows and mats; cost-only designs have no mapper, and the law holds across all their layouts. */
function layoutOf({ layers }: Cost): string {
  return layers.map(({ placement }) => (placement === undefined ? '' : `${placement.group} ${placement.kernelMats} ${placement.chunkMats}`)).join();
}

const fields: readonly Growing[] = ['channels', 'kernels', 'side', 'weight', 'input'];

describe.each(designs.map((design) => [design.id, design] as const))('%s', (_, design) => {
  const instance = design.instantiate({}, hardware);
  const costOf = (shape: Shape, batch = 1): Cost => networkCost(networkOf(shape), instance, hardware, { batch, replicas: 1 });

  it.each(fields)('energy never falls when there is more of %s, latency neither unless the layer is spread over other mats or rows', (field) => {
    fc.assert(
      fc.property(grown(field), ([smaller, larger]) => {
        const [small, large] = [costOf(smaller), costOf(larger)];
        expect(small.energy_J).toBeLessThanOrEqual(large.energy_J * slack);
        // What outgrows its mats is given more of them, which work at once.
        if (layoutOf(small) === layoutOf(large)) expect(small.latency_s).toBeLessThanOrEqual(large.latency_s * slack);
      }),
      { numRuns: 300 },
    );
  });

  it('more images take more energy and time in all, and a batch of 8 is never worse an image than one', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 1, max: 64 }), (shape, batch) => {
        const [here, next, one, eight] = [batch, batch + 1, 1, 8].map((images) => costOf(shape, images)) as [Cost, Cost, Cost, Cost];
        expect(batch * here.energy_J).toBeLessThanOrEqual((batch + 1) * next.energy_J * slack);
        expect(batch / here.throughput_per_s).toBeLessThanOrEqual(((batch + 1) / next.throughput_per_s) * slack);
        expect(eight.energy_J).toBeLessThanOrEqual(one.energy_J * slack);
        expect(1 / eight.throughput_per_s).toBeLessThanOrEqual((1 / one.throughput_per_s) * slack);
        expect(eight.latency_s).toBeLessThanOrEqual(one.latency_s * slack);
      }),
      { numRuns: 40 },
    );
  });

  it('parts sum to wholes: components, layers', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const cost = costOf(shape, 8);
        const sum = (parts: Readonly<Record<string, number>>): number => Object.values(parts).reduce((total, part) => total + part, 0);
        expect(sum(energyByComponent(cost, instance)) / cost.energy_J).toBeCloseTo(1, 12);
        expect(sum(latencyByComponent(cost, instance)) / cost.latency_s).toBeCloseTo(1, 12);
        expect(sum(areaByComponent(cost, instance)) / cost.area_m2).toBeCloseTo(1, 12);
        expect(cost.layers.reduce((total, layer) => total + layer.energy_J, 0) / cost.energy_J).toBeCloseTo(1, 12);
      }),
      { numRuns: 40 },
    );
  });

  it('every figure of every layer opens, down to leaves with a source', () => {
    const cost = costOf({ channels: 40, kernels: 50, side: 6, weight: 2, input: 3 }, 8);
    let leaves = 0;
    const open = (path: string, figure: Figure): void => {
      const { formula, parts, source } = figure.explain();
      expect([path, formula === '', Number.isFinite(figure.value)]).toEqual([path, false, true]);
      if (Object.keys(parts).length === 0) {
        leaves += 1;
        expect(source.cite, path).not.toBe('');
      }
      for (const [name, part] of Object.entries(parts)) open(`${path}/${name}`, part);
    };
    const figures = describeCost(cost, instance, hardware);
    for (const [name, figure] of Object.entries(figures)) open(name, figure);
    expect(leaves).toBeGreaterThan(100);
    const { energy_J, latency_s } = figures;
    // No design stands on measured or published figures alone, and none says so.
    for (const figure of [energy_J!, latency_s!]) expect(figure.explain().source.trust).toBe('assumed');
    for (const layer of cost.layers) {
      const charged = Object.keys(layer.energies).filter((key) => layer.energies[key]! > 0);
      expect(Object.keys(energy_J!.explain().parts.layers!.explain().parts[layer.name]!.explain().parts)).toEqual(expect.arrayContaining(charged));
      const exposed = Object.keys(layer.latencies).filter((key) => layer.latencies[key]! > 0);
      expect(Object.keys(latency_s!.explain().parts.layers!.explain().parts[layer.name]!.explain().parts)).toEqual(exposed);
    }
  });
});

describe.each(['imce', 'and-accumulation'])('%s with one kernel in each mat', (id) => {
  const instance = designNamed(id).instantiate({ kernelsPerMat: 1 }, hardware);
  const costOf = (shape: Shape): Cost => networkCost(networkOf(shape), instance, hardware, { batch: 1, replicas: 1 });

  it.each(fields)('takes no less energy and no less time when there is more of %s', (field) => {
    fc.assert(
      fc.property(grown(field), ([smaller, larger]) => {
        const [small, large] = [costOf(smaller), costOf(larger)];
        expect(small.energy_J).toBeLessThanOrEqual(large.energy_J * slack);
        expect(small.latency_s).toBeLessThanOrEqual(large.latency_s * slack);
      }),
      { numRuns: 100 },
    );
  });
});

describe.each(['imce', 'and-accumulation'])('%s with channel groups', (id) => {
  const instance = designNamed(id).instantiate({}, hardware);

  it('brings the window of a channel group once, however many kernels share it, and takes more energy for more kernels', () => {
    const [groups, channels, side, input] = [16, 4, 8, 8];
    let before = 0;
    for (let kernels = 1; kernels <= 12; kernels++) {
      const { layers, energy_J } = networkCost(networkOf({ channels, kernels, side, weight: 1, input }, groups), instance, hardware, {
        batch: 1,
        replicas: 1,
      });
      const { counts } = layers.find(({ name }) => name === 'conv')!;
      expect(counts['transfer-window']!.columns).toBe(groups * channels * 3 * 3 * side * side * input);
      expect(energy_J).toBeGreaterThan(before);
      before = energy_J;
    }
  });
});

describe.each(['imce', 'and-accumulation'])('the mapper of %s', (id) => {
  const energyOf = (shape: Shape, options: Readonly<Record<string, unknown>>): number =>
    networkCost(networkOf(shape), designNamed(id).instantiate(options, hardware), hardware, { batch: 1, replicas: 1 }).energy_J;

  // It weighs copies, sums, additions and leakage; checkpoints and rows that are not full make the rest.
  it('leaves at most 1 % of energy to layouts that spread kernels wider or save mats first', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 1, max: 60 }), (shape, kernelsPerMat) => {
        const least = energyOf(shape, {});
        expect(least).toBeLessThanOrEqual(energyOf(shape, { kernelsPerMat }) * 1.01);
        expect(least).toBeLessThanOrEqual(energyOf(shape, { prefer: 'area' }) * 1.01);
      }),
      { numRuns: 150 },
    );
  });
});
