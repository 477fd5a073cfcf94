import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../refusal/index.ts';
import { roadmaps, wireTypes } from '../technology/index.ts';
import {
  type ArrayConfiguration,
  type ArrayFigure,
  type ArrayNumbers,
  arrayParts,
  bufferStyles,
  computeArray,
  describeArray,
  type MemoryCell,
  readCell,
  repeaterKinds,
  splitTotal,
} from './index.ts';

const fixture: { cases: { cell: string; name: string }[] } = JSON.parse(readFileSync(new URL('./fixtures/nvsim.json', import.meta.url), 'utf8'));
// Beside NVSim's cases: a phase-change cell read by a current, with a transistor and with a diode.
const phaseChange = `-MemCellType: PCRAM
-CellArea (F^2): 19
-CellAspectRatio: 1
-ResistanceOn (ohm): 1000
-ResistanceOff (ohm): 1000000
-ReadMode: current
-ReadCurrent (uA): 40
-ResetMode: current
-ResetCurrent (uA): 300
-ResetPulse (ns): 40
-SetMode: current
-SetCurrent (uA): 150
-SetPulse (ns): 150
-AccessType: CMOS
-AccessCMOSWidth (F): 6
`;
const diode = phaseChange.replace('CMOS\n', 'diode\n').concat('-CapacitanceOn (F): 1e-16\n-CapacitanceOff (F): 2e-16\n');
const cells = [
  ...fixture.cases.map(({ cell, name }) => readCell(cell, name)),
  readCell(phaseChange, 'transistor.cell'),
  readCell(diode, 'diode.cell'),
];

const power = (most: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: most }).map((exponent) => 2 ** exponent);
const part = (whole: number, share: number): number => Math.max(1, whole / share);

const configuration: fc.Arbitrary<ArrayConfiguration> = fc
  .record({
    node_nm: fc.integer({ min: 22, max: 200 }),
    roadmap: fc.constantFrom(...roadmaps),
    temperature_K: fc.integer({ min: 300, max: 400 }),
    localWire: fc.constantFrom(...wireTypes),
    globalWire: fc.constantFrom(...wireTypes),
    globalRepeaters: fc.constantFrom(...repeaterKinds),
    maxNmos_F: fc.integer({ min: 20, max: 400 }),
    rows: power(10),
    word: power(9),
    style: fc.constantFrom(...bufferStyles),
    bank: fc.tuple(power(4), power(4), power(2), power(2)),
    mat: fc.tuple(power(1), power(1), power(1), power(1)),
    mux: fc.tuple(power(4), power(2), power(1)),
  })
  .map(({ rows, word, bank, mat, mux, ...technology }) => {
    const [bankRows, bankColumns] = bank;
    const [matRows, matColumns] = mat;
    const organisation = {
      bankRows,
      bankColumns,
      activeMatsPerColumn: part(bankRows, bank[2]),
      activeMatsPerRow: part(bankColumns, bank[3]),
      matRows,
      matColumns,
      activeSubarraysPerColumn: part(matRows, mat[2]),
      activeSubarraysPerRow: part(matColumns, mat[3]),
      muxSenseAmp: mux[0],
      muxOutput1: mux[1],
      muxOutput2: mux[2],
    };
    const { activeMatsPerColumn: a, activeMatsPerRow: b, activeSubarraysPerColumn: c, activeSubarraysPerRow: d } = organisation;
    const active = a * b * c * d;
    const word_bits = word * active;
    // So many words that a sub-array gets `rows`.
    const words = (rows * mux[0] * mux[1] * mux[2] * bankRows * bankColumns * matRows * matColumns) / active;
    return { ...technology, capacity_bits: words * word_bits, word_bits, organisation };
  });

/** Undefined where the organisation breaks a rule. */
function attempt(asked: ArrayConfiguration, cell: MemoryCell): ArrayNumbers | undefined {
  try {
    return computeArray(asked, cell);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

const law = (check: (numbers: ArrayNumbers, asked: ArrayConfiguration, cell: MemoryCell) => void): void => {
  let met = 0;
  fc.assert(
    fc.property(configuration, fc.constantFrom(...cells), (asked, cell) => {
      const numbers = attempt(asked, cell);
      if (numbers === undefined) return;
      met++;
      check(numbers, asked, cell);
    }),
    { numRuns: 400, seed: 7 },
  );
  // A law that nothing was held against is none.
  expect(met).toBeGreaterThan(80);
};

const close = (found: number, expected: number): void => expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));

