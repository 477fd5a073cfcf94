import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dot, Pool } from '../../../network/index.ts';
import { poolCodes, poolSums } from './pool.ts';

const bit = { bits: 1, gain: 1, offset: 0, scale: Float64Array.of(1) };

function pooled(shape: readonly [number, number, number], pool: Pool): Dot {
  const geometry = { input: shape, output: shape, kernel: [1, 1], stride: [1, 1], dilation: [1, 1], pad: [0, 0, 0, 0], groups: 1 } as const;
  return { kind: 'dot', name: 'layer', geometry, weight: bit, input: bit, pool };
}

/** Every element of a region, by the definition: those whose position lies in the image. */
function region(
  values: ArrayLike<number>,
  [, height, width]: readonly [number, number, number],
  pool: Pool,
  k: number,
  y: number,
  x: number,
): number[] {
  const found: number[] = [];
  for (let v = 0; v < pool.window[0]; v++) {
    for (let u = 0; u < pool.window[1]; u++) {
      const row = y * pool.stride[0] + v - pool.pad[0];
      const column = x * pool.stride[1] + u - pool.pad[1];
      if (row >= 0 && row < height && column >= 0 && column < width) found.push(values[(k * height + row) * width + column]!);
    }
  }
  return found;
}

const samples = fc
  .record({
    shape: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 3, max: 9 }), fc.integer({ min: 3, max: 9 })),
    window: fc.tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 2, max: 3 })),
    stride: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    pad: fc.tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 0, max: 1 }))) as fc.Arbitrary<[number, number, number, number]>,
    smallest: fc.uint8Array({ minLength: 3, maxLength: 3, max: 1 }),
    values: fc.uint8Array({ minLength: 243, maxLength: 243 }),
  })
  .map(({ shape, window, stride, pad, smallest, values }) => {
    const outputs = (axis: 0 | 1): number => Math.floor((shape[axis + 1]! + pad[axis] + pad[axis + 2]! - window[axis]) / stride[axis]) + 1;
    const output = [shape[0], outputs(0), outputs(1)] as const;
    return { shape, smallest, values: values.slice(0, shape[0] * shape[1] * shape[2]), pool: { window, stride, pad, output } };
  });

function expected(
  sample: { shape: readonly [number, number, number]; values: Uint8Array },
  pool: Pool,
  fold: (found: number[], k: number) => number,
): number[] {
  const [kernels, rows, columns] = pool.output;
  return Array.from({ length: kernels * rows * columns }, (_, to) => {
    const k = Math.floor(to / (rows * columns));
    return fold(region(sample.values, sample.shape, pool, k, Math.floor(to / columns) % rows, to % columns), k);
  });
}

describe('pooling', () => {
  it('sums the accumulators of a region, with nothing from the padding', () => {
    fc.assert(
      fc.property(samples, (sample) => {
        const pool: Pool = { ...sample.pool, mode: 'average' };
        const acc = Int32Array.from(sample.values, (value) => value - 100);
        const sums = expected({ ...sample, values: acc as unknown as Uint8Array }, pool, (found) => found.reduce((sum, value) => sum + value, 0));
        expect([...poolSums(pooled(sample.shape, pool), acc)]).toEqual(sums);
      }),
    );
  });

  it('takes the largest code of a region, or the smallest for kernels marked so', () => {
    fc.assert(
      fc.property(samples, (sample) => {
        const pool: Pool = { ...sample.pool, mode: 'max', smallest: sample.smallest };
        const best = expected(sample, pool, (found, k) => (sample.smallest[k] === 1 ? Math.min(...found) : Math.max(...found)));
        expect([...poolCodes(pooled(sample.shape, pool), sample.values)]).toEqual(best);
      }),
    );
  });

  it('leaves a layer without that pool alone', () => {
    const pool = { window: [2, 2], stride: [2, 2], pad: [0, 0, 0, 0], output: [1, 1, 1] } as const;
    const acc = Int32Array.of(1, 2, 3, 4);
    const codes = Uint8Array.of(1, 2, 3, 4);
    expect(poolSums(pooled([1, 2, 2], { ...pool, mode: 'max' }), acc)).toBe(acc);
    expect(poolCodes(pooled([1, 2, 2], { ...pool, mode: 'average' }), codes)).toBe(codes);
  });
});
