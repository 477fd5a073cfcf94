/**
 * Convolutions and fully connected layers of real numbers: float32 in and out, sums in float64 tap by tap and rounded once, so the bits are
 * those of the reference in TypeScript. Lanes are kernels; a tile is 8 kernels x 2 positions.
 */

// @ts-ignore: decorator
@inline
function lane(to: usize, stride: usize, left: i32, pair: v128, index: i32): void {
  if (left > index) store<f32>(to + <usize>index * stride, <f32>f64x2.extract_lane(pair, 0));
  if (left > index + 1) store<f32>(to + <usize>(index + 1) * stride, <f32>f64x2.extract_lane(pair, 1));
}

/**
 * `map`: f64; `starts`: element at which each position's window starts; `taps`: element of each tap from there. `weights`: f32 [block of 8
 * kernels, tap, 8]; `bias`: f64 a kernel, filled up to whole blocks. `out`: f32 [kernel, position].
 */
export function linear(
  map: usize,
  starts: usize,
  positions: i32,
  taps: usize,
  tapCount: i32,
  weights: usize,
  kernels: i32,
  bias: usize,
  out: usize,
): void {
  const lastTap = taps + (<usize>tapCount << 2);
  const stride = <usize>positions << 2;
  for (let k: i32 = 0; k < kernels; k += 8, weights += <usize>tapCount << 5) {
    const b = bias + (<usize>k << 3);
    const left = kernels - k;
    for (let p: i32 = 0; p < positions; p += 2) {
      const q = min(p + 1, positions - 1);
      const x = map + (<usize>load<u32>(starts + (<usize>p << 2)) << 3);
      const y = map + (<usize>load<u32>(starts + (<usize>q << 2)) << 3);
      let x0 = f64x2.splat(0);
      let x1 = x0;
      let x2 = x0;
      let x3 = x0;
      let y0 = x0;
      let y1 = x0;
      let y2 = x0;
      let y3 = x0;
      let w = weights;
      for (let tap = taps; tap < lastTap; tap += 4, w += 32) {
        const at = <usize>load<u32>(tap) << 3;
        const vx = v128.load64_splat(x + at);
        const vy = v128.load64_splat(y + at);
        let v = f64x2.promote_low_f32x4(v128.load64_zero(w, 0));
        x0 = f64x2.add(x0, f64x2.mul(v, vx));
        y0 = f64x2.add(y0, f64x2.mul(v, vy));
        v = f64x2.promote_low_f32x4(v128.load64_zero(w, 8));
        x1 = f64x2.add(x1, f64x2.mul(v, vx));
        y1 = f64x2.add(y1, f64x2.mul(v, vy));
        v = f64x2.promote_low_f32x4(v128.load64_zero(w, 16));
        x2 = f64x2.add(x2, f64x2.mul(v, vx));
        y2 = f64x2.add(y2, f64x2.mul(v, vy));
        v = f64x2.promote_low_f32x4(v128.load64_zero(w, 24));
        x3 = f64x2.add(x3, f64x2.mul(v, vx));
        y3 = f64x2.add(y3, f64x2.mul(v, vy));
      }
      const to = out + <usize>k * stride;
      const first = to + (<usize>p << 2);
      const second = to + (<usize>q << 2);
      lane(first, stride, left, f64x2.add(x0, v128.load(b, 0)), 0);
      lane(second, stride, left, f64x2.add(y0, v128.load(b, 0)), 0);
      lane(first, stride, left, f64x2.add(x1, v128.load(b, 16)), 2);
      lane(second, stride, left, f64x2.add(y1, v128.load(b, 16)), 2);
      lane(first, stride, left, f64x2.add(x2, v128.load(b, 32)), 4);
      lane(second, stride, left, f64x2.add(y2, v128.load(b, 32)), 4);
      lane(first, stride, left, f64x2.add(x3, v128.load(b, 48)), 6);
      lane(second, stride, left, f64x2.add(y3, v128.load(b, 48)), 6);
    }
  }
}
