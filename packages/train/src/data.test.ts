import { stream } from 'spinloom';
import { describe, expect, test } from 'vitest';
import { moveOf, shuffled, writeImage } from './data.ts';
import { imageSet } from './datasets/index.ts';

describe('augmentation', () => {
  const set = imageSet({ pixels: Uint8Array.of(1, 2, 3, 4, 5, 6), labels: Uint8Array.of(0), count: 1, channels: 1, height: 2, width: 3 });
  const table = Float32Array.from({ length: 256 }, (_, i) => i);
  const moved = (move?: ReturnType<typeof moveOf>): number[] => {
    const into = new Float32Array(6);
    writeImage(set, 0, table, into, 0, move);
    return [...into];
  };

  test('shifts bring in black, flips mirror', () => {
    expect(moved()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(moved({ down: 0, right: 0, flip: true })).toEqual([3, 2, 1, 6, 5, 4]);
    expect(moved({ down: 1, right: 0, flip: false })).toEqual([0, 0, 0, 1, 2, 3]);
    expect(moved({ down: 0, right: -1, flip: false })).toEqual([2, 3, 0, 5, 6, 0]);
    expect(moved({ down: 0, right: 1, flip: true })).toEqual([0, 3, 2, 0, 6, 5]);
  });

  test('moves stay in range and reach every shift; without augmentation nothing moves', () => {
    const { uint32 } = stream(1, 'test');
    const moves = Array.from({ length: 400 }, (_, i) => moveOf(uint32(i), { shift: 2, flip: true }));
    expect(new Set(moves.map(({ down }) => down))).toEqual(new Set([-2, -1, 0, 1, 2]));
    expect(new Set(moves.map(({ right }) => right))).toEqual(new Set([-2, -1, 0, 1, 2]));
    expect(new Set(moves.map(({ flip }) => flip)).size).toBe(2);
    const still = { down: 0, right: 0, flip: false };
    expect(moveOf(0xffff_ffff, { shift: 0, flip: false })).toEqual(still);
  });

  test('a shuffle is a permutation', () => {
    const order = shuffled(50, stream(1, 'test'));
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect([...order]).not.toEqual([...order].sort((a, b) => a - b));
  });
});
