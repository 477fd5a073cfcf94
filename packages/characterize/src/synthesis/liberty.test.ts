import { describe, expect, it } from 'vitest';
import { lookUp, readLiberty } from './liberty.ts';
import { parseLogic } from './logic.ts';

const text = `/* a cell */
library (small) {
  time_unit : "1ns"; capacitive_load_unit (1, ff); leakage_power_unit : "1nW"; nom_voltage : 1.0;
  lu_table_template (t) { variable_1 : input_net_transition; variable_2 : total_output_net_capacitance; index_1 ("0.01, 0.03"); index_2 ("1, 5"); }
  cell (NAND2) {
    area : 0.798; cell_leakage_power : 9;
    pin (A) { direction : input; capacitance : 1.5; }
    pin (B) { direction : input; capacitance : 1.6; }
    pin (Y) {
      direction : output; function : "!(A & B)";
      timing () { related_pin : "A"; timing_sense : negative_unate;
        cell_rise (t) { values ("0.010, 0.020", \\
          "0.030, 0.060"); } }
    }
  }
}`;

describe('reader of Liberty', () => {
  const cell = readLiberty(text).cells.get('NAND2')!;

  it('gives area, leakage, capacitance in SI', () => {
    expect(cell.area_m2).toBeCloseTo(0.798e-12, 20);
    expect(cell.leakage_W).toBeCloseTo(9e-9, 15);
    expect(cell.pins[1]!.capacitance_F).toBeCloseTo(1.6e-15, 22);
  });

  it('interpolates a table in both directions, and goes on beyond its edges', () => {
    const table = cell.pins[2]!.arcs[0]!.tables.cell_rise!;
    expect(lookUp(table, 0.01e-9, 1e-15)).toBeCloseTo(10e-12, 18);
    expect(lookUp(table, 0.02e-9, 3e-15)).toBeCloseTo(30e-12, 18);
    expect(lookUp(table, 0.03e-9, 9e-15)).toBeCloseTo(90e-12, 18);
  });

  it('refuses what is no library, with the line', () => {
    expect(() => readLiberty('hello world')).toThrow(/line 1: expected '\('/);
    expect(() => readLiberty('library (x) {\n cell (A) {\n area = 3;')).toThrow(/line 3/);
    expect(() => readLiberty('library (x) {\n cell (A) {')).toThrow(/the file ends within a group/);
  });
});

describe('functions of cells', () => {
  const value = (text: string, operands: Record<string, number>): number => parseLogic(text).evaluate((name) => operands[name]!);

  it('bind not before xor before and before or', () => {
    // All eight rows of three operands at once, one a bit.
    const rows = { A: 0b10101010, B: 0b11001100, C: 0b11110000 };
    expect(value('A | B & C', rows) & 255).toBe(0b11101010);
    expect(value('A ^ B & C', rows) & 255).toBe((0b01100110 & 0b11110000) >>> 0);
    expect(value("!A B'", rows) & 255).toBe(0b00010001);
  });

  it('refuses what it does not understand', () => {
    expect(() => parseLogic('(A & B')).toThrow('closing parenthesis');
    expect(() => parseLogic('A & ')).toThrow('not understood at');
  });
});
