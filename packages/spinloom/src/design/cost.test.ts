import { describe, expect, it } from 'vitest';
import { layerShape, operationKey, place, schedule } from '../engine/schedule/index.ts';
import type { Dot, Network } from '../network/index.ts';
import type { Figure } from '../quantity/index.ts';
import {
  areaByComponent,
  type Cost,
  composeHardware,
  describeCost,
  designs,
  energyByComponent,
  type Hardware,
  latencyByComponent,
  matsOf,
  networkCost,
} from './index.ts';

const organisation = { rows: 256, columns: 512, matsPerBank: 4, banksPerGroup: 64, groups: 16 };
const hardware: Hardware = composeHardware({ technology: '45nm', organisation, digitalUnit: { lanes: 16, clock_Hz: 1e9 } });

function dot(name: string, fields: Partial<Dot['geometry']> = {}, pool?: Dot['pool']): Dot {
  return {
    kind: 'dot',
    name,
    geometry: {
      input: [16, 12, 12],
      output: [32, 12, 12],
      kernel: [3, 3],
      stride: [1, 1],
      dilation: [1, 1],
      pad: [1, 1, 1, 1],
      groups: 1,
      ...fields,
    },
    weight: { bits: 1, gain: 2, offset: -1, scale: new Float64Array([1]) },
    input: { bits: 4, gain: 1, offset: 0, scale: new Float64Array([1 / 15]) },
    thresholds: { output: { bits: 4, gain: 1, offset: 0, scale: new Float64Array([1 / 15]) }, rising: new Uint8Array(), levels: new Int32Array() },
    ...(pool === undefined ? {} : { pool }),
  };
}

function network(...nodes: Network['nodes']): Network {
  const edges = nodes.map((node, i) => ({ from: i === 0 ? 'input' : nodes[i - 1]!.name, to: node.name, port: 0, dims: [16, 12, 12] }));
  return { name: 'test', nodes, edges, input: [16, 12, 12], classes: 10, sha256: '0'.repeat(64), accuracyKnown: true };
}

const average: Dot['pool'] = { mode: 'average', window: [2, 2], stride: [2, 2], pad: [0, 0, 0, 0], output: [32, 6, 6] };
const some = network(
  { kind: 'digital', name: 'first', operator: 'conv', attributes: {}, macs: 1000, elements: 100, parameterBits: 320 },
  dot('plain'),
  dot('pooled', {}, average),
  dot('long', { input: [512, 3, 3], output: [700, 1, 1], pad: [0, 0, 0, 0] }),
);

describe.each(designs.map((design) => [design.id, design] as const))('%s', (_, design) => {
  const instance = design.instantiate({}, hardware);
  const { program } = instance;
  const cost = networkCost(some, instance, hardware, { batch: 8, replicas: 2 });

  it('prices every operation that its program emits, or that it counts', () => {
    const nodes = [dot('plain'), dot('pooled', {}, average), dot('max', {}, { ...average, mode: 'max' }), dot('depthwise', { groups: 16 })];
    for (const node of nodes) expect(emitted(node)).not.toEqual([]);
    for (const key of nodes.flatMap(emitted)) expect(instance.tariffs, key).toHaveProperty(key);
  });

  function emitted(node: Dot): readonly string[] {
    if (program === undefined) return Object.keys(instance.counts(network(node), { batch: 1, replicas: 1 }).get(node.name)!.counts);
    const run = schedule(0, place(layerShape(node), matsOf(organisation), program.rules), program);
    return [...new Set(Array.from(run.steps(0, Math.min(run.length, 20_000)), (step) => operationKey(step.op)))];
  }

  it('gives finite positive figures', () => {
    for (const layer of cost.layers) {
      expect(layer.energy_J).toBeGreaterThan(0);
      expect(layer.latency_s).toBeGreaterThan(0);
      if (layer.kind === 'dot' && instance.matsOfChip > 0) expect(layer.area_m2).toBeGreaterThan(0);
    }
  });

  it('has breakdowns that add up to their totals', () => {
    expect(sum(energyByComponent(cost, instance))).toBeCloseTo(cost.energy_J, 20);
    expect(sum(latencyByComponent(cost, instance)) / cost.latency_s).toBeCloseTo(1, 12);
    expect(sum(areaByComponent(cost, instance)) / cost.area_m2).toBeCloseTo(1, 12);
  });

  it('explains every figure: sums, products and maxima are what their parts give', () => {
    let checked = 0;
    const check = (path: string, figure: Figure): void => {
      expect(Number.isFinite(figure.value), path).toBe(true);
      const { join, parts } = figure.explain();
      const values = Object.values(parts).map((part) => part.value);
      if (join !== 'other' && values.length > 0) {
        const value =
          join === 'sum' ? values.reduce((a, b) => a + b, 0) : join === 'product' ? values.reduce((a, b) => a * b, 1) : Math.max(...values);
        expect(Math.abs(value - figure.value), `${path}: ${join} of parts ${value}, figure ${figure.value}`).toBeLessThanOrEqual(
          1e-12 * Math.abs(figure.value),
        );
        checked++;
      }
      for (const [name, part] of Object.entries(parts)) check(`${path}/${name}`, part);
    };
    for (const [name, figure] of Object.entries(describeCost(cost, instance, hardware))) check(name, figure);
    expect(checked).toBeGreaterThan(100);
  });

  it('counts windows in the padding, and all of a 2 x 2 map', () => {
    const tiny = networkCost(network(dot('tiny', { input: [16, 2, 2], output: [32, 2, 2] })), instance, hardware, { batch: 1, replicas: 1 });
    // 4 outputs of 32 kernels of 144 taps, padding included; 4 planes of inputs.
    const work = { cells: 2 * 144 * 32 * 4 * 2 * 4, multiply: 4 * 32 * 144, and: 4 * 32 * 144 * 4 };
    for (const [key, expected] of Object.entries(work)) if ((tiny.operations[key] ?? 0) > 0) expect(tiny.operations[key]).toBe(expected);
    expect(Object.keys(work).filter((key) => (tiny.operations[key] ?? 0) > 0)).toHaveLength(1);
    expect(tiny.energy_J).toBeGreaterThan(0);
  });

  it('with replicas costs more area and load, less time, and the same work', () => {
    const cost_ = (replicas: number): Cost => networkCost(network(dot('plain')), instance, hardware, { batch: 1, replicas });
    const [one, four] = [cost_(1), cost_(4)];
    expect(four.operations.and).toBe(one.operations.and);
    if (program === undefined) {
      expect(four.latency_s).toBeLessThanOrEqual(one.latency_s);
      return;
    }
    expect(four.latency_s).toBeLessThan(one.latency_s / 3);
    expect(four.load_J).toBeGreaterThan(one.load_J * 1.5);
    expect(four.layers[0]!.area_m2).toBeCloseTo(4 * one.layers[0]!.area_m2, 15);
  });

  it('has a throughput of batch / (latency + (batch - 1) x slowest layer, or what all layers share)', () => {
    const slowest = Math.max(...cost.layers.map((layer) => layer.latency_s));
    const shared = sum(Object.fromEntries(cost.layers.map((layer) => [layer.name, layer.digital_s])));
    expect(cost.throughput_per_s).toBeCloseTo(8 / (cost.latency_s + 7 * Math.max(slowest, shared)), 6);
  });
});

