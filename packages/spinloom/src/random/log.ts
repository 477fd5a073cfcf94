/**
 * Natural logarithm from + - x / alone, so that every engine gives the same bits (Math.log may differ between engines).
 *
 * x = m 2^e with m in [sqrt(1/2), sqrt 2); ln m = 2 atanh(s), s = (m-1)/(m+1), by its odd series up to s^25
 * (|s| < 0.1716, so the remainder is below 2e-20). Relative error below 1e-15. Defined for finite positive normal x.
 */
export function log(x: number): number {
  bits[0] = x;
  const high = words[1]!;
  let exponent = (high >>> 20) - 1023;
  words[1] = (high & 0xfffff) | 0x3ff00000;
  let mantissa = bits[0]!;
  if (mantissa > Math.SQRT2) {
    mantissa *= 0.5;
    exponent += 1;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let series = 0;
  for (let odd = 25; odd >= 3; odd -= 2) series = (series + 1 / odd) * square;
  return exponent * ln2High + (2 * s + (2 * s * series + exponent * ln2Low));
}

// Little-endian words of the double, as on every platform that JavaScript engines support.
const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);
// ln 2 in two pieces, the high one with 21 trailing zero bits: exponent x ln2High is exact.
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
