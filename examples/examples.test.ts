import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { main } from './01-evaluate.ts';

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
    expect(lines[1]).toContain('columns x energy a column');
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
    expect(lines[1]).toBe('columns x energy a column');
  });
});
