/**
 * The suite that runs in Chromium and, through random.test.ts, in Node: the same integers and the same bits of every float in both.
 */
import { describe, expect, it } from 'vitest';
import { log, stream, threefry2x32 } from './index.ts';
import { normalQuantile } from './normal.ts';

const block = (key: readonly [number, number], counter: readonly [number, number]): readonly number[] => {
  const out = new Uint32Array(2);
  threefry2x32(key[0], key[1], counter[0], counter[1], out);
  return [...out];
};

describe('threefry2x32', () => {
  // Random123, examples/kat_vectors: threefry2x32, 20 rounds.
  it.each([
    { counter: [0, 0], key: [0, 0], expected: [0x6b200159, 0x99ba4efe] },
    { counter: [0xffffffff, 0xffffffff], key: [0xffffffff, 0xffffffff], expected: [0x1cb996fc, 0xbb002be7] },
    { counter: [0x243f6a88, 0x85a308d3], key: [0x13198a2e, 0x03707344], expected: [0xc4923a9c, 0x483df7a0] },
  ] as const)('agrees with the published vector of counter $counter', ({ counter, key, expected }) => {
    expect(block(key, counter)).toEqual(expected);
  });
});

describe('a stream', () => {
  const conv2 = stream(1, 'fault').child('conv2').child('image', 17);

  it('gives the same integers everywhere', () => {
    expect([0, 1, 2, 2 ** 32, 2 ** 40 + 3].map(conv2.uint32)).toEqual([0x29058235, 0x6a00960b, 0xe969ed5c, 0x2cf3a3ec, 0xd777aee6]);
  });

  it('gives the same uniforms and normals to the last bit everywhere', () => {
    expect([0, 1, 2, 3].map(conv2.uniform)).toEqual([0.16024029371032633, 0.4140714467854273, 0.9117725688250972, 0.21621616345658967]);
    expect([0, 1, 2, 3].map(conv2.normal)).toEqual([-0.9934707716679952, -0.2170839861888407, 1.3517513803622094, -0.7850362298532778]);
  });

  it('gives the same 10 000 normals to the last bit everywhere', () => {
    const doubles = Float64Array.from({ length: 10_000 }, (_, i) => conv2.normal(i));
    expect(checksum(doubles)).toBe(0xf2ffc76b);
  });
});

describe('log and the normal quantile', () => {
  it('give the same bits everywhere, in the tails too', () => {
    // Made by products alone: ** differs between engines, which is why log is our own.
    const logs = new Float64Array(2000);
    for (let i = 0, x = 1e-300; i < logs.length; i++, x *= 2.01) logs[i] = log(x);
    expect(checksum(logs)).toBe(0xda6e4f01);
    const quantiles = new Float64Array(300);
    for (let i = 0, p = 0.5; i < quantiles.length; i++, p /= 2) quantiles[i] = normalQuantile(p);
    expect(checksum(quantiles)).toBe(0x3b900804);
  });
});

/** FNV-1a over the bytes: one flipped bit changes it. */
function checksum(values: Float64Array): number {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(values.buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
