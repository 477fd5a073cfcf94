import { expect, it } from 'vitest';
import type { Dot } from '../../../network/index.ts';
import { realOutput } from './real.ts';

it('gives s_w s_x (g_x sum + constant), by kernel and border class, rounded once', () => {
  const layer: Dot = {
    kind: 'dot',
    name: 'layer',
    geometry: { input: [1, 1, 3], output: [2, 1, 3], kernel: [1, 3], stride: [1, 1], dilation: [1, 1], pad: [0, 1, 0, 1], groups: 1 },
    weight: { bits: 1, gain: 2, offset: -1, scale: Float64Array.of(0.1, 0.7) },
    input: { bits: 2, gain: 2, offset: -3, scale: Float64Array.of(1 / 3) },
    borders: { classes: 2, of: Uint16Array.of(0, 1, 0), constants: Int32Array.of(1, -2, 30, -40) },
  };
  const expected = [
    [5, 1, 0.1],
    [6, 30, 0.1],
    [7, 1, 0.1],
    [-5, -2, 0.7],
    [-6, -40, 0.7],
    [-7, -2, 0.7],
  ].map(([sum, constant, scale]) => Math.fround(scale! * (1 / 3) * (2 * sum! + constant!)));
  expect([...realOutput(layer, Int32Array.of(5, 6, 7, -5, -6, -7))]).toEqual(expected);
});
