import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../refusal/index.ts';
import { parseSource } from './parse.ts';
import { readIvTrace } from './read-iv.ts';
import { readRfTrace } from './read-rf.ts';
import { readSolarTrace } from './read-solar.ts';
import { traceSource } from './trace.ts';
import type { Harvest, Piece } from './types.ts';

// $SPINLOOM_POWER_TRACES names the folder where it lies elsewhere.
const folder = process.env.SPINLOOM_POWER_TRACES ?? fileURLToPath(new URL('../../../../../../shared/data/power-traces', import.meta.url));
const shared = pathToFileURL(`${folder}/`);
const absent = !existsSync(shared);
const textOf = (path: string): string => readFileSync(new URL(path, shared), 'utf8');
const harvest = (spec: string, options = {}): Harvest => {
  const source = parseSource(spec, options);
  if (source.kind !== 'harvest') throw new Error(spec);
  return source;
};
const first = (pieces: Iterable<Piece>, count: number): readonly Piece[] => {
  const found: Piece[] = [];
  for (const piece of pieces) {
    found.push(piece);
    if (found.length === count) break;
  }
  return found;
};

describe.skipIf(absent)(`recorded traces${absent ? ' (skipped: no shared/data/power-traces beside the repository)' : ''}`, () => {
  it('G13: mean power of the ten RF recordings', () => {
    // Micro-watt, computed by an independent prototype from the files.
    const means = [153.32, 189.25, 92.85, 77.44, 93.04, 131.07, 110.55, 77.2, 90.19, 81.55];
    let energy = 0;
    for (const [i, mean] of means.entries()) {
      const source = traceSource(readRfTrace(textOf(`rf/${i + 1}.txt`), `rf/${i + 1}.txt`), { gaps: 'skip' });
      expect(Math.abs(source.mean_W * 1e6 - mean)).toBeLessThan(0.005);
      energy += source.mean_W * source.duration_s;
    }
    expect(energy).toBeCloseTo(39.6e-3, 4);
  });

  it('a gap of 40 s is held for a millisecond, then dark, unless told otherwise', () => {
    const trace = readRfTrace(textOf('rf/4.txt'), 'rf/4.txt');
    const held = traceSource(trace);
    expect(held.duration_s).toBeCloseTo(66.24, 6);
    expect(traceSource(trace, { gaps: 'skip' }).duration_s).toBeCloseTo(26.24, 6);
    expect(held.mean_W * held.duration_s).toBeCloseTo(77.436e-6 * 26.24, 8);
    expect(() => traceSource(trace, { gaps: 'refuse' })).toThrow(Refusal);
    expect(held.notes.join()).toContain('1 gaps in time');
  });

  it('the late stamps of the recorder are put back', () => {
    expect(readRfTrace(textOf('rf/2.txt'), 'rf/2.txt').notes.join()).toContain('1 stamps');
    expect(readRfTrace(textOf('rf/3.txt'), 'rf/3.txt').notes.join()).toContain('2 stamps');
  });

  it('reads both solar forms and an I-V surface', () => {
    const jogging = traceSource(readSolarTrace(textOf('solar/jogging_10m_mpp_50Hz.csv'), 'jogging'));
    expect(jogging.mean_W * 1e6).toBeCloseTo(563, 0);
    expect(jogging.duration_s).toBeCloseTo(30834 * 0.02, 6);
    const january = traceSource(readSolarTrace(textOf('solar/nrel-2023-01.json'), 'nrel', { area_m2: 1, efficiency: 1 }));
    expect(january.duration_s).toBe(2678400);
    expect(Math.max(...[...january.pieces()].map((piece) => piece.power_W))).toBeCloseTo(950, -1);
    const cell = traceSource(readIvTrace(textOf('iv/am1417.csv'), 'am1417'));
    expect(cell.mean_W).toBeGreaterThan(10e-6);
    expect(cell.mean_W).toBeLessThan(100e-6);
  });
});

describe('sources', () => {
  it('a square wave, by pieces', () => {
    expect(first(harvest('square:0.001,2,0.25').pieces(), 3)).toEqual([
      { duration_s: 0.5, power_W: 0.001 },
      { duration_s: 1.5, power_W: 0 },
      { duration_s: 0.5, power_W: 0.001 },
    ]);
  });

  it.each([
    ['markov:0.001,0.1,0.2', 0.02],
    ['ou:0.001,0.0003,0.5', 0.05],
    ['rf-bursts', 0.06],
    ['gait', 0.02],
  ])('%s has the mean that it states, and is the same for the same seed', (spec, tolerance) => {
    const source = harvest(spec, { seed: 3 });
    let [energy, time] = [0, 0];
    for (const { duration_s, power_W } of first(source.pieces(), 60_000)) {
      energy += duration_s * power_W;
      time += duration_s;
    }
    expect(Math.abs(energy / time / source.mean_W - 1)).toBeLessThan(tolerance);
    expect(first(harvest(spec, { seed: 3 }).pieces(), 50)).toEqual(first(source.pieces(), 50));
    expect(first(harvest(spec, { seed: 4 }).pieces(), 50)).not.toEqual(first(source.pieces(), 50));
  });

  it('says that what is synthetic is', () => {
    for (const spec of ['rf-bursts', 'solar-day:0.01', 'gait', 'thermal']) expect(harvest(spec).notes.join()).toContain('synthetic');
  });

  it('a loop repeats, a scale multiplies', () => {
    const read = (): string => '0 1\n1 2\n2 3\n';
    const source = harvest('rf:x', { read, loop: true, scale: 30e3 });
    expect(source.duration_s).toBe(Number.POSITIVE_INFINITY);
    expect(first(source.pieces(), 4).map((piece) => Math.round(piece.power_W))).toEqual([1, 4, 9, 1]);
  });

  it.each([
    ['an empty file', '', 'empty'],
    ['times that go back', '0 1\n5 1\n4 1\n', 'goes back'],
    ['two samples at once', '0 1\n0 1\n', 'goes back'],
    ['a voltage below 0', '0 -1\n', 'expected 0 or more'],
    ['words', '0 a\n', 'expected milliseconds and volts'],
  ])('refuses a trace with %s in one sentence', (_, text, words) => {
    expect(() => parseSource('rf:trace.txt', { read: () => text })).toThrow(Refusal);
    expect(() => parseSource('rf:trace.txt', { read: () => text })).toThrow(words);
  });

  it.each(['null', '"9"', 'true', '[]'])('refuses an irradiance of %s', (value) => {
    const read = (): string => `{"irradiance": {"0": 1, "60": ${value}}}`;
    expect(() => parseSource('solar:x.json', { read })).toThrow('the irradiance at 60 s is no number');
  });

  it.each([
    'constant:-1',
    'constant:',
    'square:1,0,0.5',
    'square:1,1,2',
    'poisson:0',
    'markov:1,1',
    'sun:1',
    'rf:',
    'constant:a',
    'ou:1,1,0',
    'solar-day:-1',
  ])('refuses %s', (spec) => {
    expect(() => parseSource(spec, { read: () => '' })).toThrow(Refusal);
  });

  it('any text for a trace is read or refused', () => {
    fc.assert(
      fc.property(fc.constantFrom('rf', 'solar', 'iv'), fc.string({ maxLength: 80 }), (kind, text) => {
        try {
          parseSource(`${kind}:x`, { read: () => text });
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
    );
  });
});
