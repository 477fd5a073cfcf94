/**
 * Products of 1-bit weights with codes by table look-up: acc[p, k] (+)= factor x sum over taps of w x.
 *
 * Four weights of a kernel are a number below 16. For each group of four codes a table holds the 16 partial sums; one byte shuffle then adds
 * four products of 16 kernels at once. Bytes are summed for `window` steps (4 x code x window <= 255), then widened (widen.ts): the caller keeps
 * the sums of a call below 65536. Method: T-MAC (Wei et al., arXiv 2407.00088); the sum over input planes of eq. 3 lies in the table.
 * A tile is 2 positions x 2 blocks of 16 kernels, one step a pass of the inner loop: engines move all loads of a longer pass to its start and
 * then run out of registers.
 */
import { pick } from './pick';
import { put } from './widen';

/**
 * `tables`: 16 bytes for each group of four codes. `starts`: pixel at which each position's window starts, `pixelBytes` bytes of tables each.
 * `runs`: (byte offset within a window, steps) pairs; weights follow run by run, 16 bytes a step. `weightStride`: bytes of one block of 16 kernels.
 * `accStride`: bytes of one position. `bases`: the i32 that each position starts from; 0: from what stands in `acc`.
 */
export function lookup(
  tables: usize,
  starts: usize,
  pixelBytes: usize,
  positions: i32,
  runs: usize,
  runCount: i32,
  weights: usize,
  weightStride: usize,
  blocks: i32,
  acc: usize,
  accStride: usize,
  bases: usize,
  factor: i32,
  window: i32,
): void {
  const odd = weights + <usize>(blocks - 1) * weightStride;
  let p: i32 = 0;
  for (; p + 2 <= positions; p += 2) {
    const at = <usize>p << 2;
    const t0 = tables + <usize>load<u32>(starts + at, 0) * pixelBytes;
    const t1 = tables + <usize>load<u32>(starts + at, 4) * pixelBytes;
    const base = bases == 0 ? bases : bases + at;
    let to = acc + <usize>p * accStride;
    let w = weights;
    for (let b = 2; b <= blocks; b += 2, w += 2 * weightStride, to += 128) {
      square(t0, t1, runs, runCount, w, w + weightStride, to, accStride, base, factor, window, true);
    }
    if (blocks & 1) square(t0, t1, runs, runCount, odd, odd, to, accStride, base, factor, window, false);
  }
  if (p == positions) return;
  const at = <usize>p << 2;
  const table = tables + <usize>load<u32>(starts + at) * pixelBytes;
  const base = bases == 0 ? bases : bases + at;
  let to = acc + <usize>p * accStride;
  let w = weights;
  for (let b = 4; b <= blocks; b += 4, w += 4 * weightStride, to += 256) row(table, runs, runCount, w, weightStride, to, base, factor, window, 4);
  if (blocks & 3) row(table, runs, runCount, w, blocks & 2 ? weightStride : 0, to, base, factor, window, blocks & 3);
}

