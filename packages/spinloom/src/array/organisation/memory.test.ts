import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellFigures } from '../../circuit/index.ts';
import type { Expression } from '../../quantity/index.ts';
import { roadmaps, technology } from '../../technology/index.ts';
import {
  arrayFigures,
  type MemoryFigures,
  type MemoryOptions,
  memoryFigures,
  memoryPartNames,
  paperOrganisation,
  readCell,
  type SotMemoryCell,
  sotMemoryCell,
  splitTotal,
} from '../index.ts';

const tech = technology('45nm');
const figures = cellFigures(tech);
const cell = sotMemoryCell(figures, tech.feature.value);
const text = readFileSync(new URL('../../../../../examples/sot-voltage.cell', import.meta.url), 'utf8');

const exponent = (least: number, most: number): fc.Arbitrary<number> => fc.integer({ min: least, max: most }).map((power) => 2 ** power);
const options: fc.Arbitrary<MemoryOptions> = fc.record({
  node_nm: fc.constantFrom(32, 45, 65),
  roadmap: fc.constantFrom(...roadmaps),
  temperature_K: fc.constantFrom(300, 350, 400),
  repeaters: fc.constantFrom('RepeatedNone', 'RepeatedOpt'),
  organisation: fc.record({
    rows: exponent(5, 9),
    columns: exponent(6, 9),
    matsPerBank: exponent(0, 2),
    banksPerGroup: exponent(0, 6),
    groups: exponent(0, 4),
  }),
});

/** Refused where an amplifier cannot tell two levels apart or the memory is too long; all else must hold. */
function built(some: MemoryOptions): MemoryFigures | undefined {
  try {
    return memoryFigures(cell, some);
  } catch (error) {
    expect(String(error)).toMatch(/cannot be (sensed|built)/);
    return undefined;
  }
}

