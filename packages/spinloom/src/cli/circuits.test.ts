import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { blocks } from '../circuit/index.ts';
import { command, commandIn, plain, type Run } from './testing/command.ts';

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

  it('writes the RTL: every module, and a test bench for every block that names it', () => {
    const { code, out, err } = spinloom('export', 'rtl', 'rtl');
    expect([code, err]).toEqual([0, '']);
    const names = readdirSync(join(folder, 'rtl'));
    expect(out).toBe(`${names.length} files written: rtl\n`);
    const text = (name: string): string => readFileSync(join(folder, 'rtl', name), 'utf8');
    const modules = names
      .filter((name) => !name.startsWith('bench-'))
      .flatMap((name) => [...text(name).matchAll(/^module (\w+)/gm)].map((found) => found[1]!));
    expect(new Set(modules).size).toBe(modules.length);
    const benches = names.filter((name) => name.startsWith('bench-'));
    expect(benches.sort()).toEqual(blocks.map(({ id }) => `bench-${id}.sv`).sort());
    for (const { id, module } of blocks) {
      expect(modules).toContain(module);
      expect(text(`bench-${id}.sv`)).toMatch(new RegExp(`^  ${module} .*\\bdut \\(`, 'm'));
    }
  });

  it('refuses a folder that is a file, a missing one and an unknown kind, each in one sentence, and leaves the file', () => {
    writeFileSync(join(folder, 'notes'), 'my notes');
    for (const kind of ['spice', 'rtl', 'liberty']) {
      const { code, out, err } = spinloom('export', kind, 'notes');
      expect([code, out]).toEqual([2, '']);
      expect(err).toBe("spinloom: folder 'notes' cannot be made: it is a file\n");
      const below = spinloom('export', kind, join('notes', 'below'));
      expect([below.code, below.err]).toEqual([2, "spinloom: folder 'notes/below' cannot be made: part of its path is no folder\n"]);
    }
    expect(readFileSync(join(folder, 'notes'), 'utf8')).toBe('my notes');
    for (const args of [['export', 'rtl'], ['export'], ['export', 'verilog', 'x']]) {
      const { code, out, err } = spinloom(...args);
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(/^spinloom: [^\n]+\n$/);
    }
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

  it('has the digital blocks, which are data', () => {
    expect(JSON.parse(run('circuit', 'blocks', '--json').out).blocks).toHaveLength(blocks.length);
  });

  it('names the package where something new is asked for', () => {
    const sentence = 'spinloom: @spinloom/characterize, which runs SPICE, is not installed; install it beside spinloom\n';
    for (const args of [
      ['circuit', 'write', '--word-line', '1.1'],
      ['circuit', 'sense', '--plot', 'x.svg'],
      ['circuit', 'column', '--plot', 'x.svg'],
    ])
      expect(run(...args)).toMatchObject({ code: 2, err: sentence });
    for (const kind of ['spice', 'rtl', 'liberty'])
      expect(run('export', kind, 'x')).toMatchObject({ code: 2, out: '', err: sentence.replace('runs SPICE', 'holds the circuits') });
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });
});

describe('what a command loads', () => {
  /** URLs of the modules that a command loads, its threads too. */
  const loaded = (...args: readonly string[]): readonly string[] => {
    const hook = 'export async function load(url, context, next) { process._rawDebug(`loads ${url}`); return next(url, context); }';
    const register = `import { register } from 'node:module'; register('data:text/javascript,${encodeURIComponent(hook)}');`;
    const options = `--import=data:text/javascript,${encodeURIComponent(register)}`;
    const { status, stderr } = spawnSync(process.execPath, [command, ...args], {
      encoding: 'utf8',
      cwd: folder,
      env: { ...plain, NODE_OPTIONS: options },
    });
    expect(status).toBe(0);
    return [...stderr.matchAll(/^loads (\S+)/gm)].map(([, url]) => url!);
  };
  const heavy = (urls: readonly string[]): readonly string[] =>
    urls.filter((url) => /eecircuit-engine|yowasp|packages\/characterize|onnxruntime/.test(url));

  it('is SPICE for a circuit, and neither SPICE nor Yosys for an evaluation, the blocks and the margins', () => {
    expect(heavy(loaded('circuit', 'write'))).not.toEqual([]);
    for (const args of [
      ['evaluate', 'fashion-1-4'],
      ['circuit', 'blocks'],
      ['circuit', 'margins'],
    ]) {
      const urls = loaded(...args);
      expect(urls.some((url) => url.endsWith('cli/program.js'))).toBe(true);
      expect(heavy(urls)).toEqual([]);
    }
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
