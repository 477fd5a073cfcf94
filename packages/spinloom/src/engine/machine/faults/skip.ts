/**
 * Rare events among many trials without visiting the trials: gaps between them are geometric.
 *
 * Trials are visited with probability `p`, the greatest that any of them has; the visitor thins them with the uniform that it is given, so each
 * trial succeeds with its own probability. Cost is proportional to p x trials. Method: Devroye, Non-Uniform Random Variate Generation (1986),
 * X.4.3 (waiting time) and VI.2 (thinning). One block of Threefry serves a visit: 32 bits for the gap, 32 for thinning; or two visits where all
 * trials are alike.
 */
import { log, type Stream, threefry2x32 } from '../../../random/index.ts';

/** Visits between two changes of the word, where both are gaps: the kernels make that many blocks at once. */
const blocksAtOnce = 16;

/** Calls `visit(index)` for each visited index in [0, trials), where all trials are alike: first words of sixteen blocks, then the second ones. */
export function skipAheadAlike(stream: Stream, trials: number, p: number, visit: (index: number) => void): void {
  if (p <= 0) return;
  const key0 = stream.uint32(0);
  const key1 = stream.uint32(1);
  const scale = gapScale(p);
  for (let index = 0, visits = 0; ; index++, visits++) {
    const round = Math.floor(visits / (2 * blocksAtOnce));
    threefry2x32(key0, key1, round * blocksAtOnce + (visits % blocksAtOnce), 0, words);
    index += Math.floor(logOfFraction(words[Math.floor(visits / blocksAtOnce) % 2]!) * scale);
    if (index >= trials) return;
    visit(index);
  }
}

/** Calls `visit(index, u)` with u uniform in (0, 1) for each visited index in [0, trials). */
export function skipAhead(stream: Stream, trials: number, p: number, visit: (index: number, u: number) => void): void {
  if (p <= 0) return;
  const key0 = stream.uint32(0);
  const key1 = stream.uint32(1);
  const scale = gapScale(p);
  for (let index = 0, counter = 0; ; index++, counter++) {
    threefry2x32(key0, key1, counter, 0, words);
    index += Math.floor(logOfFraction(words[0]!) * scale);
    if (index >= trials) return;
    visit(index, (words[1]! + 0.5) / 2 ** 32);
  }
}

const words = new Uint32Array(2);

/** What the logarithm of a uniform number is multiplied by to give a gap. */
export function gapScale(p: number): number {
  return p >= 1 ? 0 : 1 / logOfComplement(p);
}

/** The tables of `logOfFraction`: a reciprocal and a log for each cell, then ln 2. */
export function logTables(): Float64Array {
  return Float64Array.from({ length: 2 * cells + 1 }, (_, i) => (i === 2 * cells ? ln2 : (i % 2 === 0 ? reciprocals : logs)[i >> 1]!));
}

/** ln(1 - p) for 0 < p < 1, from + - x / and the shared log. */
function logOfComplement(p: number): number {
  // 1 - p would round away the digits of a small p; the next term of the series is below 1e-16 of the sum.
  return p < 1e-4 ? -p * (1 + p * (1 / 2 + p * (1 / 3 + p * (1 / 4)))) : log(1 - p);
}

const cells = 256;
const reciprocals = Float64Array.from({ length: cells }, (_, i) => 1 / (1 + (i + 0.5) / cells));
const logs = Float64Array.from(reciprocals, (reciprocal) => -log(reciprocal));
const ln2 = log(2);

/** ln((word + 1/2) / 2^32) to about 1e-14: the shared log of the nearest of 256 cells, and a series for the rest. */
function logOfFraction(word: number): number {
  const zeros = Math.clz32(word);
  // In [1, 2).
  const fraction = (word + 0.5) * scales[zeros]!;
  const cell = Math.floor((fraction - 1) * cells);
  const rest = fraction * reciprocals[cell]! - 1;
  return logs[cell]! + rest * (1 - rest * (1 / 2 - rest * (1 / 3 - rest * (1 / 4)))) - (zeros + 1) * ln2;
}

const scales = Float64Array.from({ length: 33 }, (_, zeros) => 2 ** zeros / 2 ** 31);
