import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compare } from 'spinloom';
import { loadNetwork } from 'spinloom/node';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { main } from './01-evaluate.ts';
import { main as floatNetwork } from './02-float-network.ts';

function captured(): string[] {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((...words: readonly unknown[]) => void lines.push(words.join(' ')));
  return lines;
}

describe('examples', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('01-evaluate prints accuracy and an explained figure', async () => {
    const lines = captured();
    const result = await main(40);
    expect(result.images).toBe(40);
    expect(result.accuracy).toBeGreaterThan(0.7);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('columns x perColumn + rows x perRow');
  });

  it('02-float-network trades accuracy for energy', async () => {
    const lines = captured();
    const points = await floatNetwork(50);
    expect(points.map(({ bits }) => bits)).toEqual(['8:8', '4:4', '2:2']);
    expect(points[0]!.accuracy).toBeGreaterThan(0.8);
    expect(points[2]!.accuracy).toBeLessThan(points[0]!.accuracy);
    expect(points.map(({ energy_J }) => energy_J)).toEqual(points.map(({ energy_J }) => energy_J).toSorted((a, b) => b - a));
    expect(lines).toHaveLength(4);
  });

  it('network.yaml costs something on every design', async () => {
    const { network } = loadNetwork(fileURLToPath(new URL('./network.yaml', import.meta.url)));
    const { result } = await compare({ network });
    for (const { design, bits, operations, energy_J } of result.evaluations) {
      expect(energy_J).toBeGreaterThan(0);
      // Crossbars and binary-weight units make no ANDs.
      if (['reram-crossbar', 'cmos-asic'].includes(design)) continue;
      expect(bits).toBe('mixed');
      // left and right at 2:4, depth at 4:4, point at 2:4, on maps of 16 x 16 and 8 x 8.
      expect(operations.and).toBe(8 * (2 * 256 * 32 * 288 + 64 * 64 * 32) + 16 * 64 * 32 * 9);
    }
  });

  it('the code of the README runs as it stands', async () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const block = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    // Beside the examples, so that its imports resolve as a user's do.
    const file = fileURLToPath(new URL('./readme-block.ts', import.meta.url));
    const lines = captured();
    try {
      writeFileSync(file, block);
      await import(/* @vite-ignore */ file);
    } finally {
      rmSync(file, { force: true });
    }
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^9\d\.\d+ % [\d.]+ µJ$/);
    expect(lines[1]).toBe('columns x perColumn + rows x perRow');
  });
});
