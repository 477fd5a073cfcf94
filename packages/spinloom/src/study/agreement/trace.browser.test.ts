/** The row-activation trace against counts made tap by tap, in the order in which the placement lays out the taps. */
import { type Build, supports } from '@spinloom/kernels';
import { describe, expect, it } from 'vitest';
import { traceActivations } from '../../engine/machine/index.ts';
import { layerShape, place } from '../../engine/schedule/index.ts';
import { type Dot, randomDot } from '../../network/index.ts';

const flat = randomDot({ name: 'flat', input: [1100, 1, 1], kernels: 35, inputBits: 2 });
const layers = [
  randomDot({ name: 'plain', input: [5, 9, 9], kernels: 7, kernel: [3, 3], pad: [1, 1, 1, 1] }),
  randomDot({ name: 'grouped', input: [4, 8, 8], kernels: 6, kernel: [3, 2], stride: [1, 2], groups: 2, weightBits: 2, inputBits: 3 }),
  flat,
  // Every bit 1: no sum may pass what holds it.
  { ...flat, name: 'ones', codes: new Uint8Array(flat.codes!.length).fill(1), ones: true },
];

const builds: readonly Build[] = ['baseline', 'relaxed'];
const mats = [
  { fold: 1, columns: 16 },
  { fold: 2, columns: 16 },
  { fold: 1, columns: 512 },
  { fold: 2, columns: 1024 },
] as const;
const cases = builds.filter(supports).flatMap((build) => mats.map((mat) => ({ build, ...mat })));

describe.each(cases)('the trace of activations ($build) with taps folded over $fold rows of $columns columns', ({ build, fold, columns }) => {
  const organisation = { rows: 64, columns, mats: 4096 };

  it.each(layers)('of layer $name counts the ones of every AND', (layer) => {
    const rules = { fold, accumulators: 4, scratch: ['s0', 's1', 's2'], inputs: 'streamed' } as const;
    const placement = place(layerShape(layer), organisation, rules, 1);
    const length = layer.geometry.input.reduce((a, b) => a * b);
    const input = Uint8Array.from({ length }, (_, i) => ('ones' in layer ? 255 : i * 11 + (i >> 2)) & (2 ** layer.input.bits - 1));
    const { counts, parts, sums } = traceActivations(layer, input, placement, build);
    const expected = new Uint16Array(counts.length);
    const total = new Int32Array(sums.length);
    const spans = placement.chunks.flatMap(({ firstTap, taps }) => {
      const half = fold === 1 ? taps : Math.ceil(taps / 2);
      return fold === 1
        ? [[firstTap, firstTap + taps]]
        : [
            [firstTap, firstTap + half],
            [firstTap + half, firstTap + taps],
          ];
    });
    expect(parts).toBe(spans.length);
    let at = 0;
    for (let n = 0; n < layer.weight.bits; n++) {
      for (let m = 0; m < layer.input.bits; m++) {
        for (let window = 0; window < placement.layerShape.windows; window++) {
          for (const [from, to] of spans) {
            for (let kernel = 0; kernel < layer.geometry.output[0]; kernel++) {
              let ones = 0;
              for (let tap = from!; tap < to!; tap++)
                ones += (weightAt(layer, kernel, tap) >> n) & (inputAt(layer, input, kernel, tap, window) >> m) & 1;
              expected[at++] = ones;
              total[window * layer.geometry.output[0] + kernel]! += ones * 2 ** (m + n);
            }
          }
        }
      }
    }
    expect(counts).toEqual(expected);
    expect(sums).toEqual(total);
  });
});

function weightAt({ codes, geometry: { input, kernel, groups } }: Dot, of: number, tap: number): number {
  return codes![of * (input[0] / groups) * kernel[0] * kernel[1] + tap]!;
}

function inputAt({ geometry }: Dot, codes: Uint8Array, of: number, tap: number, window: number): number {
  const { input, output, kernel, stride, dilation, pad, groups } = geometry;
  const channel = Math.floor(tap / (kernel[0] * kernel[1])) + Math.floor(of / (output[0] / groups)) * (input[0] / groups);
  const y = Math.floor(window / output[2]) * stride[0] + (Math.floor(tap / kernel[1]) % kernel[0]) * dilation[0] - pad[0];
  const x = (window % output[2]) * stride[1] + (tap % kernel[1]) * dilation[1] - pad[1];
  return y < 0 || x < 0 || y >= input[1] || x >= input[2] ? 0 : codes[(channel * input[1] + y) * input[2] + x]!;
}
