/** Gaps between visits, and their thresholds: skip.ts of the engine, operation by operation, two visits a vector. */
import { sixteenBlocks } from './sixteen-blocks';

/** word + 1/2 of two words: exact. */
// @ts-ignore: decorator
@inline
function halves(words: usize): v128 {
  return f64x2.add(f64x2.convert_low_i32x4_u(v128.load64_zero(words)), f64x2.splat(0.5));
}

/** ln(x / 2^32) of x = word + 1/2; `logs`: 256 pairs (reciprocal, logarithm), then ln 2. */
// @ts-ignore: decorator
@inline
function logsOfFractions(x: v128, logs: usize): v128 {
  // Sixteen bytes a cell: the eight bits after the exponent, four places to the left.
  const cells = v128.and(i64x2.shr_u(x, 40), i64x2.splat(255 << 4));
  const first = v128.load(logs + <usize>i64x2.extract_lane(cells, 0));
  const second = v128.load(logs + <usize>i64x2.extract_lane(cells, 1));
  const reciprocals = v128.shuffle<f64>(first, second, 0, 2);
  const logarithms = v128.shuffle<f64>(first, second, 1, 3);
  const fractions = v128.or(v128.and(x, i64x2.splat(0xfffffffffffff)), i64x2.splat(0x3ff0000000000000));
  const rest = f64x2.sub(f64x2.mul(fractions, reciprocals), f64x2.splat(1));
  let series = f64x2.sub(f64x2.splat(0.2), f64x2.mul(rest, f64x2.splat(0.16666666666666666)));
  series = f64x2.sub(f64x2.splat(0.25), f64x2.mul(rest, series));
  series = f64x2.sub(f64x2.splat(0.3333333333333333), f64x2.mul(rest, series));
  series = f64x2.sub(f64x2.splat(0.5), f64x2.mul(rest, series));
  series = f64x2.mul(rest, f64x2.sub(f64x2.splat(1), f64x2.mul(rest, series)));
  // The exponent as a number: in the last bits of 2^52.
  const exponents = f64x2.sub(v128.or(i64x2.shr_u(x, 52), i64x2.splat(0x4330000000000000)), f64x2.splat(4503599627370496));
  const below = f64x2.sub(f64x2.splat(1055), exponents);
  return f64x2.sub(f64x2.add(logarithms, series), f64x2.mul(below, v128.load64_splat(logs + 4096)));
}

/**
 * Gaps, the visited trial included, and thresholds of the blocks (counter, 0) to (counter + 15, 0), f64. `scale`: 1 / ln(1 - p), 0 where p is 1; `most`: what a uniform number
 * is multiplied by to give a threshold. `words`: 128 bytes to work in.
 */
export function sixteenGaps(
  key0: i32,
  key1: i32,
  counter: i32,
  scale: f64,
  most: f64,
  logs: usize,
  words: usize,
  gaps: usize,
  thresholds: usize,
): void {
  sixteenBlocks(key0, key1, counter, words);
  const scales = f64x2.splat(scale);
  const mosts = f64x2.splat(most);
  for (let lane: usize = 0; lane < 64; lane += 8, gaps += 16, thresholds += 16) {
    const skipped = f64x2.floor(f64x2.mul(logsOfFractions(halves(words + lane), logs), scales));
    v128.store(gaps, f64x2.add(skipped, f64x2.splat(1)));
    // The power of two is exact in any order.
    v128.store(thresholds, f64x2.mul(f64x2.mul(halves(words + lane + 64), f64x2.splat(2.3283064365386963e-10)), mosts));
  }
}
