/** Windows of one plane of one group, cut out of the packed image as rows of words: im2col on bits. */
import type { Geometry } from '../../../network/index.ts';
import type { Layout } from './layout.ts';

/**
 * Writes windows `from` to `from + count` (row-major output positions) of the plane at word `base` into `rows`, rowWords each.
 * `rows` holds at least count x rowWords + 1 words: the word after the last row may be written with zeros.
 */
export function cutWindows(
  geometry: Geometry,
  layout: Layout,
  planes: Int32Array,
  base: number,
  from: number,
  count: number,
  rows: Int32Array,
): void {
  const { runs, runBits, rowWords, channels } = layout;
  const columns = geometry.output[2];
  rows.fill(0, 0, count * rowWords + 1);
  for (let i = 0; i < count; i++) {
    const y = Math.floor((from + i) / columns);
    const x = from + i - y * columns;
    const origin = (y * geometry.stride[0] * layout.width + x * geometry.stride[1]) * channels;
    let to = i * rowWords * 32;
    for (let run = 0; run < runs.length; run++, to += runBits) copyBits(planes, base, origin + runs[run]!, rows, to, runBits);
  }
}

/** Or-s `bits` bits of `source`, from bit `from` after word `base`, into `target` at bit `to`. A shift by 32 is made of shifts by 1 and 31, since JavaScript takes it modulo 32. */
function copyBits(source: Int32Array, base: number, from: number, target: Int32Array, to: number, bits: number): void {
  const low = from & 31;
  const high = to & 31;
  let i = base + (from >>> 5);
  let j = to >>> 5;
  for (let left = bits; left > 0; left -= 32, i++, j++) {
    let word = (source[i]! >>> low) | ((source[i + 1]! << 1) << (31 - low));
    if (left < 32) word &= (1 << left) - 1;
    target[j]! |= word << high;
    target[j + 1]! |= (word >>> 1) >>> (31 - high);
  }
}
