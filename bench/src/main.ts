/**
 * npm run bench [-- GROUP] [--only CASE] [--json]: how fast Spinloom runs here, beside a peer, on one thread.
 *
 * One case a line: JSON lines with --json, else a table. Each case has a process of its own, so that none pays for the garbage of those before it; --only runs one
 * here. A wrong argument gets one sentence and exit code 2.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Case } from './case.ts';
import { groups } from './cases.ts';
import type { Rates } from './measure.ts';

// A reader that has seen enough ('| head') is no error, and no reason to run the cases that are left.
const nobodyReads = 3;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(nobodyReads);
  throw error;
});

try {
  const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string' } }, allowPositionals: true });
  await bench(positionals, values.only, values.json === true);
} catch (error) {
  process.stderr.write(`bench: ${(error as Error).message}\n`);
  process.exitCode = 2;
}

async function bench([group = 'all', ...more]: readonly string[], only: string | undefined, json: boolean): Promise<void> {
  const cases = Object.hasOwn(groups, group) && more.length === 0 ? groups[group] : undefined;
  if (cases === undefined) throw new Error(`'${more[0] ?? group}' is not understood; expected one of ${Object.keys(groups).join(', ')}`);
  if (only === undefined) return inTurn(group, cases, json);
  const chosen = cases.filter((one) => nameOf(one) === only);
  if (chosen.length === 0) throw new Error(`group '${group}' has no case '${only}'; it has ${cases.map(nameOf).join(', ')}`);
  for (const one of chosen) await report(one, json);
}

/** Cases with several peers share a name, so the peer is told, too. */
function nameOf(one: Case): string {
  return 'peer' in one ? `${one.name} / ${one.peer}` : one.name;
}

function inTurn(group: string, cases: readonly Case[], json: boolean): void {
  if (!json) print(['case', 'spinloom/s', 'best/s', 'unit', 'peer', 'peer/s', 'ratio']);
  for (const one of cases) {
    const flags = [group, '--only', nameOf(one), ...(json ? ['--json'] : [])];
    const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), ...flags], { stdio: 'inherit' });
    if (status === nobodyReads) return;
    if (status !== 0) process.exitCode = 1;
  }
}

async function report(one: Case, json: boolean): Promise<void> {
  if ('limit_ms' in one) {
    const { took_ms } = one.run();
    say(json, { case: one.name, took_ms, limit_ms: one.limit_ms }, `${one.name.padEnd(40)}${short(took_ms)} ms (limit ${one.limit_ms} ms)`);
    return;
  }
  if ('limit_MB' in one) {
    const { peak_MB } = one.run();
    say(json, { case: one.name, peak_MB, limit_MB: one.limit_MB }, `${one.name.padEnd(40)}${short(peak_MB)} MB (limit ${one.limit_MB} MB)`);
    return;
  }
  const { name, unit, peer, run } = one;
  const rates = await run();
  if ('skipped' in rates) process.stderr.write(`bench: ${name} skipped: ${rates.skipped}\n`);
  else if (json) process.stdout.write(`${JSON.stringify({ case: name, ...line(peer, rates), unit })}\n`);
  else print([name, short(rates.spinloom_per_s), short(rates.best_per_s), unit, peer, short(rates.peer_per_s), short(rates.ratio)]);
}

function say(json: boolean, data: Readonly<Record<string, unknown>>, text: string): void {
  process.stdout.write(`${json ? JSON.stringify(data) : text}\n`);
}

function line(peer: string, { spinloom_per_s, best_per_s, peer_per_s, ratio }: Rates): Readonly<Record<string, string | number>> {
  return { spinloom_per_s, best_per_s, peer, peer_per_s, ratio };
}

function print(cells: readonly string[]): void {
  const [name, ours, best, unit, peer, theirs, ratio] = cells;
  process.stdout.write(
    `${name!.padEnd(40)}${ours!.padStart(12)}${best!.padStart(10)}  ${unit!.padEnd(10)}${peer!.padEnd(22)}${theirs!.padStart(10)}${ratio!.padStart(10)}\n`,
  );
}

/** Three digits. */
function short(value: number): string {
  return value >= 1e5 ? value.toExponential(2) : String(Number(value.toPrecision(3)));
}
