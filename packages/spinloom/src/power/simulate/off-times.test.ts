import { describe, expect, it } from 'vitest';
import { offRecord } from './off-times.ts';

describe('times without power', () => {
  it('of a long run are kept in bounded room, with their distribution', () => {
    const record = offRecord();
    const total = 1_000_000;
    // From 1 to 2 s, each once, in a scattered order: 7919 is prime to the total.
    for (let i = 0; i < total; i++) record.add(1 + ((i * 7919) % total) / total, 1);
    expect(record.entries().length).toBeLessThan(300_000);
    const { count, mean_s, p10_s, p50_s, p99_s, max_s } = record.summary();
    expect(count).toBe(total);
    for (const [found, expected] of [
      [mean_s, 1.5],
      [p10_s, 1.1],
      [p50_s, 1.5],
      [p99_s, 1.99],
      [max_s, 2],
    ] as const)
      expect(Math.abs(found / expected - 1)).toBeLessThan(1e-4);
  });

  it('of a short run are exact', () => {
    const record = offRecord();
    for (const off_s of [0.3, 0.3, 0.1, 0]) record.add(off_s, 2);
    expect(record.entries()).toEqual([
      [0.3, 4],
      [0.1, 2],
      [0, 2],
    ]);
    expect(record.summary()).toMatchObject({ count: 8, p50_s: 0.1, max_s: 0.3 });
  });
});
