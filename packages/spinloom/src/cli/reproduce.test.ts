import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commandIn } from './testing/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'spinloom-reproduce-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const spinloom = commandIn(folder);

describe('spinloom reproduce', () => {
  it('writes records and one self-contained page', () => {
    const { code, out } = spinloom('reproduce', '--json', 'all.json', '--html', 'all.html');
    expect(code).toBe(0);
    expect(out).toContain('All in all');
    const records: { id: string; quantity: string; published: number | null; physical: number | null }[] = JSON.parse(
      readFileSync(join(folder, 'all.json'), 'utf8'),
    );
    expect(records.filter(({ id }) => id === 'p2-table-2')).toHaveLength(18);
    const shares = (exhibit: string) => records.filter(({ id }) => id === exhibit).map(({ quantity, physical }) => [quantity, physical]);
    expect(shares('p1-fig-1')[0]![1]).toBeGreaterThan(0.3);
    // One figure of both papers, measured once.
    expect(shares('p2-fig-1')).toEqual(shares('p1-fig-1'));
    const page = readFileSync(join(folder, 'all.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>/);
    // Nothing is fetched: no script, and no address but the name spaces of SVG.
    expect(page).not.toMatch(/<script|<link|<img|src=|@import|url\(/);
    for (const figure of ['Fig. 8b', 'Fig. 9a', 'Fig. 9b', 'Fig. 10b', 'Fig. 4b']) expect(page).toContain(`aria-label="${figure}`);
  });

  it('takes single exhibits, and names the nearest where there is none', () => {
    const { out } = spinloom('reproduce', 'p2-eq-2');
    expect(out).toMatch(/wrong rows of 32 +0 +0/);
    expect(spinloom('reproduce', 'p1-fig-8a').out).toMatch(/storage at 1:1 +0\.7058 MiB/);
    expect(spinloom('reproduce', 'p1-fig-8b').out).not.toContain('-0.0 %');
    expect(spinloom('reproduce', '')).toMatchObject({ code: 2, err: expect.stringContaining('is empty') });
    expect(spinloom('reproduce', 'p2-eq-3')).toMatchObject({ code: 2, err: expect.stringContaining("did you mean 'p2-eq-2'?") });
    expect(spinloom('reproduce', '--html', join('nowhere', 'x.html'))).toMatchObject({ code: 2, err: expect.stringContaining('nowhere') });
  });
});
