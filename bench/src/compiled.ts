/** The same loop in C, compiled with the system's cc at -O3 where there is one. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome, Skipped } from './case.ts';
import type { Rates } from './measure.ts';

/** Compiles, hands over a function that runs the program with arguments and gives what it prints, and removes everything. */
export function besideC(source: string, use: (run: (args: readonly string[]) => string) => Rates): Outcome {
  const program = compile(source, []);
  if ('skipped' in program) return program;
  try {
    return use(program.run);
  } finally {
    program.remove();
  }
}

/** The same for what is measured in turns with promises. */
export async function withC(
  source: string,
  flags: readonly string[],
  use: (run: (args: readonly string[]) => string) => Promise<Rates>,
): Promise<Outcome> {
  const program = compile(source, flags);
  if ('skipped' in program) return program;
  try {
    return await use(program.run);
  } finally {
    program.remove();
  }
}

interface Program {
  readonly run: (args: readonly string[]) => string;
  readonly remove: () => void;
}

function compile(source: string, flags: readonly string[]): Program | Skipped {
  const folder = mkdtempSync(join(tmpdir(), 'spinloom-bench-'));
  const remove = (): void => rmSync(folder, { recursive: true });
  const program = join(folder, 'loop');
  writeFileSync(`${program}.c`, source);
  // No fused multiply-add, which JavaScript has not either: the same numbers on every machine.
  const compiled = spawnSync('cc', ['-O3', '-ffp-contract=off', ...flags, `${program}.c`, '-o', program, '-lm'], { encoding: 'utf8' });
  const skip = (skipped: string): Skipped => {
    remove();
    return { skipped };
  };
  if (compiled.error !== undefined) return skip('there is no cc here to compile the C version with');
  if (compiled.status !== 0) return skip(`cc could not compile the C version: ${compiled.stderr.split('\n')[0]}`);
  return { run: (args) => execFileSync(program, args, { encoding: 'utf8' }), remove };
}
