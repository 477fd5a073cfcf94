/**
 * Table look-up for 1-bit weights and 1-bit codes: a partial sum is at most 4, so a byte of a table holds those of two neighbouring positions,
 * one in each half (tables.ts).
 *
 * Three steps fill at most 12 of a half. `all` then takes the bytes and `upper` their upper halves, for at most 21 such steps (12 x 21 <= 255),
 * after which the sums of both halves are widened to words (widen.ts). The lower halves are all - (upper << 4), modulo 2^8.
 */
import { pick } from './pick';
import { put } from './widen';

/** Bytes of weights between two widenings: 63 steps. */
const spillBytes: usize = 1008;

// @ts-ignore: decorator
@inline
function upperOf(a: v128): v128 {
  return v128.and(i16x8.shr_u(a, 4), i8x16.splat(15));
}

// @ts-ignore: decorator
@inline
function lowerOf(all: v128, upper: v128): v128 {
  return i8x16.sub(all, v128.and(i16x8.shl(upper, 4), i8x16.splat(-16)));
}

/**
 * As `lookup`, but `starts` holds a pixel for each pair of positions: a row of the map has ceil(columns / 2) pairs, and the second of the last
 * pair is dropped where `columns` is odd.
 */
export function lookupPairs(
  tables: usize,
  starts: usize,
  pixelBytes: usize,
  pairs: i32,
  columns: i32,
  runs: usize,
  runCount: i32,
  weights: usize,
  weightStride: usize,
  blocks: i32,
  acc: usize,
  accStride: usize,
  bases: usize,
  factor: i32,
): void {
  const perRow = (columns + 1) >> 1;
  for (let q: i32 = 0; q < pairs; q += 2) {
    const r = min(q + 1, pairs - 1);
    const t0 = tables + <usize>load<u32>(starts + (<usize>q << 2)) * pixelBytes;
    const t1 = tables + <usize>load<u32>(starts + (<usize>r << 2)) * pixelBytes;
    const x0 = (q % perRow) << 1;
    const x1 = (r % perRow) << 1;
    const position0 = (q / perRow) * columns + x0;
    const position1 = (r / perRow) * columns + x1;
    // Positions of each pair that exist; none of a second pair that does not.
    const count0 = min(2, columns - x0);
    const count1 = r > q ? min(2, columns - x1) : 0;
    for (let b = 0; b < blocks; b++) {
      const w = weights + <usize>b * weightStride;
      tile(t0, t1, runs, runCount, w, acc + (<usize>b << 6), accStride, bases, factor, position0, count0, position1, count1);
    }
  }
}

function tile(
  t0: usize,
  t1: usize,
  runs: usize,
  runCount: i32,
  w: usize,
  acc: usize,
  accStride: usize,
  bases: usize,
  factor: i32,
  position0: i32,
  count0: i32,
  position1: i32,
  count1: i32,
): void {
  const zero = i16x8.splat(0);
  let lower0 = zero;
  let lowerHigh0 = zero;
  let upper0 = zero;
  let upperHigh0 = zero;
  let lower1 = zero;
  let lowerHigh1 = zero;
  let upper1 = zero;
  let upperHigh1 = zero;
  const lastRun = runs + (<usize>runCount << 3);
  for (let run = runs; run < lastRun; run += 8) {
    let p0 = t0 + <usize>load<u32>(run, 0);
    let p1 = t1 + <usize>load<u32>(run, 0);
    const last = w + (<usize>load<u32>(run, 4) << 4);
    while (w < last) {
      const stop = min(w + spillBytes, last);
      const threes = w + ((stop - w) / 48) * 48;
      let all0 = zero;
      let all1 = zero;
      let up0 = zero;
      let up1 = zero;
      while (w < threes) {
        let i = v128.load(w, 0);
        let a0 = pick(v128.load(p0, 0), i);
        let a1 = pick(v128.load(p1, 0), i);
        i = v128.load(w, 16);
        a0 = i8x16.add(a0, pick(v128.load(p0, 16), i));
        a1 = i8x16.add(a1, pick(v128.load(p1, 16), i));
        i = v128.load(w, 32);
        a0 = i8x16.add(a0, pick(v128.load(p0, 32), i));
        a1 = i8x16.add(a1, pick(v128.load(p1, 32), i));
        all0 = i8x16.add(all0, a0);
        up0 = i8x16.add(up0, upperOf(a0));
        all1 = i8x16.add(all1, a1);
        up1 = i8x16.add(up1, upperOf(a1));
        w += 48;
        p0 += 48;
        p1 += 48;
      }
      while (w < stop) {
        const i = v128.load(w);
        const a0 = pick(v128.load(p0), i);
        const a1 = pick(v128.load(p1), i);
        all0 = i8x16.add(all0, a0);
        up0 = i8x16.add(up0, upperOf(a0));
        all1 = i8x16.add(all1, a1);
        up1 = i8x16.add(up1, upperOf(a1));
        w += 16;
        p0 += 16;
        p1 += 16;
      }
      const low0 = lowerOf(all0, up0);
      const low1 = lowerOf(all1, up1);
      lower0 = i16x8.add(lower0, low0);
      lowerHigh0 = i16x8.add(lowerHigh0, i16x8.shr_u(low0, 8));
      upper0 = i16x8.add(upper0, up0);
      upperHigh0 = i16x8.add(upperHigh0, i16x8.shr_u(up0, 8));
      lower1 = i16x8.add(lower1, low1);
      lowerHigh1 = i16x8.add(lowerHigh1, i16x8.shr_u(low1, 8));
      upper1 = i16x8.add(upper1, up1);
      upperHigh1 = i16x8.add(upperHigh1, i16x8.shr_u(up1, 8));
    }
  }
  keep(acc, accStride, bases, factor, position0, count0, lower0, lowerHigh0, upper0, upperHigh0);
  keep(acc, accStride, bases, factor, position1, count1, lower1, lowerHigh1, upper1, upperHigh1);
}

// @ts-ignore: decorator
@inline
function keep(
  acc: usize,
  accStride: usize,
  bases: usize,
  factor: i32,
  position: i32,
  count: i32,
  lower: v128,
  lowerHigh: v128,
  upper: v128,
  upperHigh: v128,
): void {
  if (count == 0) return;
  const f = i32x4.splat(factor);
  const first = bases != 0;
  const to = acc + <usize>position * accStride;
  const base = bases + (<usize>position << 2);
  put(to, first, first ? v128.load32_splat(base, 0) : f, f, lower, lowerHigh);
  if (count > 1) put(to + accStride, first, first ? v128.load32_splat(base, 4) : f, f, upper, upperHigh);
}
