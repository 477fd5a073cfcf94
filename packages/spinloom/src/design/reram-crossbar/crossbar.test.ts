import { describe, expect, it } from 'vitest';
import { presetNetwork } from '../../network/index.ts';
import { type Cost, composeHardware, type HardwareChoice, networkCost } from '../index.ts';
import { reramCrossbar } from './index.ts';

const organisation = { rows: 256, columns: 512, matsPerBank: 4, banksPerGroup: 64, groups: 16 };
const at = (choice: Partial<HardwareChoice> = {}) =>
  composeHardware({ technology: '45nm', organisation, digitalUnit: { lanes: 16, clock_Hz: 1e9 }, ...choice });
const hardware = at();

function costOf(bits: readonly [weight: number, input: number], options: object = {}, preset = 'alexnet'): Cost {
  const network = presetNetwork(preset, { bits: { weight: bits[0], input: bits[1] } });
  return networkCost(network, reramCrossbar.instantiate(options, hardware), hardware, { batch: 8, replicas: 1 });
}

const layer = (cost: Cost, name: string) => cost.layers.find((one) => one.name === name)!;

describe('reram-crossbar', () => {
  // AlexNet's second layer: 256 kernels of 2400 taps over 27 x 27 windows, so ten arrays of 256 rows, for what is positive and for what is negative.
  it('splits matrices: 20 mats and 729 x 256 x 10 conversions for the second layer of AlexNet at 1:1', () => {
    const { mats, counts, written } = layer(costOf([1, 1]), 'conv2');
    expect(mats).toBe(20);
    expect(counts.convert!.columns).toBe(729 * 256 * 10);
    expect(counts.convert!.steps).toBe(729 * 32);
    expect(counts.drive!.columns).toBe(729 * 2400 * 2);
    // A cell and its opposite a weight, and the levels of one-bit outputs, 32 bits each.
    expect(written).toBe(2 * 2400 * 256 + 256 * 32);
  });

  it.each([
    [[4, 3], 1, 1],
    [[5, 3], 2, 1],
    [[8, 4], 2, 2],
    [[8, 7], 2, 3],
  ] as const)('W:I %j takes %d cells of 4 bits on either side and %d passes of 3 bits', (bits, slices, passes) => {
    const { counts } = layer(costOf(bits), 'conv2');
    expect(counts.convert!.columns).toBe(729 * 256 * 10 * slices * passes);
  });

  it('waits for a buffer that brings inputs more slowly than they are converted: 256 inputs of 8 bits, 4 bits a read', () => {
    const wait = layer(costOf([1, 8]), 'conv2').latencies['buffer-wait']!;
    const { drive, convert } = layer(costOf([1, 8]), 'conv2').latencies;
    // 512 reads of 1.04 ns a window against three passes of 32 conversions.
    expect((wait + drive! + convert!) / (729 * 512 * 1.039e-9)).toBeCloseTo(1, 2);
  });

  it('runs a float network in the digital unit, or in fixed point in crossbars', () => {
    const [digital, fixed] = [costOf([32, 32]), costOf([32, 32], { floatLayers: 'crossbars' })];
    expect(digital.convolution_J).toBe(0);
    expect(layer(fixed, 'conv2')).toMatchObject({ kind: 'dot', bits: '8:8', mats: 40 });
    expect(layer(fixed, 'conv1').mats).toBe(4);
    expect(fixed.energy_J).toBeLessThan(digital.energy_J);
    expect(fixed.convolution_J).toBeGreaterThan(2 * costOf([1, 1]).convolution_J);
  });

  it('packs small channel groups into one pair, and gives larger ones their own', () => {
    const grouped = costOf([1, 1], {}, 'alexnet-grouped');
    // 128 kernels of 1200 taps in each of two groups: five arrays each, twice for either sign.
    expect(layer(grouped, 'conv2').mats).toBe(20);
  });

  it('is almost all periphery, as paper 1 says of its counterpart (more than 85 % of area and energy)', () => {
    const { notes, figures } = reramCrossbar.instantiate({}, hardware);
    expect(figures!.periphery!.value).toBeGreaterThan(0.85);
    const [note] = notes!(costOf([1, 1]));
    const shares = [...note!.matchAll(/([\d.]+) %/g)].map(([, share]) => Number(share));
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(85);
  });

  // NVSim on the same cell, 2 MB of 256 x 256 with a multiplexer of 32: 1.159 mm² for 256 mats, 8 amplifiers of 818.9 um² among them.
  it('has the area of NVSim, amplifiers apart', () => {
    const { cells, select } = reramCrossbar.instantiate({}, hardware).matArea.parts;
    expect(cells!.value).toBeCloseTo(65536 * 4 * 45e-9 ** 2, 20);
    expect((256 * (cells!.value + select!.value + 818.9e-12)) / 1.159e-6).toBeCloseTo(1, 3);
  });

  it('follows the iso variables: roadmap and whether movement is charged', () => {
    const leakage = (roadmap: 'HP' | 'LSTP'): number => reramCrossbar.instantiate({}, at({ array: { roadmap } })).matLeakage.value;
    expect(leakage('LSTP')).toBeLessThan(leakage('HP') / 100);
    const still = at({ array: { htree: false } });
    expect(reramCrossbar.instantiate({}, still).tariffs['transfer-partial']!.column_J).toBe(0);
  });
});
