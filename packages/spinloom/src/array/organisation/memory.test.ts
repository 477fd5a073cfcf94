import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memoryFigures, memoryParts, readCell, splitTotal } from '../index.ts';

const text = readFileSync(new URL('../../../../../examples/sot-voltage.cell', import.meta.url), 'utf8');
// Two cells in parallel leave less than the 30 mV of the file.
const cell = readCell(text.replace('(mV): 30', '(mV): 15'), 'sot-voltage.cell');

describe('memoryFigures', () => {
  const memory = memoryFigures(cell, { temperature_K: 350 });

  // NVSim on the same cell at 350 K and 30 mV: 5.625 mm2 and 781.6 mW a group; write 143.6 pJ, 2.451 ns; H-tree 665.7 pJ, 1.347 ns.
  it('is sixteen of the groups that NVSim computes, with the H-tree apart', () => {
    expect(memory.capacity_bits).toBe(2 ** 29);
    expect(memory.area_m2 / 16 / 5.625e-6).toBeCloseTo(1, 3);
    expect(memory.leakage_W / 16 / 0.7816).toBeCloseTo(1, 3);
    expect(memory.operations.write.energy_J / 143.6e-12).toBeCloseTo(1, 3);
    expect(memory.operations.write.latency_s / 2.451e-9).toBeCloseTo(1, 3);
    expect(memory.htree.read.energy_J / 665.7e-12).toBeCloseTo(1, 3);
    expect(memory.htree.read.latency_s / 1.347e-9).toBeCloseTo(1, 3);
  });

  it('makes an operation on two rows dearer than a read, XOR dearer than both, and a write dearer than all', () => {
    const { read, and, or, xor, write } = memory.operations;
    for (const both of [and, or]) {
      expect(both.energy_J).toBeGreaterThan(read.energy_J);
      expect(both.energy_J).toBeLessThan(2 * read.energy_J);
      expect(xor.energy_J).toBeGreaterThan(both.energy_J);
    }
    expect(write.energy_J).toBeGreaterThan(xor.energy_J);
  });

  it('goes to parts that add up to it, the H-tree apart', () => {
    for (const awake of [16, 1024]) {
      const some = memoryFigures(cell, { awake });
      const { area_m2, leakage_W, ...energies } = memoryParts(some, cell);
      expect(splitTotal(area_m2) / some.area_m2).toBeCloseTo(1, 12);
      expect(area_m2['between blocks']).toBeGreaterThan(0);
      expect(area_m2['between blocks']).toBeLessThan(0.05 * some.area_m2);
      expect(splitTotal(leakage_W) / some.leakage_W).toBeCloseTo(1, 12);
      for (const [name, { energy_J }] of Object.entries(some.operations)) {
        const split = energies[name as keyof typeof energies];
        expect(splitTotal(split) / energy_J).toBeCloseTo(1, 12);
        expect(split['H-tree']).toBe(0);
      }
    }
  });

  it('leaks less when it is cooler or of the low-power roadmap', () => {
    expect(memoryFigures(cell).leakage_W).toBeLessThan(memory.leakage_W);
    expect(memoryFigures(cell, { roadmap: 'LOP' }).leakage_W).toBeLessThan(memoryFigures(cell).leakage_W / 10);
  });

  it('leaks as many mats as are awake', () => {
    expect(memory).toMatchObject({ mats: 1024, awake: 1024 });
    expect(memoryFigures(cell, { temperature_K: 350, awake: 16 }).leakage_W).toBeCloseTo(memory.leakage_W / 64, 12);
    expect(memoryFigures(cell, { awake: 0 }).leakage_W).toBe(0);
    expect(() => memoryFigures(cell, { awake: 1025 })).toThrow('1025 mats cannot be awake: the memory has 1024');
  });

  it('refuses two rows that the amplifier cannot tell apart', () => {
    expect(() => memoryFigures(readCell(text, 'sot-voltage.cell'))).toThrow(
      /(AND|OR) of two rows cannot be sensed: the read margin is .*MinSenseVoltage/,
    );
  });
});
