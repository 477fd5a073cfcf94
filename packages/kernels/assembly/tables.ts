/** Tables of partial sums, and sums of codes. */

/** 16 partial sums of the four codes that a vector repeats: byte i is the sum of the codes j whose bit j is set in i. */
// @ts-ignore: decorator
@inline
function partialSums(codes: v128): v128 {
  const a = i8x16.swizzle(codes, i8x16(-1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0));
  const b = i8x16.swizzle(codes, i8x16(-1, -1, 1, 1, -1, -1, 1, 1, -1, -1, 1, 1, -1, -1, 1, 1));
  const c = i8x16.swizzle(codes, i8x16(-1, -1, -1, -1, 2, 2, 2, 2, -1, -1, -1, -1, 2, 2, 2, 2));
  const d = i8x16.swizzle(codes, i8x16(-1, -1, -1, -1, -1, -1, -1, -1, 3, 3, 3, 3, 3, 3, 3, 3));
  return i8x16.add(i8x16.add(a, b), i8x16.add(c, d));
}

/** A table of 16 bytes for each four of `count` codes (a multiple of 4). Of a code, the bits from `shift` on count, cut to `mask`; mask 255: all. */
export function tables(codes: usize, count: i32, shift: i32, mask: i32, target: usize): void {
  const end = codes + <usize>count;
  if (mask == 255) {
    for (; codes < end; codes += 4, target += 16) v128.store(target, partialSums(v128.load32_splat(codes)));
    return;
  }
  const m = i8x16.splat(<i8>mask);
  for (; codes < end; codes += 4, target += 16) v128.store(target, partialSums(v128.and(i16x8.shr_u(v128.load32_splat(codes), shift), m)));
}

/** Puts into the upper half of each table's bytes the table `ahead` bytes further on, of the position to the right. */
export function pairTables(target: usize, bytes: usize, ahead: usize): void {
  const end = target + bytes;
  for (; target < end; target += 16) v128.store(target, v128.or(v128.load(target), i16x8.shl(v128.load(target + ahead), 4)));
}

/** Sum of the codes of each pixel; `channels` is a multiple of 4. */
function pixelSums(codes: usize, pixels: i32, channels: i32, target: usize): void {
  for (let p = 0; p < pixels; p++, target += 4) {
    let sums = i32x4.splat(0);
    let c = 0;
    for (; c + 16 <= channels; c += 16, codes += 16) {
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(v128.load(codes))));
    }
    for (; c < channels; c += 4, codes += 4) {
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(v128.load32_zero(codes))));
    }
    store<i32>(target, i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3));
  }
}

/** sum(p) x `offset` of each position. `scratch`: i32 a pixel. `taps`: pixels from a window's start. */
export function windowSums(
  codes: usize,
  pixels: i32,
  channels: i32,
  scratch: usize,
  starts: usize,
  positions: i32,
  taps: usize,
  tapCount: i32,
  offset: i32,
  target: usize,
): void {
  pixelSums(codes, pixels, channels, scratch);
  for (let p = 0; p < positions; p++) {
    const from = scratch + (<usize>load<u32>(starts + (<usize>p << 2)) << 2);
    let sum: i32 = 0;
    for (let t = 0; t < tapCount; t++) sum += load<i32>(from + (<usize>load<u32>(taps + (<usize>t << 2)) << 2));
    store<i32>(target + (<usize>p << 2), sum * offset);
  }
}
