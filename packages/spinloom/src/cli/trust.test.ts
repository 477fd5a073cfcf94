import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commandIn } from './testing/command.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const spinloom = commandIn(root);

interface Claim {
  readonly claim: string;
  readonly trust: string;
  readonly proof: string;
  readonly shows: string;
}

/** Rows of the tables of TRUST.md: a claim, its trust, a command or a test, and what a command prints. */
const claims: readonly Claim[] = readFileSync(`${root}TRUST.md`, 'utf8')
  .split('\n')
  .filter((line) => /^\| .*`/.test(line))
  .map((line) => {
    const [claim, trust, proof, shows = ''] = line.slice(2, -2).split(' | ') as [string, string, string, string?];
    return { claim, trust, proof, shows };
  });
const shown = claims.filter(({ proof }) => proof.startsWith('`spinloom '));

describe('TRUST.md', () => {
  it('has claims of every level', () => {
    expect(shown.length).toBeGreaterThan(15);
    expect(new Set(claims.map(({ trust }) => trust))).toEqual(new Set(['derived', 'measured', 'published', 'assumed']));
  });

  it.each(shown)('$claim', ({ proof, shows }) => {
    const { code, out } = spinloom(...proof.replaceAll('`', '').split(' ').slice(1));
    expect(code).toBe(0);
    expect(out).toContain(shows);
  });

  it('names tests that are there', () => {
    const paths = claims
      .filter((one) => !shown.includes(one))
      .flatMap(({ proof }) => [...proof.matchAll(/`(packages[^`]*)`/g)].map(([, path]) => path!));
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) expect(existsSync(`${root}${path}`), path).toBe(true);
  });
});
