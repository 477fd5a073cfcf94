/**
 * Ranges of quantisers, chosen for the least mean squared error.
 *
 * A range that covers every number seen wastes its few levels on outliers; one that clips too much loses large numbers. The range is therefore
 * searched among shares of the full one. Both ends shrink by the same share; 0 always stays inside, and is a level, so that padding is exact.
 */
import { roundHalfEven } from '../arithmetic/round.ts';

/** [least, greatest], least <= 0 <= greatest, not both 0; as in a `Calibration`. */
export type Range = readonly [least: number, greatest: number];

// 1, 0.975, ... 0.2 of the full range: finer steps change the error by less than a percent at 8 bits, where they matter least.
const shares: readonly number[] = Array.from({ length: 33 }, (_, i) => 1 - 0.025 * i);

/** Scale and zero point of an unsigned code of `bits` bits over a range. real = (code - zero) x scale. */
export function affineOf([least, greatest]: Range, bits: number): { readonly scale: number; readonly zero: number } {
  const most = 2 ** bits - 1;
  const scale = (greatest - least) / most;
  return { scale, zero: Math.min(most, Math.max(0, roundHalfEven(-least / scale))) };
}

/** The range of an activation, from samples of it. `exact`: its least and greatest number over all images of the sample. */
export function activationRange(samples: Float32Array, exact: Range, bits: number): Range {
  const least = Math.min(0, exact[0]);
  const greatest = Math.max(0, exact[1]);
  // Nothing but zeros, or numbers too small for a scale in float32.
  if (greatest - least < 2 ** -100) return [0, 1];
  return leastError(
    shares,
    (share): Range => [least * share, greatest * share],
    (range) => affineError(samples, range, bits),
  );
}

function affineError(samples: Float32Array, range: Range, bits: number): number {
  const { scale, zero } = affineOf(range, bits);
  const most = 2 ** bits - 1;
  let error = 0;
  for (const x of samples) {
    const level = Math.round(x / scale) + zero;
    const code = level < 0 ? 0 : level > most ? most : level;
    error += (x - (code - zero) * scale) ** 2;
  }
  return error;
}

/**
 * Scale of a kernel's weights: of narrow signed codes, -(2^(bits-1) - 1) to 2^(bits-1) - 1; of one bit, the mean magnitude, which is the best scale of +1 and -1
 * (Rastegari et al., XNOR-Net, arXiv:1603.05279, equation 6). Of a kernel of zeros 1, or next to nothing at one bit.
 */
export function weightScale(weights: Float64Array, bits: number): number {
  let largest = 0;
  let sum = 0;
  for (const w of weights) {
    const magnitude = Math.abs(w);
    sum += magnitude;
    if (magnitude > largest) largest = magnitude;
  }
  // One bit has no code for 0: a kernel of zeros gets the least scale that float32 holds in full.
  if (largest === 0) return bits === 1 ? 2 ** -126 : 1;
  if (bits === 1) return sum / weights.length;
  const most = 2 ** (bits - 1) - 1;
  const sample = sampleOf(weights);
  return leastError(
    shares,
    (share) => (largest * share) / most,
    (scale) => signedError(sample, scale, most),
  );
}

/** Weights of one kernel whose error is computed for each candidate: more hardly move the best scale, and cost much in layers of millions. */
const mostSampled = 1024;

function sampleOf(weights: Float64Array): Float64Array {
  if (weights.length <= mostSampled) return weights;
  // An odd step visits all positions of a kernel of even sides.
  const step = Math.ceil(weights.length / mostSampled) | 1;
  const sample = new Float64Array(Math.ceil(weights.length / step));
  for (let i = 0; i < sample.length; i++) sample[i] = weights[i * step]!;
  return sample;
}

function signedError(weights: Float64Array, scale: number, most: number): number {
  let error = 0;
  for (let i = 0; i < weights.length; i++) {
    const level = Math.round(weights[i]! / scale);
    const off = weights[i]! - (level < -most ? -most : level > most ? most : level) * scale;
    error += off * off;
  }
  return error;
}

function leastError<Candidate>(list: readonly number[], make: (share: number) => Candidate, error: (candidate: Candidate) => number): Candidate {
  let best = make(list[0]!);
  let least = error(best);
  for (const share of list.slice(1)) {
    const candidate = make(share);
    const found = error(candidate);
    if (found < least) [best, least] = [candidate, found];
  }
  return best;
}
