import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { elementTypes, held, integerRange, isInteger } from './element.ts';

const one = (type: Parameters<typeof held>[0], x: number): number => held(type, Float64Array.of(x))[0]!;

describe('what an element type makes of a number', () => {
  // Published corners of IEEE 754 binary16: the largest number, the tie to infinity, the least subnormal, ties to the even fraction.
  test.each([
    [65504, 65504],
    [65519, 65504],
    [65520, Number.POSITIVE_INFINITY],
    [-70000, Number.NEGATIVE_INFINITY],
    [2 ** -24, 2 ** -24],
    [2 ** -25, 0],
    [1.01 * 2 ** -25, 2 ** -24],
    [1 + 2 ** -11, 1],
    [1 + 3 * 2 ** -11, 1 + 2 ** -9],
    [2049, 2048],
    [0.1, 0.0999755859375],
  ])('float16 holds %d as %d', (x, expected) => {
    expect(one('float16', x)).toBe(expected);
  });

  test.each([
    [1 + 2 ** -8, 1],
    [1 + 3 * 2 ** -8, 1 + 2 ** -6],
    [3.140625, 3.140625],
    [3.15, 3.15625],
  ])('bfloat16 holds %d as %d', (x, expected) => {
    expect(one('bfloat16', x)).toBe(expected);
  });

  test.each([
    ['int8', 200, -56],
    ['uint8', -1, 255],
    ['uint8', 3.9, 3],
    ['int4', 8, -8],
    ['uint4', 17, 1],
    ['int32', 2 ** 31, -(2 ** 31)],
    ['uint32', -1, 2 ** 32 - 1],
    ['int64', 2 ** 63, -(2 ** 63)],
    ['bool', -0.5, 1],
    ['bool', 0, 0],
    ['float32', 0.1, Math.fround(0.1)],
    ['float64', 0.1, 0.1],
  ] as const)('%s holds %d as %d', (type, x, expected) => {
    expect(one(type, x)).toBe(expected);
  });

  test('integers wrap around as the arrays of JavaScript do', () => {
    const arrays = { int8: Int8Array, uint8: Uint8Array, int16: Int16Array, uint16: Uint16Array, int32: Int32Array, uint32: Uint32Array } as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(arrays) as (keyof typeof arrays)[])),
        fc.double({ min: -1e15, max: 1e15, noNaN: true }),
        (type, x) => {
          expect(one(type, x)).toBe(arrays[type].of(x)[0]);
        },
      ),
    );
  });

  test('whatever is held is held again unchanged, and integers stay in their range', () => {
    fc.assert(
      fc.property(fc.constantFrom(...elementTypes), fc.double(), (type, x) => {
        const first = one(type, x);
        expect(one(type, first)).toBe(first);
        if (isInteger(type)) {
          const [least, greatest] = integerRange(type);
          expect(first).toBeGreaterThanOrEqual(least);
          expect(first).toBeLessThanOrEqual(greatest);
        }
      }),
    );
  });
});
