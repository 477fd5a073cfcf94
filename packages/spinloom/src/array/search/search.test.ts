import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type ArrayConfiguration,
  computeArray,
  joinParts,
  onlyConfiguration,
  readCfg,
  repeaterKinds,
  type SearchSpace,
  searchArray,
  searcher,
  searchLength,
  targets,
} from '../index.ts';
import { measures } from './targets.ts';

const example = (name: string): string => readFileSync(new URL(`../../../../../examples/${name}`, import.meta.url), 'utf8');
const cell = example('sot-voltage.cell');
const request = (text: string) => readCfg(text, 'x.cfg', () => cell);

// NVSim's sample.
const sampleCell = `
-MemCellType: MRAM
-CellArea (F^2): 54
-CellAspectRatio: 0.54
-ResistanceOn (ohm): 3000
-ResistanceOff (ohm): 6000
-ReadMode: current
-ReadVoltage (V): 0.25
-MinSenseVoltage (mV): 25
-ReadPower (uW): 30
-ResetMode: current
-ResetCurrent (uA): 80
-ResetPulse (ns): 10
-ResetEnergy (pJ): 1
-SetMode: current
-SetCurrent (uA): 80
-SetPulse (ns): 10
-SetEnergy (pJ): 1
-AccessType: CMOS
-VoltageDropAccessDevice (V): 0.15
-AccessCMOSWidth (F): 8
`;

// 64 KB and few choices, so that all of them can be computed one by one: once the bank is open, once the multiplexers are.
const small = example('sot-search.cfg').replace('(MB): 4', '(KB): 64').replace('(bit): 512', '(bit): 64');
const openBank = small.concat('-ForceMuxSenseAmp: 4\n-ForceMuxOutputLev1: 1\n-ForceMuxOutputLev2: 1\n');
const openMuxes = small.concat('-ForceBank (Total AxB, Active CxD): 2x2, 1x1\n');

