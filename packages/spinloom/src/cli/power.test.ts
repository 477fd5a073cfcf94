/** `spinloom power` through the built command. `npm test` builds first. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commandIn } from './testing/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'spinloom-power-'));
afterAll(() => rmSync(folder, { recursive: true }));
const spinloom = commandIn(folder);
const json = (...args: readonly string[]) => {
  const { code, out, err } = spinloom('power', ...args, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
};

describe('power run', () => {
  it('one image on constant power, with the keys that programs read, and the evaluation within it', () => {
    const run = json('run', 'digits-2-3');
    expect(run.images).toBe(1);
    for (const key of ['powerCycles', 'failures', 'forwardProgress', 'stepsPerBurst']) expect(typeof run[key]).toBe('number');
    const { harvested_J, ...rest } = run.ledger;
    expect(Object.keys(rest)).toEqual([
      'useful_J',
      'checkpoint_J',
      'restore_J',
      'reexecuted_J',
      'leaked_J',
      'converterLoss_J',
      'clipped_J',
      'stored_J',
    ]);
    const sum = Object.values<number>(rest).reduce((all, value) => all + value, 0);
    expect(Math.abs(sum / harvested_J - 1)).toBeLessThan(1e-12);
    const evaluation = JSON.parse(spinloom('evaluate', 'digits-2-3', '--limit', '0', '--json').out);
    expect(Math.abs((run.ledger.useful_J + run.ledger.checkpoint_J) / evaluation.energy_J - 1)).toBeLessThan(1e-12);
    expect(Math.abs(run.on_s / evaluation.latency_s - 1)).toBeLessThan(1e-12);
  });

  it('a trace with a plot of the voltage', () => {
    writeFileSync(join(folder, 'trace.txt'), Array.from({ length: 300 }, (_, i) => `${1000 + i}\t${i % 50 < 25 ? 20 : 0}`).join('\n'));
    const { code, out } = spinloom('power', 'run', 'digits-2-3', '--source', 'rf:trace.txt', '--booster', '0.7', '--plot', 'v.svg');
    expect(code).toBe(0);
    expect(out).toContain('power cycles');
    expect(readFileSync(join(folder, 'v.svg'), 'utf8')).toContain('Voltage of the storage: digits-2-3, nv-fa, rf:trace.txt');
  });

  it('says what would give progress where there is none', () => {
    const { code, out } = spinloom('power', 'run', 'digits-2-3', '--policy', 'volatile', '--capacitor', '1e-8');
    expect(code).toBe(0);
    expect(out).toMatch(/no forward progress: .* a capacitor of at least .* would give some/);
    expect(json('run', 'digits-2-3', '--capacitor', '1e-8', '--interval', '9000').verdict.maximumInterval).toBeGreaterThan(20);
  });
});

describe('power closed-form', () => {
  it('gives the values under their names', () => {
    expect(json('closed-form', 'markov', '--interval', '20', '--failure', '0.05').steps).toBeCloseTo(35.7901963503, 9);
    expect(json('closed-form', 'restart', '--x', '1').slowdown).toBeCloseTo(1.7182818285, 10);
    const burst = ['--burst', '28.8e-6', '--restore', '0.2e-9', '--step', '0.843e-9', '--checkpoint', '45e-12', '--interval', '20'];
    expect(json('closed-form', 'burst', ...burst).steps).toBe(34060);
    expect(json('closed-form', 'interval', '--rate', '0.01', '--checkpoint', '5', '--restore', '2', '--off', '10').time_s).toBeCloseTo(
      44.471233926,
      8,
    );
    expect(
      json('closed-form', 'energy', '--rate', '0.01', '--checkpoint', '5', '--work-power', '3', '--checkpoint-power', '7', '--restore', '11')
        .energy_J,
    ).toBeCloseTo(143.751078895, 8);
    expect(json('closed-form', 'retention', '--barrier', '30').flip).toBeCloseTo(9.3567e-5, 8);
    expect(
      json('closed-form', 'capacitor', '--capacitor', '10e-6', '--leak', '10e6', '--power', '70e-6', '--from', '1.8', '--to', '3').time_s,
    ).toBeCloseTo(0.41505974208, 10);
  });
});

describe('power crash, compare, timing', () => {
  it('a broken protocol is reported, not an error', () => {
    const crash = json('crash', 'digits-2-3', '--layer', 'conv2', '--random', '150', '--commit', 'literal', '--interval', '4');
    expect(crash.injected).toBe(150);
    expect(crash.wrong).toBeGreaterThan(0);
    expect(crash.first.cause).toContain('planes');
    expect(json('crash', 'digits-2-3', '--layer', '1', '--random', '150').wrong).toBe(0);
  });

  it('all policies side by side, with a plot', () => {
    const { policies, crossing, crossover } = json(
      'compare',
      'digits-2-3',
      '--source',
      'constant:0.001',
      '--capacitor',
      '3e-7',
      '--duration',
      '2',
      '--plot',
      'c.svg',
    );
    expect(policies.map(({ policy }: { readonly policy: string }) => policy)).toEqual([
      'volatile',
      'nv-fa',
      'cmp-log',
      'per-window',
      'jit',
      'every-op',
      'flash',
      'fram',
    ]);
    expect(policies[0].images).toBe(0);
    expect(policies[1].images).toBeGreaterThan(100);
    expect(crossing).toBeGreaterThan(0.5);
    expect(crossing).toBeLessThanOrEqual(1);
    expect(crossover.length).toBeGreaterThan(100);
    expect(readFileSync(join(folder, 'c.svg'), 'utf8')).toContain('<svg');
  });

  it('the timing diagram repeats what came after the last store', () => {
    expect(json('timing', 'digits-2-3', '--interval', '4', '--lost-after', '6').repeated).toBe(2);
  });
});

describe('bad input', () => {
  writeFileSync(join(folder, 'empty.txt'), '');
  writeFileSync(join(folder, 'back.txt'), '0 1\n5 1\n3 1\n');
  it.each<[string, readonly string[], string]>([
    ['times that go back', ['run', 'digits-2-3', '--source', 'rf:back.txt'], 'time goes back at sample 3'],
    ['an empty file', ['run', 'digits-2-3', '--source', 'rf:empty.txt'], 'empty.txt is empty'],
    ['a file that is not there', ['run', 'digits-2-3', '--source', 'solar:none.csv'], 'cannot be read'],
    ['negative power', ['run', 'digits-2-3', '--source', 'constant:-1'], 'expected 0 or more'],
    ['Von below Voff', ['run', 'digits-2-3', '--von', '1'], 'expected Von above Voff'],
    ['a capacitor of zero', ['run', 'digits-2-3', '--capacitor', '0'], 'capacitor (farad): expected a number above 0'],
    ['an interval of zero', ['run', 'digits-2-3', '--interval', '0'], 'expected a whole number of at least 1'],
    ['a booster of zero', ['run', 'digits-2-3', '--booster', '0'], 'efficiency'],
    ['no images', ['run', 'digits-2-3', '--images', '0'], 'at least 1'],
    ['a duration of zero', ['run', 'digits-2-3', '--duration', '0'], 'duration: expected a number above 0'],
    ['an unknown source', ['run', 'digits-2-3', '--source', 'wind:1'], "source 'wind': unknown"],
    ['a source without an end', ['compare', 'digits-2-3'], 'give --duration'],
    ['a layer that is not there', ['crash', 'digits-2-3', '--layer', '7'], '0 to 2'],
    ['a network without weights', ['crash', 'lenet5'], 'needs weights'],
    ['both ways', ['crash', 'digits-2-3', '--exhaustive', '--random', '5'], 'exclude each other'],
  ])('refuses %s in one sentence', (_, args, words) => {
    const { code, out, err } = spinloom('power', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});
