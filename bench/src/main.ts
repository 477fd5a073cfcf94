/**
 * npm run bench [-- GROUP] [--json]: how fast Spinloom runs here, beside a peer, on one thread.
 *
 * One case a line: JSON lines with --json, else a table. A wrong argument gets one sentence and exit code 2.
 */
import type { Case } from './case.ts';
import { groups } from './cases.ts';
import type { Rates } from './measure.ts';

const flags = process.argv.slice(2);
const json = flags.includes('--json');
const words = flags.filter((flag) => flag !== '--json');
const chosen = words[0] ?? 'all';
const cases = Object.hasOwn(groups, chosen) ? groups[chosen] : undefined;

if (cases === undefined || words.length > 1) {
  const wrong = cases === undefined ? chosen : words[1];
  process.stderr.write(`bench: '${wrong}' is not understood; expected one of ${Object.keys(groups).join(', ')}, and --json if wanted.\n`);
  process.exitCode = 2;
} else {
  await report(cases);
}

async function report(cases: readonly Case[]): Promise<void> {
  if (!json) print(['case', 'spinloom/s', 'best/s', 'unit', 'peer', 'peer/s', 'ratio']);
  for (const one of cases) {
    if ('limit_ms' in one) {
      const { name, limit_ms, run } = one;
      const { took_ms } = run();
      if (json) process.stdout.write(`${JSON.stringify({ case: name, took_ms, limit_ms })}\n`);
      else process.stdout.write(`${name.padEnd(34)}${short(took_ms)} ms (limit ${limit_ms} ms)\n`);
      continue;
    }
    if ('limit_MB' in one) {
      const { name, limit_MB, run } = one;
      const { peak_MB } = run();
      if (json) process.stdout.write(`${JSON.stringify({ case: name, peak_MB, limit_MB })}\n`);
      else process.stdout.write(`${name.padEnd(34)}${short(peak_MB)} MB (limit ${limit_MB} MB)\n`);
      continue;
    }
    const { name, unit, peer, run } = one;
    const rates = await run();
    if ('skipped' in rates) process.stderr.write(`bench: ${name} skipped: ${rates.skipped}\n`);
    else if (json) process.stdout.write(`${JSON.stringify({ case: name, ...line(peer, rates), unit })}\n`);
    else print([name, short(rates.spinloom_per_s), short(rates.best_per_s), unit, peer, short(rates.peer_per_s), short(rates.ratio)]);
  }
}

function line(peer: string, { spinloom_per_s, best_per_s, peer_per_s, ratio }: Rates): Readonly<Record<string, string | number>> {
  return { spinloom_per_s, best_per_s, peer, peer_per_s, ratio };
}

function print(cells: readonly string[]): void {
  const [name, ours, best, unit, peer, theirs, ratio] = cells;
  process.stdout.write(
    `${name!.padEnd(34)}${ours!.padStart(12)}${best!.padStart(10)}  ${unit!.padEnd(10)}${peer!.padEnd(22)}${theirs!.padStart(10)}${ratio!.padStart(10)}\n`,
  );
}

/** Three digits. */
function short(value: number): string {
  return value >= 1e5 ? value.toExponential(2) : String(Number(value.toPrecision(3)));
}
