/**
 * Errors of slots by skipping ahead: engine/machine/faults (skip.ts, slot-errors.ts) operation by operation, for slots that remember nothing
 * and mats without defects, so that the same streams give the same accumulators.
 *
 * Visits go through the stages in batches: gaps and thresholds, places, states, changes. No stage jumps by what it has just read, so that loads
 * that miss the cache overlap.
 */
import { gapsToVisits } from './gaps';
import { sixteenBlocks } from './sixteen-blocks';

// Fields of a job, in bytes.
// f64: greatest probability; 1 / ln(1 - p), 0 where p is 1; trials
const mostAt: usize = 0;
const scaleAt: usize = 8;
const trialsAt: usize = 16;
// i32 from here on
const firstWindowAt: usize = 24;
// For each counted kernel: its number, its lane, the offset of its first weight row in bytes, that of its channel group in the map.
const countedAt: usize = 28;
const countedLengthAt: usize = 32;
const widthAt: usize = 36;
// Lanes of a window of the sums.
const lanesAt: usize = 40;
const startsAt: usize = 44;
const weightsAt: usize = 48;
const mapAt: usize = 52;
// For each half of each column: its tap, -2^31 where there is none, and the offset of the tap's element in the map.
const columnsOfAt: usize = 60;
// Cells of a state: (code, plane) pairs; code 0 and 2 are weights, 1 and 3 inputs.
const cellsAt: usize = 64;
const cellCountAt: usize = 68;
const anyAt: usize = 72;
const outcomeStartsAt: usize = 76;
const changesAt: usize = 80;
const upToAt: usize = 84;
// Corrections: by kernel, those that share its sum(p), from and up to; their lanes; what it is multiplied by, 0 for slots.
const sharersFromAt: usize = 88;
const sharersToAt: usize = 92;
const lanesOfAt: usize = 56;
const offsetAt: usize = 96;
// Bytes of a weight plane.
const planeBytesAt: usize = 104;
// Halves of a column: the fold.
const halvesAt: usize = 108;
// For `patch` and `patchFolded`: by state, the greatest word that lets a change happen, and the change; 0 where neither serves.
const plainAt: usize = 112;
// For `patch`, where a column is a tap: offset of its element in the map, 0 where there is none, and the taps.
const elementsAt: usize = 120;
const tapsAt: usize = 124;
// Not 0: every visit changes its sum, in its only way, and both words of a block are gaps.
const certainAt: usize = 116;
// Not 0: beside that, the change depends on the AND alone; the change where it is 0, and what is added where it is 1.
const flipsAt: usize = 128;
const unsetAt: usize = 132;
const setAt: usize = 136;
// Logarithms: 256 pairs (reciprocal, log), ln 2, all f64.
const logsAt: usize = 100;

/** Visits of a batch: a multiple of sixteen. */
const batch: i32 = 64;

// Working space: words of gaps; f64 trials up to a visit, before the first and after the last too; f64 2^52 + column, row within a window
// and window; u32 words that thin, states, kernels and sums.
const wordsAt: usize = 0;
const passedAt: usize = wordsAt + 4 * batch;
const columnsAt: usize = passedAt + 8 * batch;
const rowsAt: usize = columnsAt + 8 * batch;
const stepsAt: usize = rowsAt + 8 * batch;
const thinningAt: usize = stepsAt + 8 * batch;
const statesAt: usize = thinningAt + 4 * batch;
const kernelsAt: usize = statesAt + 4 * batch;
const targetsAt: usize = kernelsAt + 4 * batch;

/** One block of windows of one plane pair. `sums`: i32 [window, lane], changed in place; `work`: 3328 bytes to work in. */
export function slotErrors(job: usize, key0: i32, key1: i32, sums: usize, work: usize): void {
  const scale = load<f64>(job, scaleAt);
  const plain = load<usize>(job, plainAt) != 0;
  const folded = load<u32>(job, halvesAt) == 2;
  const certain = load<u32>(job, certainAt) != 0;
  const flips = certain && load<u32>(job, flipsAt) != 0;
  const beyond = load<f64>(job, trialsAt) + 1;
  // Visits a trial, about: -ln(1 - p).
  const mean = -1 / scale;
  const logs = load<usize>(job, logsAt);
  // Trials up to and with the last one visited; whole numbers below 2^53, or beyond the end.
  let passed: f64 = 0;
  for (let counter = 0; passed < beyond; ) {
    // Half a batch where the trials that are left will take no more, about: visits beyond the last cost as much as others.
    const some: i32 = (beyond - passed) * mean < batch / 2 ? 32 : batch;
    let count: i32 = 0;
    for (; count < some; counter += 16) {
      const words = work + wordsAt + (<usize>count << 2);
      sixteenBlocks(key0, key1, counter, words, certain ? words + 64 : work + thinningAt + (<usize>count << 2));
      count += certain ? 32 : 16;
    }
    passed = gapsToVisits(work + wordsAt, count, scale, logs, passed, work + passedAt);
    if (passed >= beyond) while (count > 0 && load<f64>(work + (<usize>count << 3), passedAt - 8) >= beyond) count--;
    locate(job, work, count);
    if (flips) {
      patchFlips(job, work, count, sums);
    } else if (plain && folded) {
      patchFolded(job, work, count, sums);
    } else if (plain) {
      patch(job, work, count, sums);
    } else {
      look(job, work, count);
      apply(job, work, count, sums);
    }
  }
}