describe('the figures of any memory', () => {
  it('are finite and not negative', () => {
    const check = (value: unknown): void => {
      if (typeof value === 'number') expect(Number.isFinite(value) && value >= 0).toBe(true);
      else for (const inner of Object.values(value as object)) check(inner);
    };
    law(({ bank, mat, subarray }) => [bank, mat, subarray].forEach(check));
  });

  it('are the sums of their parts', () => {
    law(({ bank, mat, subarray: s }, { organisation: o }) => {
      const active = o.activeMatsPerColumn * o.activeMatsPerRow;
      close(bank.readEnergy_J, bank.htreeEnergy_J + active * mat.readEnergy_J);
      close(bank.readLatency_s, bank.htreeReadLatency_s + mat.readLatency_s);
      close(bank.writeLatency_s, bank.htreeReadLatency_s / 2 + mat.writeLatency_s);
      close(bank.leakage_W, bank.htreeLeakage_W + o.bankRows * o.bankColumns * mat.leakage_W);
      close(mat.readLatency_s, mat.predecoderLatency_s + s.readLatency_s);
      close(mat.readEnergy_J, mat.predecoderEnergy_J + mat.numActiveSubarray * s.readEnergy_J);
      const blocks = [
        s.rowDecoder,
        s.bitlineMuxDecoder,
        s.muxLev1Decoder,
        s.muxLev2Decoder,
        s.bitlineMux,
        s.muxLev1,
        s.muxLev2,
        s.senseAmp,
        s.precharger,
      ];
      const sum = (of: (block: (typeof blocks)[number]) => number): number => blocks.reduce((total, block) => total + of(block), 0);
      close(s.readEnergy_J, s.bitlineEnergy_J + s.cellReadEnergy_J + sum((block) => block.readEnergy_J));
      close(s.leakage_W, s.cellLeakage_W + sum((block) => block.leakage_W));
    });
  });

  it('add up from blocks that do not contain one another', () => {
    law((numbers, asked, cell) => {
      for (const [figure, split] of Object.entries(arrayParts(numbers, asked, cell))) {
        close(splitTotal(split), numbers.bank[figure as ArrayFigure]);
        for (const [part, value] of Object.entries(split)) {
          // In small sub-arrays NVSim's blocks overlap.
          if (part === 'between blocks') continue;
          // The H-tree has the rounding of a difference of areas.
          expect(value).toBeGreaterThanOrEqual(-1e-12 * numbers.bank[figure as ArrayFigure]);
        }
      }
    });
  });

  it('open into those blocks, each with its source', () => {
    law((numbers, asked, cell) => {
      for (const [name, figure] of Object.entries(describeArray(numbers, asked, cell))) {
        expect(figure.value).toBe(numbers.bank[name as ArrayFigure]);
        const { join, parts, source } = figure.explain();
        expect(join).toBe('sum');
        close(
          Object.values(parts).reduce((sum, part) => sum + part.value, 0),
          figure.value,
        );
        expect(source.trust).toBe('published');
      }
    });
  });

  // A fifth of what a pulse shaper draws reaches the cell (section 4.6).
  it('make a phase-change cell five times as dear to write as the same cell without a pulse shaper', () => {
    const cell = cells.find(({ kind, access }) => kind === 'PCRAM' && access === 'CMOS')!;
    law((numbers, asked, other) => {
      if (other !== cell) return;
      const plain = computeArray(asked, { ...cell, kind: 'MRAM' });
      close(numbers.subarray.cellSetEnergy_J, 5 * plain.subarray.cellSetEnergy_J);
      expect(plain.bank.readEnergy_J).toBe(numbers.bank.readEnergy_J);
    });
  });

  it('grow with the rows where physics says so', () => {
    law((few, asked, cell) => {
      const many = attempt({ ...asked, capacity_bits: 2 * asked.capacity_bits }, cell);
      if (many === undefined) return;
      expect(many.subarray.numRow).toBe(2 * few.subarray.numRow);
      expect(many.subarray.capBitline_F).toBeGreaterThan(few.subarray.capBitline_F);
      expect(many.bank.area_m2).toBeGreaterThan(few.bank.area_m2);
      // A cross-point with more rows has wider pass gates for its half-selected cells, across which less voltage is lost.
      // The phase-change cell is read by a current alone, without a voltage that would charge its line.
      if (cell.access === 'CMOS' && cell.kind !== 'PCRAM') expect(many.subarray.bitlineEnergy_J).toBeGreaterThan(few.subarray.bitlineEnergy_J);
      // Of SRAM the delay depends on the slope of the word line too.
      if (cell.kind !== 'SRAM') expect(many.subarray.bitlineDelay_s).toBeGreaterThan(few.subarray.bitlineDelay_s);
      expect(many.bank.leakage_W).toBeGreaterThan(few.bank.leakage_W);
    });
  });

  it('leak more when they are hotter', () => {
    law((_numbers, asked, cell) => {
      // At a node whose tables rise with the temperature: not all do.
      const at = (temperature_K: number): number | undefined => attempt({ ...asked, node_nm: 45, temperature_K }, cell)?.subarray.leakage_W;
      const cool = at(asked.temperature_K);
      const hot = at(Math.min(400, asked.temperature_K + 20));
      if (cool !== undefined && hot !== undefined) expect(hot).toBeGreaterThanOrEqual(cool);
    });
  });
});
