import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { log, type Stream, stream } from './index.ts';
import { normalQuantile } from './normal.ts';
// The same suite that the browser project runs in Chromium.
import './random.browser.test.ts';

const relative = (actual: number, expected: number): number => Math.abs(actual - expected) / Math.abs(expected);

describe('log', () => {
  const smallestNormal = 2 ** -1022;

  it('is within 1e-15 of Math.log over the whole range of normal doubles', () => {
    fc.assert(
      fc.property(fc.double({ min: smallestNormal, max: Number.MAX_VALUE, noNaN: true }), (x) => x === 1 || relative(log(x), Math.log(x)) <= 1e-15),
      { numRuns: 20_000 },
    );
  });

  it('is within 1e-15 of Math.log near 1, where a logarithm loses digits', () => {
    const near = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.double({ min: -1, max: 1, noNaN: true })).map(([e, m]) => 1 + m * 2 ** -e);
    fc.assert(
      fc.property(near, (x) => x === 0 || x === 1 || relative(log(x), Math.log(x)) <= 1e-15),
      { numRuns: 20_000 },
    );
  });

  it('turns products into sums', () => {
    const factor = fc.double({ min: 1e-150, max: 1e150, noNaN: true });
    fc.assert(fc.property(factor, factor, (x, y) => Math.abs(log(x * y) - log(x) - log(y)) <= 1e-15 * (1 + Math.abs(log(x)) + Math.abs(log(y)))));
  });

  it('is exactly 0 at 1', () => expect(log(1)).toBe(0));
});

describe('normalQuantile', () => {
  // mpmath, 40 digits: sqrt(2) erfinv(2p - 1) of the double p; the last two by root finding on erfc.
  it.each([
    [0.6, 0.253347103135799741],
    [0.9, 1.28155156554460059],
    [0.925, 1.43953147093845623],
    [0.926, 1.44663206715897881],
    [0.975, 1.95996398454005386],
    [0.999, 3.09023230616781328],
    [1e-6, -4.75342430882289896],
    [1e-11, -6.7060231554951363],
    [1.2e-11, -6.67935265650152238],
    [1e-16, -8.22208221613043562],
    [1e-100, -21.2734535609653243],
    [1e-300, -37.0470962993611992],
  ])('of %d is %d to 15 digits', (p, expected) => {
    expect(relative(normalQuantile(p), expected)).toBeLessThan(1e-15);
  });

  it('is 0 at one half', () => expect(normalQuantile(0.5)).toBe(0));

  it('is odd about one half', () => {
    // Multiples of 2^-53, whose complement is exact.
    const p = fc.integer({ min: 1, max: 2 ** 52 }).map((k) => k / 2 ** 53);
    fc.assert(
      fc.property(p, (x) => normalQuantile(1 - x) === -normalQuantile(x)),
      { numRuns: 5000 },
    );
  });

  it('rises', () => {
    const p = fc.double({ min: 1e-300, max: 1 - 2 ** -53, noNaN: true });
    fc.assert(fc.property(p, p, (x, y) => x >= y || normalQuantile(x) <= normalQuantile(y) + 1e-14 * Math.abs(normalQuantile(y))));
  });
});

const N = 100_000;
const draw = (take: (counter: number) => number, n = N): Float64Array => Float64Array.from({ length: n }, (_, i) => take(i));

function mean(values: Float64Array, power = 1): number {
  let sum = 0;
  for (const value of values) sum += value ** power;
  return sum / values.length;
}

/** Of equally long samples. */
function correlation(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [da, db] = [a[i]! - meanA, b[i]! - meanB];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return ab / Math.sqrt(aa * bb);
}

/** Chi-squared of `values` in [0, 1) over equal cells, as standard deviations from its mean (about normal). */
function unevenness(values: Float64Array, cells = 256): number {
  const hits = new Float64Array(cells);
  for (const value of values) hits[Math.floor(value * cells)]! += 1;
  const expected = values.length / cells;
  let chi = 0;
  for (const hit of hits) chi += (hit - expected) ** 2 / expected;
  return (chi - (cells - 1)) / Math.sqrt(2 * (cells - 1));
}

// Thresholds of 5 standard errors: a sound generator passes (the streams are fixed), one that repeats, correlates or skips fails by far.
const within = (sigmas: number, actual: number, expected: number, standardDeviation: number, n = N): void => {
  expect(Math.abs(actual - expected) / (standardDeviation / Math.sqrt(n))).toBeLessThan(sigmas);
};