/** Quotients of whole numbers below 2^32 by one whose reciprocal is given: half a unit more never reaches the next whole quotient by rounding. */
// @ts-ignore: decorator
@inline
function quotients(n: v128, reciprocal: v128, half: v128): v128 {
  return f64x2.floor(f64x2.mul(f64x2.add(n, half), reciprocal));
}

/** Column, counted kernel and window of each visit, as the low words of 2^52 + n. */
function locate(job: usize, work: usize, count: i32): void {
  const width = f64x2.splat(<f64>load<u32>(job, widthAt));
  const length = f64x2.splat(<f64>load<u32>(job, countedLengthAt));
  const perWidth = f64x2.div(f64x2.splat(1), width);
  const perLength = f64x2.div(f64x2.splat(1), length);
  // Constants as in gaps.ts, and why from there.
  const logs = load<usize>(job, logsAt);
  const half = v128.load64_splat(logs, 4104);
  const one = v128.load64_splat(logs, 4112);
  const whole = v128.load64_splat(logs, 4120);
  for (const end = work + (<usize>count << 3); work < end; work += 16) {
    const indices = f64x2.sub(v128.load(work, passedAt), one);
    const rows = quotients(indices, perWidth, half);
    const steps = quotients(rows, perLength, half);
    v128.store(work, f64x2.add(f64x2.sub(indices, f64x2.mul(rows, width)), whole), columnsAt);
    v128.store(work, f64x2.add(f64x2.sub(rows, f64x2.mul(steps, length)), whole), rowsAt);
    v128.store(work, f64x2.add(steps, whole), stepsAt);
  }
}

/**
 * The last two stages in one, for slots whose state is a weight and an input bit of an unfolded AND, with one possible change a state at most.
 * Nothing jumps by the bits. Where every visit changes its sum, any word lets it.
 */
function patch(job: usize, work: usize, count: i32, sums: usize): void {
  const counted = load<usize>(job, countedAt);
  const lanes = load<u32>(job, lanesAt) << 2;
  const starts = load<usize>(job, startsAt) + (<usize>load<u32>(job, firstWindowAt) << 2);
  const cells = load<usize>(job, cellsAt);
  const weights = load<usize>(job, weightsAt) + load<u32>(job, planeBytesAt) * load<u32>(cells, 4);
  const inputPlane = load<u32>(cells, 12);
  const map = load<usize>(job, mapAt);
  const elements = load<usize>(job, elementsAt);
  const taps = load<u32>(job, tapsAt);
  const table = load<usize>(job, plainAt);
  sums += load<u32>(job, firstWindowAt) * lanes;
  let thinning = work + thinningAt;
  for (const end = work + (<usize>count << 3); work < end; work += 8, thinning += 4) {
    const tap = load<u32>(work, columnsAt);
    const kernel = counted + (<usize>load<u32>(work, rowsAt) << 4);
    const step = load<u32>(work, stepsAt);
    const image = map + load<u32>(starts + (<usize>step << 2)) + load<u32>(kernel, 12);
    const input = (<u32>load<u8>(image + load<u32>(elements + (<usize>tap << 2))) >> inputPlane) & 1;
    const weight = (<u32>load<u8>(weights + load<u32>(kernel, 8) + (tap >> 3)) >> (tap & 7)) & 1;
    // Beyond the last tap no input, and a weight row holds zeros.
    const state = <usize>(weight | ((input & <u32>(tap < taps)) << 1)) << 3;
    const change = load<i32>(table + state, 4) & -(<i32>(load<u32>(thinning) <= load<u32>(table + state)));
    const to = sums + step * lanes + (<usize>load<u32>(kernel, 4) << 2);
    store<i32>(to, load<i32>(to) + change);
  }
}

