/**
 * Integer thresholds: batch normalisation, activation and quantiser of a layer folded into 2^k - 1 levels a kernel.
 *
 * Levels are sorted so that those met come first; their number is found by halving, which 2^k - 1 levels allow without a remainder, and
 * without a branch, which random sums would mispredict every other time. A falling kernel is a rising one of complements: a <= b as ~a >= ~b.
 */
import type { Dot, Thresholds } from '../../../network/index.ts';

/**
 * The code of each sum: the number of its levels that are met, at or above (rising kernels), at or below (falling).
 *
 * `sums`: [kernel, y, x] after average pooling; the result has the same shape. The levels are those of the position's border class.
 */
export function applyThresholds(layer: Dot & { readonly thresholds: Thresholds }, sums: Int32Array): Uint8Array {
  const { rising, levels, output } = layer.thresholds;
  const kernels = layer.geometry.output[0];
  const count = 2 ** output.bits - 1;
  const positions = sums.length / kernels;
  const classes = layer.borders?.of ?? noClasses;
  const codes = new Uint8Array(sums.length);
  for (let k = 0; k < kernels; k++) {
    const flip = rising[k] === 1 ? 0 : -1;
    const row = k * positions;
    // Runs of one class are taken together: a row of a feature map has few.
    for (let from = 0, to = 0; from < positions; from = to) {
      const borderClass = classes.length === 0 ? 0 : classes[from]!;
      to = classes.length === 0 ? positions : endOfRun(classes, from, positions);
      countMet(sums, row + from, row + to, levels, (borderClass * kernels + k) * count, count, flip, codes);
    }
  }
  return codes;
}

const noClasses = new Uint16Array(0);

function endOfRun(classes: Uint16Array, from: number, length: number): number {
  let to = from + 1;
  while (to < length && classes[to] === classes[from]) to++;
  return to;
}

/** Codes of the sums in [from, to); `flip` is 0 for rising levels, -1 (complement) for falling ones. */
function countMet(
  sums: Int32Array,
  from: number,
  to: number,
  levels: Int32Array,
  first: number,
  count: number,
  flip: number,
  codes: Uint8Array,
): void {
  if (count === 1) {
    // One level, as of 1-bit codes: no halving.
    const level = levels[first]! ^ flip;
    for (let i = from; i < to; i++) codes[i] = (sums[i]! ^ flip) >= level ? 1 : 0;
    return;
  }
  const half = (count + 1) >>> 1;
  for (let i = from; i < to; i++) {
    const sum = sums[i]! ^ flip;
    let met = 0;
    for (let step = half; step > 0; step >>>= 1) met += step & (below(sum, levels[first + met + step - 1]! ^ flip) - 1);
    codes[i] = met;
  }
}

/** 1 where a < b, else 0, for any two 32-bit integers (Hacker's Delight, section 2-12). */
function below(a: number, b: number): number {
  const difference = (a - b) | 0;
  return (difference ^ ((a ^ b) & (difference ^ a))) >>> 31;
}
