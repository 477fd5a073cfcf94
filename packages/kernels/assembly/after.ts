/** What follows the sums of a layer: pooling and thresholds, 16 kernels at a time. `lanes` (kernels with their padding) is a multiple of 16. */

/** Regions of an average pool: (first position, rows, columns) of each; `width`: positions of a row of the map. i32 [position, lane]. */
export function poolSums(acc: usize, width: i32, lanes: i32, regions: usize, regionCount: i32, target: usize): void {
  const stride = <usize>lanes << 2;
  for (let r = 0; r < regionCount; r++, regions += 12) {
    const first = acc + <usize>load<u32>(regions, 0) * stride;
    const rows: i32 = load<i32>(regions, 4);
    const columns: i32 = load<i32>(regions, 8);
    for (let lane: usize = 0; lane < stride; lane += 16, target += 16) {
      let sum = i32x4.splat(0);
      for (let y = 0; y < rows; y++) {
        let from = first + <usize>(y * width) * stride + lane;
        for (let x = 0; x < columns; x++, from += stride) sum = i32x4.add(sum, v128.load(from));
      }
      v128.store(target, sum);
    }
  }
}

/** The largest code of each region, or the smallest where `flips` has all bits of a lane set. A byte a code, [position, lane]. */
export function poolCodes(codes: usize, width: i32, lanes: i32, regions: usize, regionCount: i32, flips: usize, target: usize): void {
  const stride = <usize>lanes;
  for (let r = 0; r < regionCount; r++, regions += 12) {
    const first = codes + <usize>load<u32>(regions, 0) * stride;
    const rows: i32 = load<i32>(regions, 4);
    const columns: i32 = load<i32>(regions, 8);
    for (let lane: usize = 0; lane < stride; lane += 16, target += 16) {
      const flip = v128.load(flips + lane);
      let best = i8x16.splat(0);
      for (let y = 0; y < rows; y++) {
        let from = first + <usize>(y * width) * stride + lane;
        for (let x = 0; x < columns; x++, from += stride) best = i8x16.max_u(best, v128.xor(v128.load(from), flip));
      }
      v128.store(target, v128.xor(best, flip));
    }
  }
}

/**
 * Code = number of levels met. `levels`: i32 [border class, block of 4 lanes, level, 4]; `flips`: i32 a lane, all bits set for falling kernels, whose sums
 * and levels are taken as complements (levels are stored so). `classes`: u16 a position, or 0 where there is one class.
 */
export function thresholds(acc: usize, positions: i32, lanes: i32, levels: usize, count: i32, flips: usize, classes: usize, target: usize): void {
  const classBytes = <usize>(lanes * count) << 2;
  for (let p = 0; p < positions; p++) {
    let level = classes == 0 ? levels : levels + <usize>load<u16>(classes + (<usize>p << 1)) * classBytes;
    for (let lane = 0; lane < lanes; lane += 16, acc += 64, target += 16) {
      const flip = flips + (<usize>lane << 2);
      const s0 = v128.xor(v128.load(acc, 0), v128.load(flip, 0));
      const s1 = v128.xor(v128.load(acc, 16), v128.load(flip, 16));
      const s2 = v128.xor(v128.load(acc, 32), v128.load(flip, 32));
      const s3 = v128.xor(v128.load(acc, 48), v128.load(flip, 48));
      let n0 = i32x4.splat(0);
      let n1 = n0;
      let n2 = n0;
      let n3 = n0;
      const block = <usize>count << 4;
      const end = level + block;
      for (; level < end; level += 16) {
        n0 = i32x4.sub(n0, i32x4.ge_s(s0, v128.load(level)));
        n1 = i32x4.sub(n1, i32x4.ge_s(s1, v128.load(level + block)));
        n2 = i32x4.sub(n2, i32x4.ge_s(s2, v128.load(level + 2 * block)));
        n3 = i32x4.sub(n3, i32x4.ge_s(s3, v128.load(level + 3 * block)));
      }
      level += 3 * block;
      v128.store(target, i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(n0, n1), i16x8.narrow_i32x4_s(n2, n3)));
    }
  }
}

/**
 * The same in 16 bits, twice as fast: sums are cut to 16 bits, so the host asks for it where that changes no comparison.
 * `levels`: i16 [border class, block of 8 lanes, level, 8]; `flips`: i16 a lane.
 */
export function thresholds16(acc: usize, positions: i32, lanes: i32, levels: usize, count: i32, flips: usize, classes: usize, target: usize): void {
  const classBytes = <usize>(lanes * count) << 1;
  const block = <usize>count << 4;
  for (let p = 0; p < positions; p++) {
    let level = classes == 0 ? levels : levels + <usize>load<u16>(classes + (<usize>p << 1)) * classBytes;
    for (let lane = 0; lane < lanes; lane += 16, acc += 64, target += 16) {
      const flip = flips + (<usize>lane << 1);
      const s0 = v128.xor(i16x8.narrow_i32x4_s(v128.load(acc, 0), v128.load(acc, 16)), v128.load(flip, 0));
      const s1 = v128.xor(i16x8.narrow_i32x4_s(v128.load(acc, 32), v128.load(acc, 48)), v128.load(flip, 16));
      let n0 = i16x8.splat(0);
      let n1 = n0;
      const end = level + block;
      for (; level < end; level += 16) {
        n0 = i16x8.sub(n0, i16x8.ge_s(s0, v128.load(level)));
        n1 = i16x8.sub(n1, i16x8.ge_s(s1, v128.load(level + block)));
      }
      level += block;
      v128.store(target, i8x16.narrow_i16x8_u(n0, n1));
    }
  }
}