/** The same where every visit changes its sum and only the AND says how: beyond the last tap a weight row holds zeros. */
function patchFlips(job: usize, work: usize, count: i32, sums: usize): void {
  const counted = load<usize>(job, countedAt);
  const lanes = load<u32>(job, lanesAt) << 2;
  const starts = load<usize>(job, startsAt) + (<usize>load<u32>(job, firstWindowAt) << 2);
  const cells = load<usize>(job, cellsAt);
  const weights = load<usize>(job, weightsAt) + load<u32>(job, planeBytesAt) * load<u32>(cells, 4);
  const inputPlane = load<u32>(cells, 12);
  const map = load<usize>(job, mapAt);
  const elements = load<usize>(job, elementsAt);
  const unset = load<i32>(job, unsetAt);
  const set = load<i32>(job, setAt);
  sums += load<u32>(job, firstWindowAt) * lanes;
  for (const end = work + (<usize>count << 3); work < end; work += 8) {
    const tap = load<u32>(work, columnsAt);
    const kernel = counted + (<usize>load<u32>(work, rowsAt) << 4);
    const step = load<u32>(work, stepsAt);
    const image = map + load<u32>(starts + (<usize>step << 2)) + load<u32>(kernel, 12);
    const input = <u32>load<u8>(image + load<u32>(elements + (<usize>tap << 2))) >> inputPlane;
    const weight = <u32>load<u8>(weights + load<u32>(kernel, 8) + (tap >> 3)) >> (tap & 7);
    const to = sums + step * lanes + (<usize>load<u32>(kernel, 4) << 2);
    store<i32>(to, load<i32>(to) + unset + (set & -(<i32>(input & weight & 1))));
  }
}

/** The same as `patch` for ANDs of both halves of a fold, with up to four changes a state: eight words a state, the last change first. */
function patchFolded(job: usize, work: usize, count: i32, sums: usize): void {
  const counted = load<usize>(job, countedAt);
  const lanes = load<u32>(job, lanesAt) << 2;
  const starts = load<usize>(job, startsAt) + (<usize>load<u32>(job, firstWindowAt) << 2);
  const cells = load<usize>(job, cellsAt);
  const weights = load<usize>(job, weightsAt) + load<u32>(job, planeBytesAt) * load<u32>(cells, 4);
  const inputPlane = load<u32>(cells, 12);
  const map = load<usize>(job, mapAt);
  const columns = load<usize>(job, columnsOfAt);
  const table = load<usize>(job, plainAt);
  sums += load<u32>(job, firstWindowAt) * lanes;
  let thinning = work + thinningAt;
  for (const end = work + (<usize>count << 3); work < end; work += 8, thinning += 4) {
    const column = columns + (<usize>load<u32>(work, columnsAt) << 4);
    const kernel = counted + (<usize>load<u32>(work, rowsAt) << 4);
    const step = load<u32>(work, stepsAt);
    const image = map + load<u32>(starts + (<usize>step << 2)) + load<u32>(kernel, 12);
    const row = weights + load<u32>(kernel, 8);
    const first = bitsOf(row, load<i32>(column), image + load<u32>(column, 4), inputPlane);
    const second = bitsOf(row, load<i32>(column, 8), image + load<u32>(column, 12), inputPlane);
    const state = table + (<usize>(first | (second << 2)) << 5);
    const word = load<u32>(thinning);
    let change = select<i32>(load<i32>(state, 4), 0, word <= load<u32>(state));
    change = select<i32>(load<i32>(state, 12), change, word <= load<u32>(state, 8));
    change = select<i32>(load<i32>(state, 20), change, word <= load<u32>(state, 16));
    change = select<i32>(load<i32>(state, 28), change, word <= load<u32>(state, 24));
    const to = sums + step * lanes + (<usize>load<u32>(kernel, 4) << 2);
    store<i32>(to, load<i32>(to) + change);
  }
}

/** Weight and input bit of a tap; none where there is no tap. */
// @ts-ignore: decorator
@inline
function bitsOf(row: usize, tap: i32, input: usize, inputPlane: u32): u32 {
  const weight = (<u32>load<u8>(row + (<u32>(tap & 0x7fffffff) >> 3)) >> (tap & 7)) & 1;
  const x = (<u32>load<u8>(input) >> inputPlane) & 1;
  return (weight | (x << 1)) & ~(tap >> 31);
}

