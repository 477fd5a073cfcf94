/**
 * The count of every activation of two rows. Sixteen kernels lie in the bytes of a vector, eight taps each, so that counts need no adding up
 * across a vector: a tile is 4 windows x 16 kernels, summed in bytes over at most 31 bytes of a row.
 */

/** Counts of the taps that a byte of an input row shares with sixteen kernels. */
// @ts-ignore: decorator
@inline
function shared(row: usize, weights: v128): v128 {
  return i8x16.popcnt(v128.and(v128.load8_splat(row), weights));
}

/** Adds sixteen bytes to sixteen numbers of 16 bits. */
// @ts-ignore: decorator
@inline
function widen(to: usize, bytes: v128): void {
  v128.store(to, i16x8.add(v128.load(to), i16x8.extend_low_i8x16_u(bytes)));
  v128.store(to, i16x8.add(v128.load(to, 16), i16x8.extend_high_i8x16_u(bytes)), 16);
}

/** Copies the counts of `kernels` kernels, at most sixteen, into the trace, and adds `factor` times them to the sums. */
function keep(counts: usize, kernels: i32, trace: usize, sums: usize, factor: i32): void {
  if (kernels < 16) {
    for (const end = counts + (<usize>kernels << 1); counts < end; counts += 2, trace += 2, sums += 4) {
      const ones = load<u16>(counts);
      store<u16>(trace, ones);
      store<i32>(sums, load<i32>(sums) + factor * <i32>ones);
    }
    return;
  }
  const f = i32x4.splat(factor);
  for (let half = 0; half < 2; half++, counts += 16, trace += 16, sums += 32) {
    const ones = v128.load(counts);
    v128.store(trace, ones);
    v128.store(sums, i32x4.add(v128.load(sums), i32x4.mul(i32x4.extend_low_i16x8_u(ones), f)));
    v128.store(sums, i32x4.add(v128.load(sums, 16), i32x4.mul(i32x4.extend_high_i16x8_u(ones), f)), 16);
  }
}

/**
 * `rows`: [window] of `rowBytes` bytes. `weights`: [block of 16 kernels, byte of a row, kernel]. `parts`: bytes of each part of a row, u32; a part
 * has at most 65,535 bits. `sums`: i32 [window, kernel], `sumStride` bytes a window: factor x count is added. `trace`: u16 [window, part, kernel],
 * `traceStride` bytes a window and `partTrace` a part. `work`: 128 bytes to work in.
 */
export function countParts(
  rows: usize,
  windows: i32,
  weights: usize,
  kernels: i32,
  rowBytes: usize,
  parts: usize,
  partCount: i32,
  sums: usize,
  sumStride: usize,
  factor: i32,
  trace: usize,
  traceStride: usize,
  partTrace: usize,
  work: usize,
): void {
  for (let p: i32 = 0; p < windows; p += 4) {
    const many = min(4, windows - p);
    const x0 = rows + <usize>p * rowBytes;
    const x1 = rows + <usize>min(p + 1, windows - 1) * rowBytes;
    const x2 = rows + <usize>min(p + 2, windows - 1) * rowBytes;
    const x3 = rows + <usize>min(p + 3, windows - 1) * rowBytes;
    let w = weights;
    for (let k: i32 = 0; k < kernels; k += 16) {
      let at: usize = 0;
      for (let part = 0; part < partCount; part++) {
        const end = at + load<u32>(parts + (<usize>part << 2));
        // Shorter than the call that fills memory.
        for (let i: usize = 0; i < 128; i += 16) v128.store(work + i, i8x16.splat(0));
        while (at < end) {
          let c0 = i8x16.splat(0);
          let c1 = c0;
          let c2 = c0;
          let c3 = c0;
          for (const until = min(at + 31, end); at < until; at++, w += 16) {
            const v = v128.load(w);
            c0 = i8x16.add(c0, shared(x0 + at, v));
            c1 = i8x16.add(c1, shared(x1 + at, v));
            c2 = i8x16.add(c2, shared(x2 + at, v));
            c3 = i8x16.add(c3, shared(x3 + at, v));
          }
          widen(work, c0);
          widen(work + 32, c1);
          widen(work + 64, c2);
          widen(work + 96, c3);
        }
        for (let i = 0; i < many; i++) {
          const window = <usize>(p + i);
          const to = trace + window * traceStride + <usize>part * partTrace + (<usize>k << 1);
          keep(work + (<usize>i << 5), kernels - k, to, sums + window * sumStride + (<usize>k << 2), factor);
        }
      }
    }
  }
}
