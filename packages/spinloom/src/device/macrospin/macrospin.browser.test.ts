/** The suite that runs in Chromium and, through macrospin.test.ts, in Node: the same bits of every trial in both. */
import { expect, it } from 'vitest';
import { macrospinFields, macrospinPreset, switchingOutcomes, trajectory } from './index.ts';

it('gives the same trials to the last bit everywhere', () => {
  const { time_s, switched } = switchingOutcomes({ pulse_s: 1e-9 }, 0, 40);
  expect(checksum(time_s)).toBe(0xf9018bff);
  expect(switched.reduce((sum, one) => sum + one, 0)).toBe(39);
});

it('gives the same trajectory at 0 K and the same fields to the last bit everywhere', () => {
  expect(checksum(trajectory({ temperature_K: 0 }).mx)).toBe(0xae585e1e);
  const { demagnetisation, criticalCurrent_A } = macrospinFields(macrospinPreset('B').parameters);
  expect(checksum(Float64Array.of(...demagnetisation, criticalCurrent_A))).toBe(0x700ed922);
});

/** FNV-1a over the bytes: one flipped bit changes it. */
function checksum(values: Float64Array): number {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(values.buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
