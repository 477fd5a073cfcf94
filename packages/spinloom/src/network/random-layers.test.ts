import { describe, expect, test } from 'vitest';
import { randomDot, svhnLayers } from './index.ts';
import { accumulate } from './testing/execute-network.ts';

describe('random layers', () => {
  test('the same options give the same layer, another seed another', () => {
    const options = { input: [4, 6, 6], kernels: 5, kernel: [3, 3], weightBits: 2, inputBits: 3, outputBits: 2 } as const;
    expect(randomDot(options)).toEqual(randomDot(options));
    expect(randomDot({ ...options, seed: 2 }).codes).not.toEqual(randomDot(options).codes);
    expect(() => randomDot({ ...options, groups: 3 })).toThrow('does not fit together');
  });

  test('the six layers of the SVHN network have the published multiply-accumulates', () => {
    const layers = svhnLayers({ weight: 1, input: 2 });
    const macs = layers.map(
      ({ geometry: { input, output, kernel, groups } }) => output[0] * output[1] * output[2] * (input[0] / groups) * kernel[0] * kernel[1],
    );
    expect(macs).toEqual([8957952, 11943936, 3612672, 7225344, 3686400, 1638400]);
    expect(layers[1]!.pool?.output).toEqual([64, 9, 9]);
  });

  test('every output code of a random layer occurs', () => {
    for (const pool of [undefined, { mode: 'average', window: [2, 2] }, { mode: 'max', window: [2, 2] }] as const) {
      const dot = randomDot({ input: [8, 8, 8], kernels: 16, kernel: [3, 3], inputBits: 2, outputBits: 2, ...(pool && { pool }) });
      const input = Uint8Array.from({ length: 512 }, (_, i) => (i * 7919) % 4);
      const steps = 3;
      const seen = new Set<number>();
      // Pooling aside, an accumulator of the mean region is as good as a pooled one.
      const area = pool?.mode === 'average' ? 4 : 1;
      accumulate(dot, input).forEach((accumulator, i) => {
        const kernel = Math.floor(i / 36);
        const levels = dot.thresholds!.levels.subarray(kernel * steps, (kernel + 1) * steps);
        seen.add(levels.filter((level) => (dot.thresholds!.rising[kernel] === 1 ? accumulator * area >= level : accumulator * area <= level)).length);
      });
      expect(seen.size).toBe(4);
    }
  });
});