describe('memoryFigures', () => {
  const memory = memoryFigures(cell);

  // NVSim itself on this cell at 350 K: 5.625 mm2, 781.6 mW, read 668.8 pJ and 2.050 ns, write 809.3 pJ and 3.124 ns a group.
  it("is built on the group that NVSim computes from NVSim's own cell", () => {
    const { nvsim } = memoryFigures({ ...cell, read: readCell(text.replace('(mV): 30', '(mV): 15'), 'sot-voltage.cell') }, { temperature_K: 350 });
    expect(nvsim.bank.area_m2 / 5.625e-6).toBeCloseTo(1, 3);
    expect(nvsim.bank.leakage_W / 0.7816).toBeCloseTo(1, 3);
    expect(nvsim.bank.writeEnergy_J / 809.3e-12).toBeCloseTo(1, 3);
    expect(nvsim.bank.htreeEnergy_J / 665.7e-12).toBeCloseTo(1, 3);
  });

  it('has the capacity of the papers', () => {
    expect(memory).toMatchObject({ capacity_bits: 2 ** 29, mats: 4096, banks: 1024, awake: 1024, organisation: paperOrganisation });
  });

  it('charges a written cell what its driver gives: 1 V x 120 uA x 1.5 ns', () => {
    expect(memory.operations.write.energies.cells / 512).toBeCloseTo(180e-15, 20);
  });

  it('lets current flow while the bit line settles: 1 V x 22 uA through a cell and through its reference', () => {
    const { energies, latencies } = memory.operations.and;
    const time = latencies['bit lines'] + latencies['sense amplifiers'];
    expect(energies.cells / (512 * 22e-6 * time)).toBeCloseTo(1, 12);
    expect(energies.references).toBe(energies.cells);
    expect(memory.operations.xor.energies.references).toBe(2 * memory.operations.xor.energies.cells);
  });

  it('takes longest for OR, whose levels are closest, and decides XOR no sooner', () => {
    const { read, and, or, xor } = memory.operations;
    expect(or.latencies['bit lines']).toBeGreaterThan(and.latencies['bit lines']);
    expect(and.latencies['bit lines']).toBeGreaterThan(read.latencies['bit lines']);
    expect(xor.latency_s).toBe(or.latency_s);
  });

  it('opens two rows for two decoders: twice what one takes', () => {
    const { read, and } = memory.operations;
    expect(and.energies['row decoder']).toBe(2 * read.energies['row decoder']);
    expect(and.energies.predecoders).toBe(2 * read.energies.predecoders);
  });

  it('is larger and leaks more than what NVSim knows of it, by what is added', () => {
    const { area_m2, leakage_W } = memory.bank;
    expect(splitTotal(area_m2) * 64).toBeCloseTo(memory.area_m2 / 16, 15);
    expect(memory.area_m2 / 16).toBeGreaterThan(memory.nvsim.bank.area_m2);
    const added = ['second row decoder', 'write row decoder', 'amplifiers of XOR', 'write drivers'] as const;
    const plain = splitTotal(leakage_W) - added.reduce((sum, part) => sum + leakage_W[part], 0);
    // The second address has its own row predecoders, which are counted with the first.
    expect(plain).toBeGreaterThan(memory.nvsim.mat.leakage_W);
    expect(plain).toBeLessThan(1.05 * memory.nvsim.mat.leakage_W);
  });

  it('leaks as many banks as are awake', () => {
    expect(memoryFigures(cell, { awake: 16 }).leakage_W).toBeCloseTo(memory.leakage_W / 64, 12);
    expect(memoryFigures(cell, { awake: 0 }).leakage_W).toBe(0);
    expect(() => memoryFigures(cell, { awake: 1025 })).toThrow('1025 banks cannot be awake: the memory has 1024');
  });

  it('leaks less with the low-power roadmaps, and more when it is warm', () => {
    const leakage = (some: MemoryOptions): number => memoryFigures(cell, some).leakage_W;
    expect(leakage({ roadmap: 'LOP' })).toBeLessThan(leakage({}) / 10);
    expect(leakage({ roadmap: 'LSTP' })).toBeLessThan(leakage({ roadmap: 'LOP' }) / 10);
    expect(leakage({ temperature_K: 350 })).toBeGreaterThan(1.5 * leakage({}));
  });

  it('refuses two rows that the amplifier cannot tell apart', () => {
    const weak: SotMemoryCell = { ...cell, read: { ...cell.read, read: { ...cell.read.read, minSense_V: 0.03 } } };
    expect(() => memoryFigures(weak)).toThrow(/OR of two rows cannot be sensed: the read margin is .*MinSenseVoltage/);
  });

  it('refuses an organisation that is no power of two', () => {
    expect(() => memoryFigures(cell, { organisation: { ...paperOrganisation, rows: 200 } })).toThrow('rows must be a power of two');
  });

  it('gives sound figures whose parts add up, whatever it is made of', () => {
    fc.assert(
      fc.property(options, (some) => {
        const figures_ = built(some);
        if (figures_ === undefined) return;
        const { operations, bank, leakage_W, area_m2 } = figures_;
        for (const { energy_J, latency_s, energies, latencies } of Object.values(operations)) {
          expect(splitTotal(energies) / energy_J).toBeCloseTo(1, 12);
          expect(splitTotal(latencies) / latency_s).toBeCloseTo(1, 12);
          for (const part of Object.values(energies)) expect(part >= 0 && Number.isFinite(part)).toBe(true);
        }
        expect((splitTotal(bank.area_m2) * figures_.banks) / area_m2).toBeCloseTo(1, 9);
        expect((splitTotal(bank.leakage_W) * figures_.banks) / leakage_W).toBeCloseTo(1, 9);
        for (const part of memoryPartNames) expect(Number.isFinite(bank.area_m2[part])).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('never spends less on a bit line with more rows on it, nor on a word line with more columns', () => {
    fc.assert(
      fc.property(options, (some) => {
        const organisation = some.organisation!;
        const [small, tall, wide] = [
          built(some),
          built({ ...some, organisation: { ...organisation, rows: 2 * organisation.rows } }),
          built({ ...some, organisation: { ...organisation, columns: 2 * organisation.columns } }),
        ];
        if (small === undefined) return;
        const line = ({ operations }: MemoryFigures): number => operations.write.energies['bit lines'];
        if (tall !== undefined) expect(line(tall)).toBeGreaterThan(line(small));
        if (wide !== undefined) {
          expect(wide.operations.write.energies['write row decoder']).toBeGreaterThan(small.operations.write.energies['write row decoder']);
          expect(wide.operations.read.energies['sense amplifiers'] / small.operations.read.energies['sense amplifiers']).toBeCloseTo(2, 12);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('arrayFigures', () => {
  const memory = memoryFigures(cell);
  const array = arrayFigures(memory, figures);

  it('splits a row into what opens it and what its columns spend', () => {
    for (const name of ['read', 'and', 'or', 'xor', 'write'] as const) {
      const { row, column, bit, latency } = array[name];
      const { energy_J, latency_s } = memory.operations[name];
      expect((row.value + 512 * column.value) / energy_J).toBeCloseTo(1, 12);
      expect((512 * bit.value) / energy_J).toBeCloseTo(1, 12);
      expect(latency.value / latency_s).toBeCloseTo(1, 12);
    }
  });

  it('makes a chip of its mats and of what computing adds to them', () => {
    const { decoder, references, xorAmplifiers } = array.additions;
    const area = array.matArea.value + decoder.area.value + references.area.value + xorAmplifiers.area.value;
    expect((4096 * area) / memory.area_m2).toBeCloseTo(1, 12);
    const leakage = array.leakage.value + decoder.leakage.value + references.leakage.value + xorAmplifiers.leakage.value;
    expect((4096 * leakage) / memory.leakage_W).toBeCloseTo(1, 12);
  });

  it('keeps sums and products true down to the leaves', () => {
    const check = ({ value, join, parts }: Expression): void => {
      const values = Object.values(parts).map((part) => part.value);
      if (join === 'sum') expect(values.reduce((sum, part) => sum + part, 0) / value).toBeCloseTo(1, 12);
      if (join === 'product') expect(values.reduce((product, part) => product * part, 1) / value).toBeCloseTo(1, 12);
      for (const part of Object.values(parts)) check(part);
    };
    for (const name of ['read', 'and', 'or', 'xor', 'write'] as const) for (const of of Object.values(array[name])) check(of);
    check(array.matArea);
    check(array.leakage);
  });

  it('moves bits for nothing where the H-tree is not charged', () => {
    const { group, bank } = arrayFigures(memory, figures, { charged: false }).within;
    expect([group.energyPerBit.value, group.latency.value, bank.energyPerBit.value, bank.latency.value]).toEqual([0, 0, 0, 0]);
    expect(array.within.group.energyPerBit.value * 512).toBeCloseTo(memory.htree.read.energy_J, 18);
  });
});