describe('the figures that the papers lead to', () => {
  // One layer whose columns are all in use: 1024 taps, so one full chunk of both designs and no tail.
  const full = network(dot('full', { input: [1024, 1, 1], output: [64, 1, 1], kernel: [1, 1], pad: [0, 0, 0, 0] }));
  const slotEnergy = (id: string, options: object, keys: readonly string[]): number => {
    const design = designs.find((candidate) => candidate.id === id)!.instantiate(options, hardware);
    const [layer] = networkCost(full, design, hardware, { batch: 1, replicas: 1 }).layers;
    // sum(p) runs the same slots once more for the window: one kernel's worth beside 64.
    return (keys.reduce((total, key) => total + (layer!.energies[key] ?? 0), 0) * 64) / 65 / layer!.counts['sense-and']!.useful;
  };

  const { and, read, xor, write } = hardware.array;

  // With the figures of the papers' notes, 135 fJ an AND or XOR and 141 fJ a write: 422 fJ. Here of the voltage-mode array.
  it('AND-Accumulation takes (AND + write) + (XOR + write) / 2 + a compressor a bit', () => {
    const energy = slotEnergy('and-accumulation', { checkpoints: { every: 'none' } }, ['sense-and', 'sense-xor', 'write']);
    const slot = and.bit.value + write.bit.value + (xor.bit.value + write.bit.value) / 2;
    // The windows themselves are written and read once more, little beside 64 kernels.
    expect(energy / slot).toBeGreaterThan(0.98);
    expect(energy / slot).toBeLessThan(1.03);
  });

  it('IMCE takes AND + write + read a bit beside its counter', () => {
    const energy = slotEnergy('imce', { counterSegment: 32, counterClock_Hz: 2e9 }, ['sense-and', 'sense-read', 'write']);
    const slot = and.bit.value + write.bit.value + read.bit.value;
    expect(energy / slot).toBeGreaterThan(0.98);
    expect(energy / slot).toBeLessThan(1.03);
  });

  it('a slot takes 2 ANDs, an XOR and 3 writes for 1024 bits, and on IMCE an AND, a write, a read and the count for 512', () => {
    const slotTime = (id: string, options: object): number => {
      const { tariffs, program } = designs.find((candidate) => candidate.id === id)!.instantiate(options, hardware);
      if (program === undefined) throw new Error(`${id} has no program`);
      const placement = place(layerShape(full.nodes[0] as Dot), matsOf(organisation), program.rules);
      const at = { layer: 0, phase: 'slot', window: 0, group: 0, chunk: 0, kernel: 0, weightPlane: 0, inputPlane: 0, step: 0 } as const;
      return program.body('slot', at, placement).reduce((time, op) => time + tariffs[operationKey(op)]!.exposed_s, 0);
    };
    expect(slotTime('and-accumulation', {})).toBeCloseTo(2 * and.latency.value + xor.latency.value + 3 * write.latency.value, 15);
    expect(slotTime('imce', { counterSegment: 32, counterClock_Hz: 2e9 })).toBeCloseTo(
      and.latency.value + write.latency.value + read.latency.value + 16e-9,
      15,
    );
  });
});

function sum(parts: Readonly<Record<string, number>>): number {
  return Object.values(parts).reduce((total, part) => total + part, 0);
}
