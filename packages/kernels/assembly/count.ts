/**
 * Eq. 3 as the sub-arrays do it: popcount(AND) of rows of bits.
 *
 * A row is a sequence of parts (what one activation senses: at most the columns of a mat), each filled up to whole vectors; count-parts.ts keeps
 * their counts. A tile is 2 windows x 2 kernels; bytes are summed over at most 31 vectors.
 */

/** Totals of four vectors of bytes, one a lane. */
// @ts-ignore: decorator
@inline
function totals(a: v128, b: v128, c: v128, d: v128): v128 {
  const ones = i16x8.splat(1);
  const a4 = i32x4.dot_i16x8_s(i16x8.extadd_pairwise_i8x16_u(a), ones);
  const b4 = i32x4.dot_i16x8_s(i16x8.extadd_pairwise_i8x16_u(b), ones);
  const c4 = i32x4.dot_i16x8_s(i16x8.extadd_pairwise_i8x16_u(c), ones);
  const d4 = i32x4.dot_i16x8_s(i16x8.extadd_pairwise_i8x16_u(d), ones);
  const ab = i32x4.add(
    i8x16.shuffle(a4, b4, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23),
    i8x16.shuffle(a4, b4, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31),
  );
  const cd = i32x4.add(
    i8x16.shuffle(c4, d4, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23),
    i8x16.shuffle(c4, d4, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31),
  );
  return i32x4.add(
    i8x16.shuffle(ab, cd, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23),
    i8x16.shuffle(ab, cd, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31),
  );
}

/**
 * `rows`, `weights`: [window], [kernel] of `rowBytes` bytes, one plane each. `sums`: i32 [window, kernel],
 * `sumStride` bytes a window: factor x count is added.
 */
export function count(
  rows: usize,
  windows: i32,
  weights: usize,
  kernels: i32,
  rowBytes: usize,
  sums: usize,
  sumStride: usize,
  factor: i32,
): void {
  const f = i32x4.splat(factor);
  for (let p: i32 = 0; p < windows; p += 2) {
    const q = min(p + 1, windows - 1);
    const x0 = rows + <usize>p * rowBytes;
    const x1 = rows + <usize>q * rowBytes;
    for (let k: i32 = 0; k < kernels; k += 2) {
      const l = min(k + 1, kernels - 1);
      const w0 = weights + <usize>k * rowBytes;
      const w1 = weights + <usize>l * rowBytes;
      let sum = i32x4.splat(0);
      for (let at: usize = 0; at < rowBytes; ) {
        const end = min(at + 496, rowBytes);
        let c00 = i8x16.splat(0);
        let c01 = c00;
        let c10 = c00;
        let c11 = c00;
        for (; at < end; at += 16) {
          const a = v128.load(x0 + at);
          const b = v128.load(x1 + at);
          const c = v128.load(w0 + at);
          const d = v128.load(w1 + at);
          c00 = i8x16.add(c00, i8x16.popcnt(v128.and(a, c)));
          c01 = i8x16.add(c01, i8x16.popcnt(v128.and(a, d)));
          c10 = i8x16.add(c10, i8x16.popcnt(v128.and(b, c)));
          c11 = i8x16.add(c11, i8x16.popcnt(v128.and(b, d)));
        }
        sum = i32x4.add(sum, totals(c00, c01, c10, c11));
      }
      sum = i32x4.mul(sum, f);
      const to = sums + (<usize>k << 2);
      const other = sums + (<usize>l << 2);
      store<i32>(to + <usize>p * sumStride, load<i32>(to + <usize>p * sumStride) + i32x4.extract_lane(sum, 0));
      if (l > k) store<i32>(other + <usize>p * sumStride, load<i32>(other + <usize>p * sumStride) + i32x4.extract_lane(sum, 1));
      if (q == p) continue;
      store<i32>(to + <usize>q * sumStride, load<i32>(to + <usize>q * sumStride) + i32x4.extract_lane(sum, 2));
      if (l > k) store<i32>(other + <usize>q * sumStride, load<i32>(other + <usize>q * sumStride) + i32x4.extract_lane(sum, 3));
    }
  }
}

/**
 * Bits of windows, plane by plane: [plane, window] rows of `rowBytes` bytes. `elements`: place in a window of each of the row's bits, in order
 * (a multiple of 16 of them; where no tap lies, `empty`: an element that is 0 for every window). `scratch`: a byte for each bit.
 */
export function packRows(
  map: usize,
  starts: usize,
  windows: i32,
  elements: usize,
  elementCount: i32,
  empty: u32,
  planes: i32,
  rowBytes: usize,
  scratch: usize,
  rows: usize,
): void {
  const last = elements + (<usize>elementCount << 2);
  for (let w = 0; w < windows; w++) {
    const from = map + load<u32>(starts + (<usize>w << 2));
    let to = scratch;
    for (let e = elements; e < last; e += 4, to++) {
      const element = load<u32>(e);
      store<u8>(to, element == empty ? 0 : load<u8>(from + element));
    }
    for (let m = 0; m < planes; m++) {
      let row = rows + (<usize>m * windows + w) * rowBytes;
      for (let at = scratch; at < to; at += 16, row += 2) store<u16>(row, <u16>i8x16.bitmask(i8x16.shl(v128.load(at), 7 - m)));
    }
  }
}
