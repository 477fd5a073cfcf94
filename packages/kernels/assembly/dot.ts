/**
 * Products of wide weights: acc[p, k] = base + factor x sum over taps of w x, in 16-bit integers or, with relaxed SIMD, in 8-bit ones.
 *
 * A window is a few runs of consecutive elements (channels of neighbouring taps). A tile is 2 positions x 4 kernels.
 */

// @ts-ignore: decorator
@inline
function total(v: v128): i32 {
  const pairs = i32x4.add(v, i8x16.shuffle(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
}

/**
 * Sums of eight products, or sixteen bytes. The relaxed product is the same everywhere: codes are at most 127, so a pair of products fits
 * 16 bits, saturating or not.
 */
// @ts-ignore: decorator
@inline
function product(bytes: bool, weight: v128, code: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD && bytes
    ? i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(weight, code), i16x8.splat(1))
    : i32x4.dot_i16x8_s(weight, code);
}

/**
 * `runs`: (byte offset within a window, bytes) pairs, multiples of 16 bytes. `weights`: [kernel, byte], `weightStride` bytes each.
 * `acc`: [position, kernel], `accStride` bytes a position. `bases`: i32 a position, or 0 for none.
 */
// @ts-ignore: decorator
@inline
function dot(
  bytes: bool,
  codes: usize,
  starts: usize,
  pixelBytes: usize,
  positions: i32,
  runs: usize,
  runCount: i32,
  weights: usize,
  weightStride: usize,
  kernels: i32,
  acc: usize,
  accStride: usize,
  bases: usize,
  factor: i32,
): void {
  const lastRun = runs + (<usize>runCount << 3);
  const lastWeight = weights + <usize>(kernels - 1) * weightStride;
  for (let p: i32 = 0; p < positions; p += 2) {
    const q = min(p + 1, positions - 1);
    const x = codes + <usize>load<u32>(starts + (<usize>p << 2)) * pixelBytes;
    const y = codes + <usize>load<u32>(starts + (<usize>q << 2)) * pixelBytes;
    const baseX = bases == 0 ? 0 : load<i32>(bases + (<usize>p << 2));
    const baseY = bases == 0 ? 0 : load<i32>(bases + (<usize>q << 2));
    const toX = acc + <usize>p * accStride;
    const toY = acc + <usize>q * accStride;
    for (let k: i32 = 0; k < kernels; k += 4) {
      let w0 = weights + <usize>k * weightStride;
      // Kernels beyond the last repeat it, and their sums are dropped.
      let w1 = min(w0 + weightStride, lastWeight);
      let w2 = min(w1 + weightStride, lastWeight);
      let w3 = min(w2 + weightStride, lastWeight);
      let x0 = i32x4.splat(0);
      let x1 = x0;
      let x2 = x0;
      let x3 = x0;
      let y0 = x0;
      let y1 = x0;
      let y2 = x0;
      let y3 = x0;
      for (let run = runs; run < lastRun; run += 8) {
        let px = x + <usize>load<u32>(run, 0);
        let py = y + <usize>load<u32>(run, 0);
        const end = px + <usize>load<u32>(run, 4);
        while (px < end) {
          const cx = v128.load(px);
          const cy = v128.load(py);
          let w = v128.load(w0);
          x0 = i32x4.add(x0, product(bytes, w, cx));
          y0 = i32x4.add(y0, product(bytes, w, cy));
          w = v128.load(w1);
          x1 = i32x4.add(x1, product(bytes, w, cx));
          y1 = i32x4.add(y1, product(bytes, w, cy));
          w = v128.load(w2);
          x2 = i32x4.add(x2, product(bytes, w, cx));
          y2 = i32x4.add(y2, product(bytes, w, cy));
          w = v128.load(w3);
          x3 = i32x4.add(x3, product(bytes, w, cx));
          y3 = i32x4.add(y3, product(bytes, w, cy));
          px += 16;
          py += 16;
          w0 += 16;
          w1 += 16;
          w2 += 16;
          w3 += 16;
        }
      }
      const left = kernels - k;
      const at = <usize>k << 2;
      store<i32>(toX + at, baseX + factor * total(x0), 0);
      store<i32>(toY + at, baseY + factor * total(y0), 0);
      if (left < 2) continue;
      store<i32>(toX + at, baseX + factor * total(x1), 4);
      store<i32>(toY + at, baseY + factor * total(y1), 4);
      if (left < 3) continue;
      store<i32>(toX + at, baseX + factor * total(x2), 8);
      store<i32>(toY + at, baseY + factor * total(y2), 8);
      if (left < 4) continue;
      store<i32>(toX + at, baseX + factor * total(x3), 12);
      store<i32>(toY + at, baseY + factor * total(y3), 12);
    }
  }
}

/** 16-bit elements: any weights and codes of up to 8 bits. */
export function dot16(
  codes: usize,
  starts: usize,
  pixelBytes: usize,
  positions: i32,
  runs: usize,
  runCount: i32,
  weights: usize,
  weightStride: usize,
  kernels: i32,
  acc: usize,
  accStride: usize,
  bases: usize,
  factor: i32,
): void {
  dot(false, codes, starts, pixelBytes, positions, runs, runCount, weights, weightStride, kernels, acc, accStride, bases, factor);
}

/** 8-bit elements: signed weights, codes of at most 7 bits. In the baseline build: nothing; hosts ask `hasBytes` first. */
export function dot8(
  codes: usize,
  starts: usize,
  pixelBytes: usize,
  positions: i32,
  runs: usize,
  runCount: i32,
  weights: usize,
  weightStride: usize,
  kernels: i32,
  acc: usize,
  accStride: usize,
  bases: usize,
  factor: i32,
): void {
  if (ASC_FEATURE_RELAXED_SIMD) {
    dot(true, codes, starts, pixelBytes, positions, runs, runCount, weights, weightStride, kernels, acc, accStride, bases, factor);
  } else {
    unreachable();
  }
}

/**
 * Groups of few kernels, depthwise ones among them: lanes are kernels, each with its own input element beside it.
 * `codes`: 16 bits, [pixel, channel of a group, lane]; `weights`: [tap, channel of a group, lane]. `lanes` is a multiple of 8.
 */
export function lanes(
  codes: usize,
  starts: usize,
  pixelBytes: usize,
  positions: i32,
  taps: usize,
  tapCount: i32,
  channels: i32,
  weights: usize,
  laneCount: i32,
  acc: usize,
  accStride: usize,
): void {
  const laneBytes = <usize>laneCount << 1;
  for (let p: i32 = 0; p < positions; p++) {
    const start = <usize>load<u32>(starts + (<usize>p << 2));
    const to = acc + <usize>p * accStride;
    for (let lane: usize = 0; lane < laneBytes; lane += 16) {
      let low = i32x4.splat(0);
      let high = low;
      let w = weights + lane;
      for (let t = 0; t < tapCount; t++) {
        let x = codes + (start + <usize>load<u32>(taps + (<usize>t << 2))) * pixelBytes + lane;
        for (let c = 0; c < channels; c++, x += laneBytes, w += laneBytes) {
          const code = v128.load(x);
          const weight = v128.load(w);
          low = i32x4.add(low, i32x4.extmul_low_i16x8_s(code, weight));
          high = i32x4.add(high, i32x4.extmul_high_i16x8_s(code, weight));
        }
      }
      v128.store(to + (lane << 1), low, 0);
      v128.store(to + (lane << 1), high, 16);
    }
  }
}