/** State of each visit, its kernel and the lane of its sum. */
function look(job: usize, work: usize, count: i32): void {
  const counted = load<usize>(job, countedAt);
  const firstWindow = load<u32>(job, firstWindowAt);
  const lanes = load<u32>(job, lanesAt);
  const starts = load<usize>(job, startsAt) + (<usize>firstWindow << 2);
  const weights = load<usize>(job, weightsAt);
  const planeBytes = load<u32>(job, planeBytesAt);
  const map = load<usize>(job, mapAt);
  const columns = load<usize>(job, columnsOfAt);
  const halves = load<u32>(job, halvesAt);
  const cells = load<usize>(job, cellsAt);
  const lastCell = cells + (<usize>load<u32>(job, cellCountAt) << 3);
  let visit = work;
  for (const end = work + (<usize>count << 2); work < end; work += 4, visit += 8) {
    const column = columns + ((<usize>load<u32>(visit, columnsAt) * halves) << 3);
    const kernel = counted + (<usize>load<u32>(visit, rowsAt) << 4);
    const step = load<u32>(visit, stepsAt);
    const image = map + load<u32>(starts + (<usize>step << 2)) + load<u32>(kernel, 12);
    const rows = weights + load<u32>(kernel, 8);
    store<u32>(work, load<u32>(kernel), kernelsAt);
    store<u32>(work, (firstWindow + step) * lanes + load<u32>(kernel, 4), targetsAt);
    let state: u32 = 0;
    let bit: u32 = 0;
    for (let cell = cells; cell < lastCell; cell += 8, bit++) {
      const code = load<u32>(cell, 0);
      const plane = load<u32>(cell, 4);
      const half = column + (<usize>(code >> 1) << 3);
      const tap = load<i32>(half);
      if (tap < 0) continue;
      if (code & 1) {
        state |= ((<u32>load<u8>(image + load<u32>(half, 4)) >> plane) & 1) << bit;
      } else {
        state |= ((<u32>load<u8>(rows + planeBytes * plane + (<u32>tap >> 3)) >> (tap & 7)) & 1) << bit;
      }
    }
    store<u32>(work, state, statesAt);
  }
}

/** Draws the change of each visit, if any, and adds it. */
function apply(job: usize, work: usize, count: i32, sums: usize): void {
  const any = load<usize>(job, anyAt);
  const outcomeStarts = load<usize>(job, outcomeStartsAt);
  const changes = load<usize>(job, changesAt);
  const upTo = load<usize>(job, upToAt);
  const offset = load<i32>(job, offsetAt);
  const most = load<f64>(job, mostAt);
  for (let i = 0; i < count; i++) {
    const at = work + (<usize>i << 2);
    // The power of two is exact in any order.
    const below = (<f64>load<u32>(at, thinningAt) + 0.5) * 2.3283064365386963e-10 * most;
    const state = <usize>load<u32>(at, statesAt);
    if (below >= load<f64>(any + (state << 3))) continue;
    let outcome = load<u32>(outcomeStarts + (state << 2), 0);
    const end = load<u32>(outcomeStarts + (state << 2), 4) - 1;
    while (outcome < end && below >= load<f64>(upTo + (<usize>outcome << 3))) outcome++;
    const change = load<i32>(changes + (<usize>outcome << 2));
    const to = sums + (<usize>load<u32>(at, targetsAt) << 2);
    if (offset == 0) store<i32>(to, load<i32>(to) + change);
    else share(job, load<u32>(at, kernelsAt), to, offset * change);
  }
}

/** Adds to the sums of the kernels that share the sum(p) of a kernel, whose own sum is at `to`. */
function share(job: usize, kernel: u32, to: usize, change: i32): void {
  const lanesOf = load<usize>(job, lanesOfAt);
  const window = to - (<usize>load<u32>(lanesOf + (<usize>kernel << 2)) << 2);
  const until = load<u32>(load<usize>(job, sharersToAt) + (<usize>kernel << 2));
  for (let k = load<u32>(load<usize>(job, sharersFromAt) + (<usize>kernel << 2)); k < until; k++) {
    const sum = window + (<usize>load<u32>(lanesOf + (<usize>k << 2)) << 2);
    store<i32>(sum, load<i32>(sum) + change);
  }
}

/**
 * Reads bytes one after the other: visits to rows that no cache holds would each wait for their own. Returns what it read, so that it is not left out.
 */
export function warm(from: usize, bytes: usize): u32 {
  let all: u32 = 0;
  for (let at: usize = 0; at < bytes; at += 64) all |= load<u32>(from + at);
  return all;
}
