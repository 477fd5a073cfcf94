/**
 * Sums of bytes in 16-bit words without a shuffle: `all` adds byte pairs as words, `high` their upper bytes; the lower sums are
 * all - (high << 8), modulo 2^16. The caller keeps a sum below 65536.
 */

/** 16 sums of one position: acc = base + factor x sum where `first`, else acc + factor x sum. */
// @ts-ignore: decorator
@inline
export function put(acc: usize, first: bool, base: v128, factor: v128, all: v128, high: v128): void {
  // The lower sums are those of kernels 0, 2, 4, ..; the upper those of 1, 3, 5, ..
  const even = i16x8.sub(all, i16x8.shl(high, 8));
  const a = i8x16.shuffle(even, high, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23);
  const b = i8x16.shuffle(even, high, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31);
  const s0 = i32x4.mul(i32x4.extend_low_i16x8_u(a), factor);
  const s1 = i32x4.mul(i32x4.extend_high_i16x8_u(a), factor);
  const s2 = i32x4.mul(i32x4.extend_low_i16x8_u(b), factor);
  const s3 = i32x4.mul(i32x4.extend_high_i16x8_u(b), factor);
  if (first) {
    v128.store(acc, i32x4.add(base, s0), 0);
    v128.store(acc, i32x4.add(base, s1), 16);
    v128.store(acc, i32x4.add(base, s2), 32);
    v128.store(acc, i32x4.add(base, s3), 48);
  } else {
    v128.store(acc, i32x4.add(v128.load(acc, 0), s0), 0);
    v128.store(acc, i32x4.add(v128.load(acc, 16), s1), 16);
    v128.store(acc, i32x4.add(v128.load(acc, 32), s2), 32);
    v128.store(acc, i32x4.add(v128.load(acc, 48), s3), 48);
  }
}
