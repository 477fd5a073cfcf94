/** Gaps between visits: skip.ts of the engine, operation by operation, two visits a vector. */

/**
 * Trials up to and with each of `count` visits, f64, an even number, whose gaps come from as many words and follow `passed`. `scale`: 1 / ln(1 - p), 0 where p is 1;
 * `logs`: 256 pairs (reciprocal, logarithm), then ln 2 and the constants that are read below: engines make a vector constant of the code anew, in
 * several instructions, wherever it is used. Returns the last.
 */
export function gapsToVisits(words: usize, count: i32, scale: f64, logs: usize, passed: f64, visits: usize): f64 {
  // 1/2; 1, also the exponent of [1, 2); 2^52, also the exponent of whole numbers from there on; the exponent of 2^32.
  const half = v128.load64_splat(logs, 4104);
  const one = v128.load64_splat(logs, 4112);
  const whole = v128.load64_splat(logs, 4120);
  const top = v128.load64_splat(logs, 4128);
  const third = v128.load64_splat(logs, 4136);
  const quarter = v128.load64_splat(logs, 4144);
  // The mantissa; the cell, sixteen bytes each.
  const mantissa = v128.load64_splat(logs, 4152);
  const cellMask = v128.load64_splat(logs, 4160);
  const ln2 = v128.load64_splat(logs, 4096);
  const scales = f64x2.splat(scale);
  let before = f64x2.splat(passed);
  for (const end = words + (<usize>count << 2); words < end; words += 8, visits += 16) {
    // ln((word + 1/2) / 2^32) of two words.
    const x = f64x2.add(f64x2.convert_low_i32x4_u(v128.load64_zero(words)), half);
    // The eight bits after the exponent, four places to the left.
    const cells = v128.and(i64x2.shr_u(x, 40), cellMask);
    const first = v128.load(logs + <usize>i64x2.extract_lane(cells, 0));
    const second = v128.load(logs + <usize>i64x2.extract_lane(cells, 1));
    const reciprocals = v128.shuffle<f64>(first, second, 0, 2);
    const logarithms = v128.shuffle<f64>(first, second, 1, 3);
    const rest = f64x2.sub(f64x2.mul(v128.or(v128.and(x, mantissa), one), reciprocals), one);
    let series = f64x2.sub(half, f64x2.mul(rest, f64x2.sub(third, f64x2.mul(rest, quarter))));
    series = f64x2.mul(rest, f64x2.sub(one, f64x2.mul(rest, series)));
    // The exponent as a number: in the last bits of 2^52.
    const below = f64x2.sub(top, f64x2.sub(v128.or(i64x2.shr_u(x, 52), whole), whole));
    const log = f64x2.sub(f64x2.add(logarithms, series), f64x2.mul(below, ln2));
    const gaps = f64x2.add(f64x2.floor(f64x2.mul(log, scales)), one);
    // Whole numbers: exact in any order.
    const now = f64x2.add(before, f64x2.add(gaps, i8x16.shuffle(gaps, i64x2.splat(0), 16, 17, 18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 5, 6, 7)));
    v128.store(visits, now);
    before = v128.shuffle<f64>(now, now, 1, 1);
  }
  return f64x2.extract_lane(before, 0);
}
