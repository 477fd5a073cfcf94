/** Digital blocks through the built command. `npm test` builds first. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commandIn } from './testing/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'spinloom-blocks-'));
afterAll(() => rmSync(folder, { recursive: true }));
const spinloom = commandIn(folder);

describe('spinloom circuit blocks', () => {
  it('lists every block with its figures and their source, and answers what the papers claim', () => {
    const { code, out, err } = spinloom('circuit', 'blocks');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('compressor-fold-512');
    expect(out).toContain('npm run characterize');
    expect(out).toContain('(m + n) x 58 ps');
  });

  it('gives the same as JSON, in SI', () => {
    const { blocks, comparison, inputs_sha256 } = JSON.parse(spinloom('circuit', 'blocks', '--json').out);
    const adder = blocks.find(({ id }: { id: string }) => id === 'full-adder');
    // The area of the cell is a published fact.
    expect(adder.area_m2).toBeCloseTo(4.256e-12, 16);
    expect(blocks.every(({ proof }: { proof: object }) => 'function' in proof && 'netlist' in proof)).toBe(true);
    expect(inputs_sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(comparison.map(({ id }: { id: string }) => id)).toEqual(['counting', 'gate-forms', 'shifting', 'carry-chain', 'overhead']);
  });

  it('opens one block', () => {
    const { code, out } = spinloom('circuit', 'blocks', 'adaptive-shift-register-4');
    expect(code).toBe(0);
    expect(out).toContain('6 DFF');
    expect(out).toContain('paper 2, Fig. 6');
  });

  it('refuses an unknown block with one near it', () => {
    const { code, out, err } = spinloom('circuit', 'blocks', 'full-ader');
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe("spinloom: unknown block 'full-ader'; did you mean 'full-adder'?\n");
  });
});