/** Two positions against two blocks; where not `both`, the second block is a copy of the first and its sums are dropped. */
function square(
  t0: usize,
  t1: usize,
  runs: usize,
  runCount: i32,
  w0: usize,
  w1: usize,
  acc: usize,
  accStride: usize,
  bases: usize,
  factor: i32,
  window: i32,
  both: bool,
): void {
  const zero = i16x8.splat(0);
  let all00 = zero;
  let all01 = zero;
  let all10 = zero;
  let all11 = zero;
  let high00 = zero;
  let high01 = zero;
  let high10 = zero;
  let high11 = zero;
  const bytes = <usize>window << 4;
  const lastRun = runs + (<usize>runCount << 3);
  for (let run = runs; run < lastRun; run += 8) {
    let p0 = t0 + <usize>load<u32>(run, 0);
    let p1 = t1 + <usize>load<u32>(run, 0);
    const last = w0 + (<usize>load<u32>(run, 4) << 4);
    while (w0 < last) {
      const end = min(w0 + bytes, last);
      let a00 = zero;
      let a01 = zero;
      let a10 = zero;
      let a11 = zero;
      do {
        const i0 = v128.load(w0);
        const i1 = v128.load(w1);
        const x0 = v128.load(p0);
        const x1 = v128.load(p1);
        a00 = i8x16.add(a00, pick(x0, i0));
        a01 = i8x16.add(a01, pick(x0, i1));
        a10 = i8x16.add(a10, pick(x1, i0));
        a11 = i8x16.add(a11, pick(x1, i1));
        p0 += 16;
        p1 += 16;
        w0 += 16;
        w1 += 16;
      } while (w0 < end);
      all00 = i16x8.add(all00, a00);
      high00 = i16x8.add(high00, i16x8.shr_u(a00, 8));
      all01 = i16x8.add(all01, a01);
      high01 = i16x8.add(high01, i16x8.shr_u(a01, 8));
      all10 = i16x8.add(all10, a10);
      high10 = i16x8.add(high10, i16x8.shr_u(a10, 8));
      all11 = i16x8.add(all11, a11);
      high11 = i16x8.add(high11, i16x8.shr_u(a11, 8));
    }
  }
  const f = i32x4.splat(factor);
  const first = bases != 0;
  const base0 = first ? v128.load32_splat(bases, 0) : f;
  const base1 = first ? v128.load32_splat(bases, 4) : f;
  put(acc, first, base0, f, all00, high00);
  put(acc + accStride, first, base1, f, all10, high10);
  if (!both) return;
  put(acc + 64, first, base0, f, all01, high01);
  put(acc + accStride + 64, first, base1, f, all11, high11);
}

/** One position against up to four blocks, of which `count` are kept: fully connected layers, and a last odd position. */
function row(
  table: usize,
  runs: usize,
  runCount: i32,
  w0: usize,
  stride: usize,
  acc: usize,
  bases: usize,
  factor: i32,
  window: i32,
  count: i32,
): void {
  // Blocks beyond the last are copies of one that exists.
  let w1 = w0 + stride;
  let w2 = count > 2 ? w1 + stride : w1;
  let w3 = count > 3 ? w2 + stride : w2;
  const zero = i16x8.splat(0);
  let all0 = zero;
  let all1 = zero;
  let all2 = zero;
  let all3 = zero;
  let high0 = zero;
  let high1 = zero;
  let high2 = zero;
  let high3 = zero;
  const bytes = <usize>window << 4;
  const lastRun = runs + (<usize>runCount << 3);
  for (let run = runs; run < lastRun; run += 8) {
    let p = table + <usize>load<u32>(run, 0);
    const last = w0 + (<usize>load<u32>(run, 4) << 4);
    while (w0 < last) {
      const end = min(w0 + bytes, last);
      let a0 = zero;
      let a1 = zero;
      let a2 = zero;
      let a3 = zero;
      do {
        const x = v128.load(p);
        a0 = i8x16.add(a0, pick(x, v128.load(w0)));
        a1 = i8x16.add(a1, pick(x, v128.load(w1)));
        a2 = i8x16.add(a2, pick(x, v128.load(w2)));
        a3 = i8x16.add(a3, pick(x, v128.load(w3)));
        p += 16;
        w0 += 16;
        w1 += 16;
        w2 += 16;
        w3 += 16;
      } while (w0 < end);
      all0 = i16x8.add(all0, a0);
      high0 = i16x8.add(high0, i16x8.shr_u(a0, 8));
      all1 = i16x8.add(all1, a1);
      high1 = i16x8.add(high1, i16x8.shr_u(a1, 8));
      all2 = i16x8.add(all2, a2);
      high2 = i16x8.add(high2, i16x8.shr_u(a2, 8));
      all3 = i16x8.add(all3, a3);
      high3 = i16x8.add(high3, i16x8.shr_u(a3, 8));
    }
  }
  const f = i32x4.splat(factor);
  const first = bases != 0;
  const base = first ? v128.load32_splat(bases) : f;
  put(acc, first, base, f, all0, high0);
  if (count > 1) put(acc + 64, first, base, f, all1, high1);
  if (count > 2) put(acc + 128, first, base, f, all2, high2);
  if (count > 3) put(acc + 192, first, base, f, all3, high3);
}
