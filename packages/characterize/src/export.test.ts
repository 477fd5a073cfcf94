/** What `spinloom export` writes, taken up by the tools it is for. `npm test` builds the command first. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { crossing, simulate, valueAt } from './spice/index.ts';
import { cellsOf } from './synthesis/index.ts';
import { runYosys } from './synthesis/yosys.ts';

const folder = mkdtempSync(join(tmpdir(), 'spinloom-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function exported(kind: string): Record<string, string> {
  const command = fileURLToPath(new URL('../../spinloom/bin/spinloom.js', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [command, 'export', kind, kind], { encoding: 'utf8', cwd: folder });
  expect([status, stderr]).toEqual([0, '']);
  return Object.fromEntries(readdirSync(join(folder, kind)).map((name) => [name, readFileSync(join(folder, kind, name), 'utf8')]));
}

test('an exported test bench runs through in Yosys, and fails where a vector is changed', async () => {
  const files = exported('rtl');
  const run = async (bench: string): Promise<void> => {
    const text = files[bench]!;
    const modules = Object.fromEntries(Object.entries(files).filter(([name]) => !name.startsWith('bench-')));
    const clocks = [...text.matchAll(/^ +\d+: \{/gm)].length;
    await runYosys(
      [
        `read_verilog -sv ${Object.keys(modules).join(' ')} bench.sv`,
        'hierarchy -check -top bench',
        'proc -norom',
        'flatten',
        'opt -full',
        `sat -verify -tempinduct-baseonly -maxsteps ${clocks} -set-init at 0 -prove wrong 0 bench`,
      ],
      { ...modules, 'bench.sv': text },
      `running ${bench}`,
    );
  };
  await run('bench-adaptive-shift-register-4.sv');
  await run('bench-compressor42-muxes.sv');
  files['bench-compressor42-muxes.sv'] = files['bench-compressor42-muxes.sv']!.replace(/1'h1, 1'b1\}/, "1'h0, 1'b1}");
  await expect(run('bench-compressor42-muxes.sv')).rejects.toThrow(/^Yosys failed while running bench-compressor42-muxes\.sv: ERROR: [^\n]+$/);
});

test('an exported netlist runs in ngspice and decides as its name says', async () => {
  const files = exported('spice');
  const waveforms = await simulate(files['sense-and-11.cir']!);
  expect(valueAt(waveforms, 'v(andq)', 3.5e-9)).toBeGreaterThan(0.8);
  expect(crossing(waveforms, 'v(andq)', { level: 0.5, direction: 'rise', after_s: 2e-9 })).toBeLessThan(3e-9);
  expect(valueAt(await simulate(files['sense-and-01.cir']!), 'v(andq)', 3.5e-9)).toBeLessThan(0.2);
});

test('the exported cell library is one that synthesis reads', () => {
  const { library } = cellsOf(exported('liberty')['spinloom45.lib']!);
  expect([...library.cells.keys()]).toEqual(expect.arrayContaining(['INV', 'NAND2', 'FA', 'DFF']));
});
