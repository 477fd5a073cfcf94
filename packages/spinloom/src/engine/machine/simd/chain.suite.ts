/** Chains on the kernels, held to the same layers one after the other in plain TypeScript. */
import type { Build } from '@spinloom/kernels';
import { describe, expect, it } from 'vitest';
import { type Dot, type RandomDotOptions, randomDot } from '../../../network/index.ts';
import { directBackend } from '../direct.ts';
import { runLayer } from '../inference/layer.ts';
import { simdBackend } from './backend.ts';

const bits = [
  [1, 1],
  [1, 4],
  [2, 2],
  [1, 8],
  [3, 3],
  [8, 8],
] as const;

export function chainSuite(build: Build): void {
  describe(`chains on simd ${build}`, () => {
    for (const [weightBits, inputBits] of bits) {
      it(`give the codes of the layers one after the other at ${weightBits}:${inputBits}`, () => {
        const wide = { weightBits, inputBits, outputBits: inputBits };
        const same = { kernel: [3, 3], pad: [1, 1, 1, 1] } as const;
        const layers = [
          layer('first', { input: [5, 13, 11], kernels: 24, ...same, ...wide, pool: { mode: 'max', window: [3, 3], stride: [2, 2] } }),
          layer('grouped', { input: [24, 6, 5], kernels: 40, ...same, groups: 2, ...wide, pool: { mode: 'average', window: [2, 2] } }),
          layer('depthwise', { input: [40, 3, 2], kernels: 40, ...same, groups: 40, ...wide }),
          layer('flat', { input: [240, 1, 1], kernels: 70, ...wide }),
          layer('sums', { input: [70, 1, 1], kernels: 10, weightBits, inputBits }),
        ];
        const backend = simdBackend({ build });
        for (const seed of [1, 2]) {
          const input = Uint8Array.from({ length: 5 * 13 * 11 }, (_, i) => (i * i * 7 + i * seed * 13 + (i >> 3)) & (2 ** inputBits - 1));
          expect(backend.chain!(layers, input)).toEqual(expected(layers, input));
          expect(backend.chain!(layers.slice(0, 4), input)).toEqual(expected(layers.slice(0, 4), input));
        }
      });
    }

    it('give the same where constants depend on the border', () => {
      const form = { weightBits: 2, inputBits: 2, inputForm: 'signed', outputBits: 2 } as const;
      const layers = [
        layer('a', { input: [6, 9, 9], kernels: 17, kernel: [5, 5], pad: [2, 2, 2, 2], ...form, pool: { mode: 'average', window: [2, 2] } }),
      ];
      const input = Uint8Array.from({ length: 6 * 81 }, (_, i) => (i * 31 + (i >> 4)) & 3);
      expect(layers[0]!.borders!.classes).toBeGreaterThan(1);
      expect(simdBackend({ build }).chain!(layers, input)).toEqual(expected(layers, input));
    });
  });

  describe(`sums beyond 16 bits on simd ${build}`, () => {
    for (const [weightBits, inputBits] of [
      [1, 4],
      [2, 6],
      [1, 8],
      [1, 1],
      [4, 7],
    ] as const) {
      it(`are exact for ${inputBits === 1 ? 66_000 : 9216} taps at ${weightBits}:${inputBits}, every bit 1`, () => {
        const channels = inputBits === 1 ? 66_000 : 9216;
        const made = randomDot({ input: [channels, 1, 1], kernels: 18, weightBits, inputBits });
        const full = { ...made, codes: new Uint8Array(channels * 18).fill(2 ** weightBits - 1) };
        const input = new Uint8Array(channels).fill(2 ** inputBits - 1);
        // Every weight is offset + gain x its greatest code, every input the greatest.
        const sum = channels * (2 ** inputBits - 1) * (full.weight.gain * (2 ** weightBits - 1) + full.weight.offset);
        expect(simdBackend({ build }).dot(full, input)).toEqual(new Int32Array(18).fill(sum));
        expect(simdBackend({ build }).dot(made, input)).toEqual(directBackend.dot(made, input));
      });
    }
  });
}

function layer(name: string, options: RandomDotOptions): Dot {
  return randomDot({ name, ...options });
}

function expected(layers: readonly Dot[], input: Uint8Array): Uint8Array | Int32Array {
  let codes = input;
  for (const dot of layers) {
    if (dot.thresholds === undefined) return directBackend.dot(dot, codes);
    const value = runLayer(dot, directBackend, codes);
    if (!('codes' in value)) throw new Error(`layer '${dot.name}' gives no codes`);
    codes = value.codes;
  }
  return codes;
}
