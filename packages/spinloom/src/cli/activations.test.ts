/** Activations of a layer through the built command. `npm test` builds first. */
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { commandIn } from './testing/command.ts';

const spinloom = commandIn(tmpdir());

describe('spinloom activations', () => {
  it('counts the ones of every AND of two rows, the same on both designs in all', () => {
    const of = (design: string) =>
      JSON.parse(spinloom('activations', 'fashion-1-4', '--layer', 'conv2', '--image', '7', '--design', design, '--json').out);
    const [folded, flat] = [of('and-accumulation'), of('imce')];
    // 64 kernels, 36 windows, 4 input planes; AND-Accumulation lays the 288 taps of a kernel into two rows.
    expect([folded.activations, folded.columns, flat.activations, flat.columns]).toEqual([64 * 36 * 4 * 2, 144, 64 * 36 * 4, 288]);
    for (const { histogram, activations, ones } of [folded, flat]) {
      expect(histogram.reduce((sum: number, times: number) => sum + times, 0)).toBe(activations);
      expect(histogram.reduce((sum: number, times: number, count: number) => sum + times * count, 0)).toBe(ones.total);
    }
    expect(folded.ones.total).toBe(flat.ones.total);
    expect(spinloom('activations', '--layer', 'conv2').out).toMatch(/of up to 144 columns on average/);
  });
});
