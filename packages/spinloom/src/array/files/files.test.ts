import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCell, readCfg } from '../index.ts';

const example = (name: string): string => readFileSync(new URL(`../../../../../examples/${name}`, import.meta.url), 'utf8');
const cfg = example('sot-512.cfg');
const cell = example('sot-voltage.cell');
const reading = (from: string | RegExp, to: string) => () => readCfg(cfg.replace(from, to), 'x.cfg', () => cell);
const readingCell = (from: string | RegExp, to: string) => () => readCell(cell.replace(from, to), 'x.cell');

describe("NVSim's files", () => {
  it('are read in their own units', () => {
    const request = readCfg(cfg, 'x.cfg', (name) => (name === 'sot-voltage.cell' ? cell : undefined));
    expect(request.target).toBe('ReadLatency');
    expect(request.space).toMatchObject({ capacity_bits: 2 ** 25, word_bits: 512, technology: { node_nm: 45, roadmap: 'HP', temperature_K: 350 } });
    expect(request.space.forced).toMatchObject({ bankRows: 8, activeMatsPerRow: 1, matColumns: 2, muxSenseAmp: 1, style: 'latency' });
    expect(request.cell).toMatchObject({ kind: 'MRAM', access: 'CMOS', accessWidth_F: 6, reset: { mode: 'current' } });
    expect(request.cell.read.minSense_V).toBeCloseTo(0.03, 12);
    expect(request.cell.set!.current_A).toBeCloseTo(120e-6, 15);
    expect(request.cell.set!.energy_J).toBeCloseTo(0.24e-12, 24);
  });

  it('keep the order of ForceBank: rows x columns in all, then active a column x active a row', () => {
    expect(reading(/8x8, 1x1/, '8x2, 1x2')().space.forced).toMatchObject({
      bankRows: 8,
      bankColumns: 2,
      activeMatsPerColumn: 1,
      activeMatsPerRow: 2,
    });
  });

  it.each([
    ['an unknown key', /-ProcessNode/, '-ProcesNode', "x.cfg, line 4: unknown key 'ProcesNode'; did you mean 'ProcessNode'?"],
    ['an unknown value', 'Roadmap: HP', 'Roadmap: HPP', "x.cfg, line 7: unknown value 'HPP' of 'DeviceRoadmap'; did you mean 'HP'?"],
    ['an unknown unit', '(MB)', '(GB)', "x.cfg, line 5: unknown unit 'GB' of 'Capacity'; expected B, KB, MB"],
    ['a capacity without a unit', ' (MB)', '', "x.cfg, line 5: 'Capacity' needs its unit"],
    ['a word that is no number', 'bit): 512', 'bit): many', "x.cfg, line 6: 'WordWidth' must be a number, found 'many'"],
    ['a line that is no entry', '-Routing: H-tree', 'Routing = H-tree', "expected '-Key (unit): value'"],
    ['a key that stands twice', '-Routing: H-tree', '-WordWidth (bit): 64', "'WordWidth' stands a second time, after x.cfg, line 6"],
    ['a grid that is none', '8x8, 1x1', '8x8', "'ForceBank' must read 'AxB, CxD'"],
    ['more active than there are', '8x8, 1x1', '8x8, 16x1', "'ForceBank' has 16x1 active of 8x8"],
    ['mats that are no power of two', '8x8, 1x1', '6x8, 1x1', 'must be a power of two, found 6'],
    ['what CACTI assumes', '-Routing: H-tree', '-UseCactiAssumption: Yes', 'is not modelled; expected No'],
    ['a constraint', '-Routing: H-tree', '-ApplyAreaConstraint: 0.1', "'ApplyAreaConstraint' is not modelled; remove it"],
    ['a cache', 'DesignTarget: RAM', 'DesignTarget: cache', 'is not modelled; expected RAM'],
    ['a capacity that is no power of two of words', '(MB): 4', '(MB): 3', 'is not a power of two of words'],
  ])('are refused with file and line for %s', (_what, from, to, sentence) => {
    expect(reading(from, to)).toThrow(sentence);
  });

  it("are read as NVSim's own samples are written", () => {
    expect(reading(/RepeatedNone\n-GlobalWireUse/, 'Repeated40%Penalty\n-GlobalWireUse')().space.technology.globalRepeaters).toBe(
      'Repeated40%Penalty',
    );
    const sram =
      '-MemCellType: SRAM\n-CellArea (F^2): 146\n-CellAspectRatio: 1.46\n-ReadMode: voltage\n-AccessType: CMOS\n-AccessCMOSWidth (F): 1.31';
    expect(readCell(sram, 'x.cell').sram).toEqual({ nmos_F: 2.08, pmos_F: 1.23 });
    expect(readingCell('-ReadMode', '-ReadEnergy (pJ): 2\n-ReadMode')()).toEqual(readCell(cell, 'x.cell'));
  });

  it('are refused where the cell file is missing', () => {
    expect(() => readCfg(cfg, 'x.cfg', () => undefined)).toThrow("the cell file 'sot-voltage.cell' is not there");
  });

  it.each([
    ['an unknown key', 'CellArea', 'CelArea', "unknown key 'CelArea'; did you mean 'CellArea'?"],
    ['a unit that is another', '(uA)', '(mA)', "unknown unit 'mA' of 'ResetCurrent'; expected uA"],
    ['a kind that is not modelled', 'Type: MRAM', 'Type: eDRAM', 'cells of type eDRAM are not modelled'],
    ['a negative resistance', '): 5600', '): -5600', "'ResistanceOn' must be above 0"],
    ['a high state below the low one', '15036', '5000', 'exchange them'],
    ['a key that is missing', /-SetPulse.*\n/, '', "x.cell: the key 'SetPulse' is missing"],
    ['a bipolar access device', 'AccessType: CMOS', 'AccessType: BJT', 'bipolar access devices are not modelled'],
    ['a read without a voltage', /-ReadVoltage.*\n/, '', 'a read needs ReadVoltage or ReadCurrent'],
  ])('of cells are refused for %s', (_what, from, to, sentence) => {
    expect(readingCell(from, to)).toThrow(sentence);
  });
});
