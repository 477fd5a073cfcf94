import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../../bin/spinloom.js', import.meta.url));
const example = (name: string): string => fileURLToPath(new URL(`../../../../examples/${name}`, import.meta.url));
const run = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'array', ...words], { encoding: 'utf8' });
  return { status, stdout, stderr };
};

describe('spinloom array', () => {
  // NVSim's figures of this memory: 5.625 mm2, 2.050 ns, 668.8 pJ; H-tree 665.7 pJ; sub-array 256 x 512.
  it('prints the figures of a configuration as a tree', () => {
    const { status, stdout } = run('--cfg', example('sot-512.cfg'));
    expect(status).toBe(0);
    expect(stdout).toMatch(/bank\s+5\.625 mm²\s+2\.05 ns\s+3\.124 ns\s+668\.8 pJ\s+809\.3 pJ\s+781\.6 mW/);
    expect(stdout).toMatch(/H-tree .* 665\.7 pJ/);
    expect(stdout).toContain('sub-array (256 x 512)');
  });

  it('gives the same tree as JSON', () => {
    const { bank, mat, subarray } = JSON.parse(run('--cfg', example('sot-512.cfg'), '--json').stdout);
    for (const part of [bank, mat, subarray, subarray.rowDecoder]) {
      for (const key of ['area_m2', 'readLatency_s', 'writeLatency_s', 'readEnergy_J', 'writeEnergy_J', 'leakage_W'])
        expect(part[key]).toBeGreaterThan(0);
    }
    expect(subarray).toMatchObject({ numRow: 256, numColumn: 512 });
  });

  it('searches what the configuration leaves open', () => {
    const { status, stdout } = run('search', '--cfg', example('sot-search.cfg'), '--target', 'Area', '--json');
    expect(status).toBe(0);
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({ target: 'Area', tried: 1_844_370, optimum: { mat: { rows: 2, columns: 2, activePerColumn: 1, activePerRow: 1 } } });
    expect(found.bank.area_m2).toBeLessThan(5.625e-6);
  });

  it("prints the papers' memory with the H-tree apart", () => {
    const { status, stdout } = run('organisation', '--roadmap', 'LOP');
    expect(status).toBe(0);
    expect(stdout).toContain('512 Mb in 16 groups');
    for (const operation of ['READ', 'AND', 'OR', 'XOR', 'WRITE', 'H-tree, out']) expect(stdout).toMatch(new RegExp(`${operation} +[\\d.]+ pJ`));
    expect(run('organisation', '--node', '10')).toMatchObject({ status: 2, stderr: expect.stringContaining('a process node of 10 nm has no table') });
  });

  it('refuses with one sentence and exit code 2', () => {
    expect(run()).toMatchObject({ status: 2, stderr: 'spinloom: array needs a configuration: --cfg FILE.cfg\n' });
    expect(run('--cfg', 'nowhere.cfg')).toMatchObject({
      status: 2,
      stderr: "spinloom: configuration 'nowhere.cfg' cannot be read: there is no such file\n",
    });
    expect(run('search', '--cfg', example('sot-search.cfg'), '--target', 'Beauty').status).toBe(2);
  });
});
