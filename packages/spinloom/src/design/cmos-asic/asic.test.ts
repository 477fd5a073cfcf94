import { describe, expect, it } from 'vitest';
import { presetNetwork } from '../../network/index.ts';
import { type Cost, composeHardware, networkCost } from '../index.ts';
import { cmosAsic } from './index.ts';
import { taps, unitFigures } from './unit.ts';

const organisation = { rows: 256, columns: 512, matsPerBank: 4, banksPerGroup: 64, groups: 16 };
const hardware = composeHardware({ technology: '45nm', organisation, digitalUnit: { lanes: 16, clock_Hz: 1e9 } });

function costOf(bits: readonly [weight: number, input: number], options: object = {}, batch = 1): Cost {
  const network = presetNetwork('alexnet', { bits: { weight: bits[0], input: bits[1] } });
  return networkCost(network, cmosAsic.instantiate(options, hardware), hardware, { batch, replicas: 1 });
}

const layer = (cost: Cost, name: string) => cost.layers.find((one) => one.name === name)!;
const traffic = (cost: Cost, name: string): number => layer(cost, name).counts['edram-read']!.columns;

describe('cmos-asic', () => {
  // YodaNN's abstract: 1510 GOp/s at 1.2 V, 153 mW in 65 nm; 32 units at 480 MHz.
  it('has units like those of YodaNN: their peak rate, and their energy a multiply-accumulate within a factor of two', () => {
    expect((2 * taps * 32 * 480e6) / 1510e9).toBeCloseTo(1, 2);
    const published = 0.153 / (1510e9 / 2);
    // Of random inputs in a tile synthesised at 45 nm and 1.0 V; published are 65 nm and 1.2 V, on images.
    const ratio = unitFigures(hardware, 12).energy.value / published;
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('takes 49 taps of 64 outputs a cycle, a pass for each bit of the weights', () => {
    const cycles = Math.ceil((729 * 256) / 64) * Math.ceil(2400 / 49);
    expect(layer(costOf([1, 1]), 'conv2').counts.cycles!.columns).toBe(cycles);
    expect(layer(costOf([2, 1]), 'conv2').counts.cycles!.columns).toBe(2 * cycles);
    expect(layer(costOf([1, 8]), 'conv2').counts.cycles!.columns).toBe(cycles);
  });

  it('brings each bit once with reuse all, both operands of every multiply-accumulate with reuse 1, and nothing less often than once', () => {
    const [macs, inputs, weights] = [729 * 256 * 2400, 96 * 27 * 27, 256 * 2400];
    expect(traffic(costOf([1, 4], { reuse: 'all' }), 'conv2')).toBe(inputs * 4 + weights);
    expect(traffic(costOf([1, 4], { reuse: 1 }), 'conv2')).toBe(macs * 5);
    expect(traffic(costOf([1, 4], { reuse: 1e9 }), 'conv2')).toBe(inputs * 4 + weights);
    const energy = [1, 8, 64, 512, 'all'].map((reuse) => costOf([1, 4], { reuse }).energy_J);
    expect(energy).toEqual(energy.toSorted((a, b) => b - a));
  });

  it('brings weights once a batch', () => {
    const weights = 4096 * 9216;
    expect(traffic(costOf([1, 1], { reuse: 'all' }, 1), 'fc6') - traffic(costOf([1, 1], { reuse: 'all' }, 8), 'fc6')).toBe((weights * 7) / 8);
  });

  it('stalls where traffic takes longer than computing, and is then as slow as its one port', () => {
    const { counts, latencies } = layer(costOf([1, 1], { reuse: 1 }), 'conv2');
    const port = cmosAsic.instantiate({}, hardware).tariffs.fetched!.column_s;
    const moved = counts['edram-read']!.columns + counts['transfer-result']!.columns;
    expect((latencies.cycles! + latencies.stalls!) / (moved * port)).toBeCloseTo(1, 4);
    expect(counts.stalls!.columns).toBeGreaterThan(0);
    expect(layer(costOf([1, 1], { reuse: 'all' }), 'conv2').counts.stalls!.columns).toBe(0);
  });

  it('is one engine for all layers: no replicas, one pace', () => {
    const cost = costOf([1, 1], {}, 8);
    expect(cost.bottleneck).toBe('units and eDRAM');
    expect(cost.throughput_per_s * cost.latency_s).toBeCloseTo(1, 9);
    expect(cost.area_m2).toBe(cost.chipArea_m2);
  });

  it('takes the ends of the range of its buffers', () => {
    const [low, middle, high] = (['low', 'middle', 'high'] as const).map((estimate) => costOf([1, 1], { estimate }));
    for (const figure of ['energy_J', 'area_m2'] as const) {
      expect(low![figure]).toBeLessThan(middle![figure]);
      expect(middle![figure]).toBeLessThan(high![figure]);
    }
  });
});
