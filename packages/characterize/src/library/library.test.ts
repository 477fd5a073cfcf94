import { afterAll, describe, expect, test } from 'vitest';
import { type SpiceEngine, spiceEngine } from '../spice/index.ts';
import { candidates } from './arcs.ts';
import { cells } from './cells.ts';
import { characterise } from './characterise.ts';
import { cellLibrary } from './committed.ts';
import { conditions } from './conditions.ts';
import { inverter, parallel, series, stage } from './drawing.ts';
import { checkLibrary } from './generate.ts';
import { leakage } from './leakage.ts';
import { liberty } from './liberty.ts';

const engine: SpiceEngine = spiceEngine();
afterAll(() => engine.close());
const cell = (name: string): (typeof cells)[number] => cells.find((candidate) => candidate.name === name)!;
const library = cellLibrary();
const tables = (name: string): (typeof library.cells)[number] => library.cells.find((candidate) => candidate.name === name)!;

describe('the committed tables', () => {
  test('repeat for the inverter, digit for digit', async () => {
    expect(await characterise(engine, cell('INV'), conditions)).toEqual(tables('INV'));
  });

  test('are refused when a netlist or a condition has changed', () => {
    expect(() => checkLibrary({ ...library, inputs_sha256: 'other' })).toThrow('run npm run characterize');
  });

  test('hold each cell once, with the areas of the Nangate 45 nm library', () => {
    expect(library.cells.map(({ name }) => name)).toEqual(cells.map(({ name }) => name));
    expect(['INV', 'NAND2', 'XOR2', 'MUX2', 'HA', 'FA', 'DFF', 'DFFR'].map((name) => tables(name).area_um2)).toEqual([
      0.532, 0.798, 1.596, 1.862, 2.66, 4.256, 4.522, 5.32,
    ]);
  });

  test('grow with the load and with the slew of a slow input, and are positive', () => {
    for (const { arcs, leakage_nW, capacitance_fF } of library.cells) {
      expect(leakage_nW).toBeGreaterThan(0);
      for (const capacitance of Object.values(capacitance_fF)) expect(capacitance).toBeGreaterThan(0.5);
      for (const edge of arcs.flatMap(({ rise, fall }) => (rise === undefined ? [fall] : [rise, fall])))
        for (const row of [...edge.delay_ps, ...edge.transition_ps]) {
          expect(row[0]).toBeGreaterThan(0);
          for (let i = 1; i < row.length; i++) expect(row[i]!).toBeGreaterThan(row[i - 1]!);
        }
    }
  });

  // Input capacitances of the Nangate library, whose transistors have these widths: INV 1.70 fF, XOR2 2.2 to 2.4, FA 2.8 to 3.8, DFF 0.9 to 1.1.
  test('come within 30 % of the input capacitances of a library of the same widths', () => {
    expect(tables('INV').capacitance_fF.A).toBeCloseTo(1.7, 1);
    expect(Math.abs(tables('NAND2').capacitance_fF.A! / 1.6 - 1)).toBeLessThan(0.3);
    expect(Math.abs(tables('FA').capacitance_fF.CI! / 2.76 - 1)).toBeLessThan(0.3);
    expect(Math.abs(tables('DFF').capacitance_fF.CK! / 0.95 - 1)).toBeLessThan(0.3);
  });
});

describe('a drawing', () => {
  test('that does not compute its formula is refused', async () => {
    const wrong = { ...cell('NAND2'), transistors: stage('Y', parallel('A', 'B')) };
    await expect(leakage(engine, wrong, conditions)).rejects.toThrow(/cell NAND2 gives Y = .* for .*, expected 1; correct its drawing/);
  });

  test('computes its formula in every state, whatever the cell', async () => {
    for (const name of ['AOI21', 'XNOR2', 'FA', 'DFFR'])
      expect(await leakage(engine, cell(name), conditions)).toHaveLength(2 ** cell(name).inputs.length);
  });

  test('has a pull-up dual to its pull-down', () => {
    const kinds = stage('Y', series('A', parallel('B', 'C'))).map(({ kind, gate, drain, source }) => `${kind}${gate} ${drain} ${source}`);
    expect(kinds).toEqual(['nA Y Y_nx1', 'nB Y_nx1 vss', 'nC Y_nx1 vss', 'pA Y vdd', 'pB Y Y_p1x1', 'pC Y_p1x1 vdd']);
    expect(inverter('A', 'Y')).toHaveLength(2);
  });
});

test('an exclusive or has arcs of both senses, an AND of one', () => {
  expect(candidates(cell('XOR2'), 'A', 'Y')).toMatchObject({ positive: [{ when: { B: false } }], negative: [{ when: { B: true } }] });
  expect(candidates(cell('AND2'), 'A', 'Y')).toMatchObject({ positive: [{ when: { B: true } }], negative: [] });
});

describe('the Liberty text', () => {
  const text = liberty(library);
  test('has balanced braces and each cell', () => {
    expect(text.split('{').length).toBe(text.split('}').length);
    for (const { name } of cells) expect(text).toContain(`  cell (${name}) {`);
  });
  test('says what a flip-flop does', () => {
    expect(text).toContain('ff (IQ, IQN) { next_state : "D"; clocked_on : "CK"; clear : "!RN"; }');
    expect(text).toContain('related_pin : "CK"; timing_type : rising_edge;');
  });
  test('has the delay of the inverter in nanoseconds', () => {
    expect(text).toContain(
      `cell_rise (timing) { values ("${tables('INV')
        .arcs[0]!.rise!.delay_ps[0]!.map((ps) => Number((ps / 1000).toPrecision(6)))
        .join(', ')}"`,
    );
  });
});
