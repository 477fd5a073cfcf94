/** Thresholds as the kernels read them: 32-bit levels, or 16-bit ones where sums cut to 16 bits compare alike. */
import type { Dot, Thresholds } from '../../../network/index.ts';
import type { Memory } from './memory.ts';

/** Byte offsets; 0 where there is nothing. */
export interface KeptLevels {
  readonly levels: number;
  /** Whether levels and flips are of 16 bits. */
  readonly narrow: boolean;
  readonly flips: number;
  /** u16 a position; 0 where there is one class. */
  readonly classes: number;
}

/** Levels [border class, block of 4 (8) lanes, level, 4 (8)] as complements for falling kernels, whose lanes are flipped. */
export function keepThresholds(layer: Dot, laneOf: Uint32Array, laneCount: number, memory: Memory): KeptLevels {
  const { thresholds, borders } = layer;
  if (thresholds === undefined) return { levels: 0, narrow: false, flips: 0, classes: 0 };
  const kernels = laneOf.length;
  const count = 2 ** thresholds.output.bits - 1;
  const classCount = thresholds.levels.length / (kernels * count);
  const narrow = fitsNarrow(layer, thresholds);
  const [Words, block] = narrow ? [Int16Array, 8] : [Int32Array, 4];
  const levels = new Words(classCount * laneCount * count);
  const flips = new Words(laneCount);
  for (const [k, lane] of laneOf.entries()) {
    const flip = thresholds.rising[k] === 1 ? 0 : -1;
    flips[lane] = flip;
    for (let borderClass = 0; borderClass < classCount; borderClass++) {
      const to = (borderClass * laneCount + (lane & -block)) * count + (lane & (block - 1));
      for (let j = 0; j < count; j++) {
        const level = thresholds.levels[(borderClass * kernels + k) * count + j]! ^ flip;
        levels[to + block * j] = narrow ? Math.min(Math.max(level, -32_768), 32_767) : level;
      }
    }
  }
  const of = borders?.of ?? new Uint16Array(0);
  return { levels: memory.keep(levels), narrow, flips: memory.keep(flips), classes: of.length === 0 ? 0 : memory.keep(of) };
}

/**
 * A level within 16 bits compares with a sum cut to 16 bits as with the sum. One beyond is met by none or by all of the sums, which must hold
 * for the level cut to 16 bits too.
 */
function fitsNarrow(layer: Dot, { levels, rising }: Thresholds): boolean {
  const { geometry, weight, input, pool } = layer;
  const taps = (geometry.input[0] / geometry.groups) * geometry.kernel[0] * geometry.kernel[1];
  const area = pool?.mode === 'average' ? pool.window[0] * pool.window[1] : 1;
  const [least, greatest] = [weight.offset, weight.gain * (2 ** weight.bits - 1) + weight.offset].sort((a, b) => a - b) as [number, number];
  const most = area * taps * (2 ** input.bits - 1);
  const [from, to] = [most * Math.min(least, 0), most * Math.max(greatest, 0)];
  // Sums inside 16 bits, with a value to spare at each end: a level cut to an end is met by none, or by all.
  if (from > -32_768 && to < 32_767) return true;
  const count = levels.length / rising.length;
  return count > 0 && levels.every((level) => level > -32_767 && level < 32_767);
}
