import { describe, expect, it } from 'vitest';
import { arena, type Build, bestBuild, instantiate, supports } from './index.ts';

const builds = (['baseline', 'relaxed'] satisfies Build[]).filter(supports);

it('finds the instructions of this engine and takes the faster build', () => {
  expect(builds).toContain('baseline');
  expect(bestBuild()).toBe(builds.at(-1));
});

describe.each(builds)('the %s build', (build) => {
  it('sums table entries by weight: 16 kernels, two positions, every index', () => {
    const { memory, tables, lookup } = instantiate(build);
    const bytes = new Uint8Array(memory.buffer);
    const words = new Int32Array(memory.buffer);
    // Two pixels of four codes; the weights of kernel k are the bits of k.
    bytes.set([1, 2, 4, 8, 15, 0, 7, 3], 1024);
    tables(1024, 8, 0, 15, 2048);
    bytes.set(
      Array.from({ length: 16 }, (_, k) => k),
      3072,
    );
    words.set([0, 1], 4096 >> 2);
    words.set([0, 1], 4160 >> 2);
    words.set([100, -100], 4224 >> 2);
    lookup(2048, 4096, 16, 2, 4160, 1, 3072, 16, 1, 8192, 64, 4224, 3, 4);
    const bit = (k: number, j: number): number => (k >> j) & 1;
    expect([...words.subarray(8192 >> 2, (8192 >> 2) + 32)]).toEqual([
      ...Array.from({ length: 16 }, (_, k) => 100 + 3 * k),
      ...Array.from({ length: 16 }, (_, k) => -100 + 3 * (15 * bit(k, 0) + 7 * bit(k, 2) + 3 * bit(k, 3))),
    ]);
  });

  it('hands out memory in steps of 64 bytes, grows it, and refuses what it cannot hold', () => {
    const { memory } = instantiate(build);
    const places = arena(memory);
    const first = places.take(10);
    expect(places.take(1) - first).toBe(64);
    const large = places.take(5_000_000);
    expect(memory.buffer.byteLength).toBeGreaterThan(large + 5_000_000);
    expect(() => places.take(2 ** 31)).toThrow(RangeError);
    places.clear();
    expect(places.take(1)).toBe(first);
  });
});
