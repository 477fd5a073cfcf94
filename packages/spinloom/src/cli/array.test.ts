import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { commandIn } from './testing/command.ts';

const example = (name: string): string => fileURLToPath(new URL(`../../../../examples/${name}`, import.meta.url));
const spinloom = commandIn(process.cwd());
const run = (...words: readonly string[]) => spinloom('array', ...words);

const folder = mkdtempSync(join(tmpdir(), 'spinloom-array-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('spinloom array', () => {
  // NVSim's figures of this memory: 5.625 mm2, 2.050 ns, 668.8 pJ; H-tree 665.7 pJ; sub-array 256 x 512.
  it('prints the figures of a configuration as a tree', () => {
    const { code, out } = run('--cfg', example('sot-512.cfg'));
    expect(code).toBe(0);
    expect(out).toMatch(/bank\s+5\.625 mm²\s+2\.05 ns\s+3\.124 ns\s+668\.8 pJ\s+809\.3 pJ\s+781\.6 mW/);
    expect(out).toMatch(/H-tree .* 665\.7 pJ/);
    expect(out).toContain('sub-array (256 x 512)');
  });

  it('gives the same tree as JSON', () => {
    const { bank, mat, subarray } = JSON.parse(run('--cfg', example('sot-512.cfg'), '--json').out);
    for (const part of [bank, mat, subarray, subarray.rowDecoder]) {
      for (const key of ['area_m2', 'readLatency_s', 'writeLatency_s', 'readEnergy_J', 'writeEnergy_J', 'leakage_W'])
        expect(part[key]).toBeGreaterThan(0);
    }
    expect(subarray).toMatchObject({ numRow: 256, numColumn: 512 });
  });

  it('searches what the configuration leaves open', () => {
    const { code, out } = run('search', '--cfg', example('sot-search.cfg'), '--target', 'Area', '--json');
    expect(code).toBe(0);
    const found = JSON.parse(out);
    expect(found).toMatchObject({ target: 'Area', tried: 1_844_370, optimum: { mat: { rows: 2, columns: 2, activePerColumn: 1, activePerRow: 1 } } });
    expect(found.bank.area_m2).toBeLessThan(5.625e-6);
  });

  it("prints the papers' memory with the H-tree apart", () => {
    const { code, out } = run('organisation', '--roadmap', 'LOP');
    expect(code).toBe(0);
    expect(out).toContain('512 Mb in 16 groups');
    for (const operation of ['READ', 'AND', 'OR', 'XOR', 'WRITE', 'data out\\)', 'in'])
      expect(out).toMatch(new RegExp(`${operation} +[\\d.]+ pJ +[\\d.]+ [fp]J +[\\d.]+ [np]s`));
    expect(run('organisation', '--node', '10')).toMatchObject({ code: 2, err: expect.stringContaining('a process node of 10 nm has no table') });
  });

  it('opens a figure down to its blocks', () => {
    const { code, out } = run('--cfg', example('sot-512.cfg'), '--explain', 'readEnergy_J', '--json');
    expect(code).toBe(0);
    const { value, join, parts } = JSON.parse(out);
    expect(join).toBe('sum');
    expect(parts['H-tree'].value / 665.7e-12).toBeCloseTo(1, 3);
    expect(Object.values<{ value: number }>(parts).reduce((sum, part) => sum + part.value, 0) / value).toBeCloseTo(1, 12);
    // 1 V x 120 uA x 1.5 ns a cell.
    expect(run('organisation', '--explain', 'writeEnergy_J/columns/perColumn/cells').out).toContain('180 fJ');
    expect(run('organisation', '--explain', 'readEnergie_J')).toMatchObject({
      code: 2,
      err: expect.stringContaining("did you mean 'readEnergy_J'?"),
    });
  });

  it('gives the same answer on one thread and on two', () => {
    const search = ['search', '--cfg', example('sot-search.cfg'), '--pareto', '--json'];
    expect(run(...search, '--threads', '2').out).toBe(run(...search, '--threads', '1').out);
  });

  // Of NVSim's 668.8 pJ of a read 665.7 pJ cross the H-tree.
  it('draws where area and energy go', () => {
    const cfg = join(folder, 'cfg.svg');
    expect(run('--cfg', example('sot-512.cfg'), '--plot', cfg).code).toBe(0);
    expect(readFileSync(cfg, 'utf8')).toMatch(/99\.5 %[\s\S]*666 pJ/);
    const memory = join(folder, 'memory.svg');
    expect(run('organisation', '--plot', memory).code).toBe(0);
    const svg = readFileSync(memory, 'utf8');
    for (const label of ['XOR energy', 'sense amplifiers', 'leakage', 'apart', '100 % of the figure']) expect(svg).toContain(label);
    for (const words of [['organisation'], ['--cfg', example('sot-512.cfg')]]) {
      const { code, out, err } = run(...words, '--plot', join(folder, 'nowhere', 'plot.svg'));
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('cannot be written');
      expect(err.trimEnd().split('\n')).toHaveLength(1);
    }
  });

  // CACTI 7 prints 39.87 mm2, 6.561 ns, 1.515 nJ and 1735 mW for this eDRAM.
  it('prints a buffer as a range between two estimators', () => {
    const { code, out } = run('buffer', '--kind', 'edram', '--capacity', '33MB');
    expect(code).toBe(0);
    expect(out).toMatch(/eDRAM buffer of 33 MB, 64 B an access/);
    expect(out).toMatch(/area +20\.\d+ mm² +39\.87 mm²/);
    expect(out).toMatch(/read latency +2\.\d+ ns +6\.561 ns/);
    expect(out).toMatch(/leakage +1\.735 W +2\.\d+ W/);
    const json = JSON.parse(run('buffer', '--kind', 'edram', '--capacity', '33MB', '--json').out);
    expect(json).toMatchObject({ capacity_bytes: 34_603_008, readEnergy_J: { high: 1.515e-9, sources: { high: { trust: 'measured' } } } });
    for (const [capacity, sentence] of [
      ['33XB', 'expected whole bytes'],
      ['64MB', 'an eDRAM buffer of 64 MB is outside the table: with blocks of 64 B the estimators were run at 1 MB to 33 MB'],
    ] as const) {
      const refused = run('buffer', '--kind', 'edram', '--capacity', capacity);
      expect([refused.code, refused.out]).toEqual([2, '']);
      expect(refused.err).toContain(sentence);
      expect(refused.err.trimEnd().split('\n')).toHaveLength(1);
    }
  });

  it('refuses with one sentence and exit code 2', () => {
    for (const [words, sentence] of [
      [[], 'array needs a configuration: --cfg FILE.cfg'],
      [['--cfg', 'nowhere.cfg'], "configuration 'nowhere.cfg' cannot be read: there is no such file"],
    ] as const) {
      const { code, out, err } = run(...words);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain(sentence);
      expect(err.trimEnd().split('\n')).toHaveLength(1);
    }
    expect(run('search', '--cfg', example('sot-search.cfg'), '--target', 'Beauty').code).toBe(2);
  });
});
