import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../refusal/index.ts';
import { type BufferFigures, type BufferKind, type BufferRange, bufferFigures } from './index.ts';

const kilo = 2 ** 10;
const mega = 2 ** 20;
const limits = { edram: [mega, 33 * mega], sram: [8 * kilo, 4 * mega] } as const;
const ranges = [
  'area_m2',
  'readLatency_s',
  'cycleTime_s',
  'readEnergy_J',
  'readEnergyPerBit_J',
  'writeEnergy_J',
  'writeEnergyPerBit_J',
  'leakage_W',
] as const;
const capacities = (kind: BufferKind) => fc.integer({ min: limits[kind][0], max: limits[kind][1] });
const near = (range: BufferRange, low: number, high: number): void => {
  expect(range.low / low).toBeCloseTo(1, 12);
  expect(range.high / high).toBeCloseTo(1, 12);
};

describe('bufferFigures', () => {
  // Left DESTINY's outputs, right CACTI's, except leakage, where DESTINY's is the higher.
  it('lies between the two estimators where both were run', () => {
    const figures = bufferFigures('edram', 32 * mega);
    near(figures.area_m2, 19.84e-6, 7.487 * 5.218e-6);
    near(figures.readLatency_s, 2.593e-9, 6.503e-9);
    near(figures.readEnergy_J, 0.687e-9, 1.497e-9);
    near(figures.readEnergyPerBit_J, 0.687e-9 / 512, 1.497e-9 / 512);
    near(figures.leakage_W, 1.686, 2.188);
    expect(figures.area_m2.sources.low).toMatchObject({ trust: 'measured', cite: expect.stringContaining('DESTINY') });
    expect(figures.area_m2.sources.high).toMatchObject({ trust: 'measured', cite: expect.stringContaining('CACTI 7') });
  });

  // CACTI's outputs in ns, ns, nJ, nJ, mW.
  it.each([
    ['sram', 8 * kilo, 64, [0.282, 0.37, 0.0285, 0.0418, 9.6]],
    ['sram', 16 * kilo, 8, [0.374, 0.33, 0.00891, 0.01177, 19.3]],
    ['sram', 64 * kilo, 64, [0.616, 0.606, 0.0475, 0.159, 72.7]],
    ['sram', mega, 64, [1.893, 2.655, 0.361, 0.408, 1014]],
    ['sram', 4 * mega, 64, [3.46, 2.655, 0.817, 0.863, 4056]],
    ['edram', 512 * kilo, 32, [2.154, 1.742, 0.131, 0.131, 53.7]],
  ] as const)('gives a point of one estimator back (%s, %d B, blocks of %d B)', (kind, capacity, block, [access, cycle, read, write, leakage]) => {
    const figures = bufferFigures(kind, capacity, block);
    near(figures.readLatency_s, access * 1e-9, access * 1e-9);
    near(figures.cycleTime_s, cycle * 1e-9, cycle * 1e-9);
    near(figures.readEnergy_J, read * 1e-9, read * 1e-9);
    near(figures.writeEnergy_J, write * 1e-9, write * 1e-9);
    near(figures.leakage_W, leakage * 1e-3, leakage * 1e-3);
    expect(figures.notes[0]).toContain('alone knows this buffer');
  });

  // Between 32 and 33 MB DESTINY's 19.84 mm2 grows as CACTI's 39.067 to 39.866.
  it('carries the estimator that knows one capacity along the other, and says that this is assumed', () => {
    const { area_m2, notes } = bufferFigures('edram', 33 * mega);
    near(area_m2, (19.84e-6 * 7.64) / 7.487, 7.64 * 5.218e-6);
    expect(area_m2.sources.low.trust).toBe('assumed');
    expect(notes.join()).toContain('DESTINY was run at 32 MB alone');
  });

  it('takes the write energy of eDRAM as its read energy, an assumption with a bound', () => {
    const figures = bufferFigures('edram', 32 * mega);
    near(figures.writeEnergy_J, 0.687e-9, 1.497e-9);
    expect(figures.writeEnergy_J.sources.high.trust).toBe('assumed');
    expect(figures.writeEnergyVariedUpTo_J?.value).toBeCloseTo(23.26e-9, 15);
    expect(bufferFigures('sram', mega).writeEnergyVariedUpTo_J).toBeUndefined();
  });

  it.each(['edram', 'sram'] as const)('grows with the capacity and keeps low below high (%s)', (kind) => {
    const ends = (figures: BufferFigures, name: (typeof ranges)[number]) => [figures[name].low, figures[name].high] as const;
    fc.assert(
      fc.property(capacities(kind), capacities(kind), (a, b) => {
        const [small, large] = [bufferFigures(kind, Math.min(a, b)), bufferFigures(kind, Math.max(a, b))];
        for (const name of ranges) {
          const [low, high] = ends(small, name);
          const [lowLater, highLater] = ends(large, name);
          expect(low).toBeGreaterThan(0);
          expect(low).toBeLessThanOrEqual(high);
          expect(low).toBeLessThanOrEqual(lowLater * (1 + 1e-12));
          expect(high).toBeLessThanOrEqual(highLater * (1 + 1e-12));
        }
      }),
    );
  });

  // Half way in log-log between two points of a power law is their geometric mean.
  it('is straight in log-log between capacities', () => {
    near(bufferFigures('sram', 2 * mega).leakage_W, Math.sqrt(1.014 * 4.056), Math.sqrt(1.014 * 4.056));
  });

  it.each([
    ['edram', 512 * kilo, 64, 'an eDRAM buffer of 512 KB is outside the table: with blocks of 64 B the estimators were run at 1 MB to 33 MB'],
    ['edram', 33 * mega + 1, 64, 'of 34603009 B is outside the table: with blocks of 64 B the estimators were run at 1 MB to 33 MB'],
    ['sram', 8 * kilo - 1, 64, '8 KB to 4 MB'],
    ['sram', 32 * kilo, 8, 'at 16 KB alone'],
    ['sram', Number.NaN, 64, 'expected whole bytes'],
    ['sram', 10_000.5, 64, 'expected whole bytes'],
    ['sram', mega, 128, 'an SRAM buffer with blocks of 128 B has no table; there are blocks of 8 and 64 B'],
    ['sramm', mega, 64, "unknown buffer 'sramm'; did you mean 'sram'?"],
  ] as const)('refuses what it has no table for (%s, %d B, blocks of %d B)', (kind, capacity, block, sentence) => {
    const asked = () => bufferFigures(kind as BufferKind, capacity, block);
    expect(asked).toThrow(Refusal);
    expect(asked).toThrow(sentence);
  });
});
