import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { commandIn, plain, type Run } from './testing/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'spinloom-circuits-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const spinloom = commandIn(folder);

describe('with the package that runs SPICE', () => {
  it('runs the sense amplifier and draws the bit line', () => {
    const { code, out } = spinloom('circuit', 'sense', '--operation', 'read', '--json', '--plot', 'read.svg');
    expect(code).toBe(0);
    const result = JSON.parse(out);
    expect(result).toMatchObject({
      recorded: false,
      decisions: [
        { stored: '0', result: false },
        { stored: '1', result: true, correct: true },
      ],
    });
    const svg = readFileSync(join(folder, 'read.svg'), 'utf8');
    for (const text of ['time (ns)', 'bit line, 1', 'reference read']) expect(svg).toContain(text);
  });

  it('writes netlists and the cell library, but not over something else', () => {
    expect(spinloom('export', 'spice', 'netlists')).toMatchObject({ code: 0, out: '49 files written: netlists\n' });
    expect(spinloom('export', 'liberty', 'cells').code).toBe(0);
    expect(readFileSync(join(folder, 'cells', 'spinloom45.lib'), 'utf8')).toContain('cell (DFFR)');
    writeFileSync(join(folder, 'cells', 'spinloom45.lib'), 'my notes');
    const { code, err } = spinloom('export', 'liberty', 'cells');
    expect(code).toBe(2);
    expect(err).toContain('holds no Liberty');
    expect(readFileSync(join(folder, 'cells', 'spinloom45.lib'), 'utf8')).toBe('my notes');
  });

  it('refuses sizes that the card was not made for, in one sentence', () => {
    expect(spinloom('circuit', 'write', '--width', '99')).toMatchObject({ code: 2, err: 'spinloom: width_um: expected 0.09 to 10, found 99\n' });
    expect(spinloom('export', 'gds', 'x').code).toBe(2);
  });
});

describe('without that package', () => {
  const bare = installedAlone();
  const run = (...args: readonly string[]): Run => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(bare, 'bin', 'spinloom.js'), ...args], {
      encoding: 'utf8',
      cwd: folder,
      env: plain,
    });
    return { code: status, out: stdout, err: stderr };
  };

  it('shows the figures of its last run, and says so', () => {
    expect(JSON.parse(run('circuit', 'write', '--json').out)).toMatchObject({ recorded: true, needs: { current_A: 120e-6 } });
    expect(run('circuit', 'sense', '--operation', 'xor').out).toContain(
      'Recorded figures: @spinloom/characterize, which runs SPICE, is not installed.',
    );
    expect(JSON.parse(run('circuit', 'flip-flop', '--json').out).lives).toMatchObject([
      { stored: false, restored: false },
      { stored: true, restored: true },
    ]);
    expect(JSON.parse(run('circuit', 'column', '--row', 'near', '--json').out).decisions).toHaveLength(14);
  });

  it('names the package where something new is asked for', () => {
    const sentence = 'spinloom: @spinloom/characterize, which runs SPICE, is not installed; install it beside spinloom\n';
    for (const args of [
      ['circuit', 'write', '--word-line', '1.1'],
      ['circuit', 'sense', '--plot', 'x.svg'],
      ['circuit', 'column', '--plot', 'x.svg'],
    ])
      expect(run(...args)).toMatchObject({ code: 2, err: sentence });
    expect(run('export', 'spice', 'x')).toMatchObject({ code: 2, err: sentence.replace('runs SPICE', 'holds the circuits') });
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });
});

/** The built package in a folder of modules that has its dependencies, the kernels among them, and nothing else of the workspace. */
function installedAlone(): string {
  const root = fileURLToPath(new URL('../../../../', import.meta.url));
  const modules = join(folder, 'alone', 'node_modules');
  mkdirSync(modules, { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (!name.startsWith('.') && name !== 'spinloom' && name !== '@spinloom') symlinkSync(join(root, 'node_modules', name), join(modules, name));
  mkdirSync(join(modules, '@spinloom'));
  symlinkSync(join(root, 'packages', 'kernels'), join(modules, '@spinloom', 'kernels'));
  const home = join(modules, 'spinloom');
  for (const part of ['bin', 'dist', 'package.json']) cpSync(join(root, 'packages', 'spinloom', part), join(home, part), { recursive: true });
  return home;
}
