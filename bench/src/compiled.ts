/** The same loop in C, compiled with the system's cc at -O3 where there is one. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Rates } from './measure.ts';

/** Compiles, hands over a function that runs the program with arguments and gives what it prints, and removes everything. */
export function besideC(source: string, use: (run: (args: readonly string[]) => string) => Rates): Rates | { readonly skipped: string } {
  const folder = mkdtempSync(join(tmpdir(), 'spinloom-bench-'));
  try {
    const program = join(folder, 'loop');
    writeFileSync(`${program}.c`, source);
    // No fused multiply-add, which JavaScript has not either: the same numbers on every machine.
    const compiled = spawnSync('cc', ['-O3', '-ffp-contract=off', `${program}.c`, '-o', program, '-lm'], { encoding: 'utf8' });
    if (compiled.error !== undefined) return { skipped: 'there is no cc here to compile the C version with' };
    if (compiled.status !== 0) return { skipped: `cc could not compile the C version: ${compiled.stderr.split('\n')[0]}` };
    return use((args) => execFileSync(program, args, { encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
