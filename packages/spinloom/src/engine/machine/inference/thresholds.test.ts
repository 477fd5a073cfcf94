import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Borders, Dot, Thresholds } from '../../../network/index.ts';
import { applyThresholds } from './thresholds.ts';

const least = -(2 ** 31);
const greatest = 2 ** 31 - 1;

function layer(kernels: number, thresholds: Thresholds, borders?: Borders): Dot & { readonly thresholds: Thresholds } {
  const shape = [kernels, 1, 1] as const;
  const geometry = { input: shape, output: shape, kernel: [1, 1], stride: [1, 1], dilation: [1, 1], pad: [0, 0, 0, 0], groups: 1 } as const;
  const bit = { bits: 1, gain: 1, offset: 0, scale: Float64Array.of(1) };
  return { kind: 'dot', name: 'layer', geometry, weight: bit, input: bit, thresholds, ...(borders === undefined ? {} : { borders }) };
}

function output(bits: number): Thresholds['output'] {
  return { bits, gain: 1, offset: 0, scale: Float64Array.of(1) };
}

// Few values, so that levels tie with each other and with sums; and the sentinels.
const value = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: -20, max: 20 }) }, fc.constantFrom(least, greatest));

const samples = fc
  .record({
    bits: fc.integer({ min: 1, max: 5 }),
    kernels: fc.integer({ min: 1, max: 3 }),
    classes: fc.integer({ min: 1, max: 3 }),
    positions: fc.integer({ min: 1, max: 12 }),
  })
  .chain((shape) => {
    const count = 2 ** shape.bits - 1;
    const levels = fc.array(value, { minLength: count, maxLength: count });
    return fc.record({
      shape: fc.constant(shape),
      rising: fc.uint8Array({ minLength: shape.kernels, maxLength: shape.kernels, max: 1 }),
      levels: fc.array(levels, { minLength: shape.classes * shape.kernels, maxLength: shape.classes * shape.kernels }),
      of: fc.array(fc.integer({ min: 0, max: shape.classes - 1 }), { minLength: shape.positions, maxLength: shape.positions }),
      sums: fc.array(value, { minLength: shape.kernels * shape.positions, maxLength: shape.kernels * shape.positions }),
    });
  });

describe('thresholds', () => {
  it('give the number of levels that a sum meets, rising or falling, in its border class', () => {
    fc.assert(
      fc.property(samples, ({ shape, rising, levels, of, sums }) => {
        const sorted = levels.map((row, i) => row.toSorted((a, b) => (rising[i % shape.kernels] === 1 ? a - b : b - a)));
        const borders = {
          classes: shape.classes,
          of: shape.classes === 1 ? new Uint16Array(0) : Uint16Array.from(of),
          constants: new Int32Array(shape.classes * shape.kernels),
        };
        const codes = applyThresholds(
          layer(shape.kernels, { output: output(shape.bits), rising, levels: Int32Array.from(sorted.flat()) }, borders),
          Int32Array.from(sums),
        );
        const expected = sums.map((sum, i) => {
          const k = Math.floor(i / shape.positions);
          const borderClass = shape.classes === 1 ? 0 : of[i % shape.positions]!;
          return sorted[borderClass * shape.kernels + k]!.filter((level) => (rising[k] === 1 ? sum >= level : sum <= level)).length;
        });
        expect([...codes]).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('meet a level by touching it', () => {
    const of = (rising: number): number[] => [
      ...applyThresholds(layer(1, { output: output(1), rising: Uint8Array.of(rising), levels: Int32Array.of(5) }), Int32Array.of(4, 5, 6)),
    ];
    expect(of(1)).toEqual([0, 1, 1]);
    expect(of(0)).toEqual([1, 1, 0]);
  });

  it('are always or never met at the ends of the range', () => {
    const of = (rising: number, levels: Int32Array, ...sums: number[]): number[] => [
      ...applyThresholds(layer(1, { output: output(3), rising: Uint8Array.of(rising), levels }), Int32Array.from(sums)),
    ];
    expect(of(1, Int32Array.of(least, least, least, 0, greatest, greatest, greatest), -7, 7)).toEqual([3, 4]);
    expect(of(0, Int32Array.of(greatest, greatest, 0, least, least, least, least), -7, 7)).toEqual([3, 2]);
  });
});
