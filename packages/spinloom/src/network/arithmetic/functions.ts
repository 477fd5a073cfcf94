/**
 * Elementary functions that JavaScript engines compute differently in the last bits, or lack: from + - x / and square roots alone, so that
 * integer thresholds searched through them are the same everywhere.
 *
 * Range reduction and series; each within a few units in the last place of float64. `log` is that of the random streams.
 */
import { log } from '../../random/index.ts';

// ln 2 in two pieces, the high one with trailing zero bits: k x ln2High is exact.
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

/** e^x. */
export function exp(x: number): number {
  if (!(x > -746 && x < 710)) return Number.isNaN(x) ? x : x < 0 ? 0 : Number.POSITIVE_INFINITY;
  const k = Math.round(x / Math.LN2);
  // In two factors: the reduced argument keeps its last bits, and 2^k may be subnormal.
  return powerOfTwo(k >> 1) * powerOfTwo(k - (k >> 1)) * (1 + series(x - k * ln2High - k * ln2Low));
}

/** e^x - 1, exact also near 0. */
export function expm1(x: number): number {
  return Math.abs(x) < 0.34 ? series(x) : exp(x) - 1;
}

/** e^r - 1 for |r| up to 0.35: Taylor, to the 14th power. */
function series(r: number): number {
  let sum = 0;
  for (let n = 14; n >= 1; n--) sum = (r / n) * (1 + sum);
  return sum;
}

function powerOfTwo(k: number): number {
  let power = 1;
  let factor = k < 0 ? 0.5 : 2;
  for (let n = Math.abs(k); n > 0; n >>= 1) {
    if (n & 1) power *= factor;
    factor *= factor;
  }
  return power;
}

/** Natural logarithm: -Infinity of 0, NaN below. */
export function ln(x: number): number {
  if (x < 2.3e-308) return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? log(x * 2 ** 60) - 60 * Math.LN2 : Number.NaN;
  return x < Number.POSITIVE_INFINITY ? log(x) : x;
}

/** ln(1 + x), exact also near 0. Source: Kahan's correction, W. Kahan, HP-15C Advanced Functions Handbook. */
export function log1p(x: number): number {
  const sum = 1 + x;
  return sum === 1 ? x : sum === Number.POSITIVE_INFINITY ? sum : (ln(sum) * x) / (sum - 1);
}

/** 1 / (1 + e^-x). */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const power = exp(x);
  return power / (1 + power);
}

export function tanh(x: number): number {
  const power = expm1(-2 * Math.abs(x));
  const size = -power / (2 + power);
  return x < 0 ? -size : size;
}

/** ln(1 + e^x). */
export function softplus(x: number): number {
  return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
}

/** The error function. Source: Abramowitz and Stegun 7.1.6, a series of positive terms. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (!(size < 6)) return Number.isNaN(x) ? x : Math.sign(x);
  let term = size;
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * size * size) / (2 * n + 1);
    sum += term;
  }
  const value = Math.min(1, 1.1283791670955126 * exp(-size * size) * sum);
  return x < 0 ? -value : value;
}