describe('searchArray', () => {
  // NVSim tries 1,844,370 organisations of 4 MB in words of 512 bits with the mat fixed, and finds 164,414 valid for its sample STT-MRAM cell.
  it('tries as many organisations as NVSim, and finds as many valid', () => {
    const { space, cell } = readCfg(example('sot-search.cfg'), 'x.cfg', () => sampleCell);
    const { tried, valid } = searchArray(space, cell);
    expect({ tried, valid }).toEqual({ tried: 1_844_370, valid: 164_414 });
  });

  it.each([
    ['the bank', openBank, 3025],
    ['the multiplexers', openMuxes, 729],
  ])('finds what computing every organisation by itself finds, with %s open', (_what, text, count) => {
    const { space, cell } = request(text);
    const search = searchArray(space, cell, { pareto: true });
    const every = everyOrganisation(space);
    expect(every).toHaveLength(count);
    const all = every.flatMap((configuration) => {
      try {
        return [computeArray(configuration, cell).bank];
      } catch {
        return [];
      }
    });
    expect(all.length).toBe(search.valid);
    for (const target of targets) {
      const least = Math.min(...all.map(measures[target]));
      expect(measures[target](search.optima[target].bank)).toBe(least);
    }
    const better = (a: Six, b: Six): boolean => figures.every((figure) => a[figure] <= b[figure]) && figures.some((figure) => a[figure] < b[figure]);
    for (const { bank } of search.pareto!) expect(all.some((other) => better(other, bank))).toBe(false);
    const distinct = new Set(all.filter((one) => !all.some((other) => better(other, one))).map((one) => figures.map((figure) => one[figure]).join()));
    expect(search.pareto).toHaveLength(distinct.size);
  });

  it('gives the figures that the optimum has by itself', () => {
    const { space, cell } = request(openMuxes);
    const search = searchArray(space, cell);
    for (const { configuration, bank } of Object.values(search.optima)) expect(computeArray(configuration, cell).bank).toMatchObject(bank);
  });

  it('gives the same in parts, whatever their size', () => {
    const { space, cell } = request(openBank);
    const whole = searchArray(space, cell, { pareto: true });
    const search = searcher(space, cell, true);
    const length = searchLength(space);
    for (const size of [7, length]) {
      const parts = Array.from({ length: Math.ceil(length / size) }, (_, i) => search(i * size, Math.min(length, (i + 1) * size)));
      expect(joinParts(parts, space, cell, true)).toEqual(whole);
    }
  });

  it('chooses wires that are not named for each target, and finds none better', () => {
    const { space, cell } = request(example('sot-512.cfg').replace(/-(Local|Global)Wire(Repeater)?Type.*\n/g, ''));
    expect(space.open).toEqual({ local: true, global: true, repeaters: true });
    const fixed = searchArray({ ...space, open: {} }, cell);
    const open = searchArray(space, cell);
    expect(open).toMatchObject({ tried: fixed.tried, valid: fixed.valid });
    for (const target of targets) {
      const { configuration, bank } = open.optima[target];
      const value = measures[target](bank);
      expect(value).toBeLessThanOrEqual(measures[target](fixed.optima[target].bank));
      expect(measures[target](computeArray(configuration, cell).bank)).toBe(value);
      for (const globalWire of ['SemiAggressive', 'SemiConservative', 'GlobalAggressive', 'GlobalConservative'] as const) {
        for (const globalRepeaters of repeaterKinds) {
          expect(measures[target](computeArray({ ...configuration, globalWire, globalRepeaters }, cell).bank)).toBeGreaterThanOrEqual(value);
        }
      }
    }
    // Repeaters are faster and cost energy.
    expect(open.optima.ReadLatency.configuration.globalRepeaters).toBe('RepeatedOpt');
    expect(open.optima.ReadEnergy.configuration.globalRepeaters).toBe('RepeatedNone');
  });

  it('refuses a cell whose figures no number holds', () => {
    const { space } = request(openMuxes);
    const absurd = readCfg(openMuxes, 'x.cfg', () => cell.replace('(mV): 30', '(mV): 1e-320')).cell;
    expect(() => searchArray(space, absurd)).toThrow(/none of the 729 organisations of this memory can be built/);
  });

  it('counts one organisation where all is given, and refuses a space without a valid one', () => {
    const whole = request(example('sot-512.cfg'));
    expect(searchArray(whole.space, whole.cell)).toMatchObject({ tried: 1, valid: 1 });
    expect(onlyConfiguration(request(openBank).space)).toBeUndefined();
    const lstp = request(openBank.replace('Roadmap: HP', 'Roadmap: LSTP'));
    expect(() => searchArray(lstp.space, lstp.cell)).toThrow(/none of the \d+ organisations of this memory can be built; of one: .*MinSenseVoltage/);
  });
});

const figures = ['area_m2', 'readLatency_s', 'writeLatency_s', 'readEnergy_J', 'writeEnergy_J', 'leakage_W'] as const;

type Six = Readonly<Record<(typeof figures)[number], number>>;

const powers = (most: number): number[] => Array.from({ length: Math.log2(most) + 1 }, (_, i) => 2 ** i);
const choices = (given: number | undefined, most: number): readonly number[] => (given === undefined ? powers(most) : [given]);

/** Written apart from the loops of the search. */
function everyOrganisation(space: SearchSpace): readonly ArrayConfiguration[] {
  const { forced } = space;
  let found: Readonly<Record<string, number>>[] = [{}];
  const extend = (key: keyof typeof forced, most: (so: Readonly<Record<string, number>>) => number): void => {
    found = found.flatMap((so) => choices(forced[key] as number | undefined, most(so)).map((value) => ({ ...so, [key]: value })));
  };
  extend('bankRows', () => 512);
  extend('bankColumns', () => 512);
  extend('activeMatsPerColumn', (so) => so.bankRows!);
  extend('activeMatsPerRow', (so) => so.bankColumns!);
  for (const mux of ['muxSenseAmp', 'muxOutput1', 'muxOutput2'] as const) extend(mux, () => 256);
  return found.map((so) => onlyConfiguration({ ...space, forced: { ...forced, ...so } })!);
}