describe('a stream', () => {
  it.each([0, 1, 2, 3, 2 ** 32, 2 ** 53 - 1])('of seed %d has uniform uniforms', (seed) => {
    const u = draw(stream(seed, 'moments').uniform);
    within(5, mean(u), 1 / 2, Math.sqrt(1 / 12));
    within(5, mean(u, 2), 1 / 3, Math.sqrt(4 / 45));
    expect(unevenness(u)).toBeLessThan(5);
    expect(unevenness(u)).toBeGreaterThan(-5);
    // The low digits as well as the high ones.
    expect(Math.abs(unevenness(u.map((x) => (x * 2 ** 30) % 1)))).toBeLessThan(5);
    // Neighbours do not know each other.
    within(5, correlation(u.subarray(0, N - 1), u.subarray(1)), 0, 1);
  });

  it.each([0, 1, 2, 3])('of seed %d has normal normals', (seed) => {
    const z = draw(stream(seed, 'moments').normal);
    within(5, mean(z), 0, 1);
    within(5, mean(z, 2), 1, Math.sqrt(2));
    within(5, mean(z, 3), 0, Math.sqrt(15));
    within(5, mean(z, 4), 3, Math.sqrt(96));
    // Tails: the share beyond 3 sigma is 0.26998 %.
    within(5, z.filter((x) => Math.abs(x) > 3).length / N, 0.0026998, Math.sqrt(0.0026998));
  });

  it('sets each of the 32 bits half of the time', () => {
    const { uint32 } = stream(1, 'bits');
    const ones = new Float64Array(32);
    for (let i = 0; i < N; i++) for (let word = uint32(i), bit = 0; bit < 32; bit++, word >>>= 1) ones[bit]! += word & 1;
    for (const count of ones) within(5, count / N, 1 / 2, 1 / 2);
  });

  it('stays inside (0, 1) and gives integers below 2^32', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), fc.string(), (seed, counter, what) => {
        const s = stream(seed, what);
        const [u, i] = [s.uniform(counter), s.uint32(counter)];
        return u > 0 && u < 1 && Number.isInteger(i) && i >= 0 && i < 2 ** 32 && Number.isFinite(s.normal(counter));
      }),
    );
  });

  it('is a pure function: no order of calls matters', () => {
    const s = stream(7, 'order');
    const forward = [0, 1, 2, 3, 4].map((i) => s.normal(i));
    s.child('other').normal(0);
    const backward = [4, 3, 2, 1, 0].map((i) => stream(7, 'order').normal(i));
    expect(backward.reverse()).toEqual(forward);
  });

  it('does not repeat beyond a counter of 2^32', () => {
    const { uint32, uniform } = stream(1, 'far');
    for (const k of [1, 2, 1000, 2 ** 20]) {
      expect(uint32(k * 2 ** 32)).not.toBe(uint32(0));
      expect(uint32(k * 2 ** 32 + 5)).not.toBe(uint32(5));
    }
    const far = draw((i) => uniform(2 ** 32 + i));
    within(5, mean(far), 1 / 2, Math.sqrt(1 / 12));
    within(5, correlation(far, draw(uniform)), 0, 1);
  });

  it('of seeds above 2^32 differs from that of their low words', () => {
    expect(stream(2 ** 32 + 1, 'x').uint32(0)).not.toBe(stream(1, 'x').uint32(0));
  });
});

describe('streams', () => {
  const independent = (a: Stream, b: Stream): void => within(5, correlation(draw(a.normal), draw(b.normal)), 0, 1);
  const root = stream(1, 'root');

  it('of neighbouring seeds are independent', () => {
    independent(stream(0, 'x'), stream(1, 'x'));
    independent(stream(1, 'x'), stream(2, 'x'));
  });

  it('of different purposes are independent', () => independent(stream(1, 'fault'), stream(1, 'crash')));

  it('of neighbouring indices are independent', () => independent(root.child('image', 0), root.child('image', 1)));

  it('of parent and child are independent', () => independent(root, root.child('image')));

  it('taken across children at one counter are as random as along one', () => {
    const across = draw((i) => root.child('image', i).uniform(0));
    within(5, mean(across), 1 / 2, Math.sqrt(1 / 12));
    expect(Math.abs(unevenness(across))).toBeLessThan(5);
    within(5, correlation(across.subarray(0, N - 1), across.subarray(1)), 0, 1);
  });

  it('taken across seeds at one counter are as random as along one', () => {
    const across = draw((seed) => stream(seed, 'x').uniform(0));
    within(5, mean(across), 1 / 2, Math.sqrt(1 / 12));
    expect(Math.abs(unevenness(across))).toBeLessThan(5);
  });

  it('have different values for different names, indices and nestings', () => {
    const different = [
      root,
      root.child(''),
      root.child('a'),
      root.child('a', 1),
      root.child('a', 2 ** 32),
      root.child('a', 2 ** 32 + 1),
      root.child('b'),
      root.child('ab'),
      root.child('ba'),
      root.child('a').child('b'),
      root.child('b').child('a'),
      root.child('a1'),
      root.child('a').child('', 1),
      root.child('\0'),
      root.child('\u0100'),
      stream(1, 'roota'),
      stream(2, 'root'),
      stream(1, ''),
    ];
    const firsts = different.map((s) => s.uniform(0));
    expect(new Set(firsts).size).toBe(different.length);
  });

  it('of 50 000 children have no key in common', () => {
    const firsts = new Set<number>();
    for (let i = 0; i < 50_000; i++) firsts.add(root.child('cell', i).uniform(0));
    expect(firsts.size).toBe(50_000);
  });
});
