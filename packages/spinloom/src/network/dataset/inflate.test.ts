import fc from 'fast-check';
import { gzipSync, zlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { inflated } from './inflate.ts';
import { memorySource } from './source.ts';

/** Packs well in parts and badly in others, so that pieces of the stream unpack to very different lengths. */
const plain = Uint8Array.from({ length: 300_000 }, (_, i) => (i % 50_000 < 40_000 ? i >> 13 : (Math.imul(i, 2654435761) >>> 13) & 255));

describe('a compressed source, read as it is unpacked', () => {
  test.each([
    ['gzip', gzipSync(plain)],
    ['zlib', zlibSync(plain)],
  ] as const)('%s: any ranges in any order are those of the whole', (packing, packed) => {
    const source = inflated(memorySource(packed), packing, 'x');
    expect(source.size()).toBe(plain.length);
    fc.assert(
      fc.property(fc.nat(plain.length), fc.nat(70_000), (offset, length) => {
        expect(Buffer.compare(source.read(offset, length), plain.slice(offset, offset + length))).toBe(0);
      }),
      { numRuns: 30, seed: 4 },
    );
    for (let at = 0; at < plain.length; at += 7001) expect(Buffer.compare(source.read(at, 7001), plain.slice(at, at + 7001))).toBe(0);
  });

  test('gzip files one after another are one', () => {
    const parts = [plain.subarray(0, 100_000), plain.subarray(100_000, 100_001), plain.subarray(100_001)];
    const source = inflated(memorySource(Uint8Array.from(parts.flatMap((part) => [...gzipSync(part)]))), 'gzip', 'x');
    expect(source.size()).toBe(plain.length);
    expect(source.read(99_990, 30)).toEqual(plain.slice(99_990, 100_020));
  });

  test('counting ends at the limit: a bomb is not unpacked', () => {
    const bomb = gzipSync(new Uint8Array(150_000_000), { level: 1 });
    const counted = inflated(memorySource(bomb), 'gzip', 'x').size(1000);
    expect(counted).toBeGreaterThan(1000);
    expect(counted).toBeLessThan(80_000_000);
  });

  test('a changed bit and a cut are found', () => {
    for (const [packing, packed] of [
      ['gzip', gzipSync(plain)],
      ['zlib', zlibSync(plain)],
    ] as const) {
      for (let i = 0; i < 40; i++) {
        const at = 12 + ((i * 7919) % (packed.length - 12));
        expect(() => inflated(memorySource(packed.with(at, packed[at]! ^ (1 << (i % 8)))), packing, 'x').size()).toThrow(/^x is /);
        expect(() => inflated(memorySource(packed.subarray(0, at)), packing, 'x').size()).toThrow(/^x is /);
      }
    }
  });
});
