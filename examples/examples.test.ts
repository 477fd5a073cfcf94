import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { main } from './01-evaluate.ts';

describe('examples', () => {
  it('01-evaluate prints accuracy and an explained figure', async () => {
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    const result = await main(40);
    vi.restoreAllMocks();
    expect(result.images).toBe(40);
    expect(result.accuracy).toBeGreaterThan(0.7);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('columns x energy a column');
  });

  it('the README shows the example as it is', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const shown = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const example = readFileSync(new URL('./01-evaluate.ts', import.meta.url), 'utf8');
    const lines = shown
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('//'));
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines.filter((l) => l.startsWith('import'))) expect(example).toContain(line);
  });
});
