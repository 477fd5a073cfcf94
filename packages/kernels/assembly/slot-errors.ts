/**
 * Errors of slots by skipping ahead: engine/machine/faults (skip.ts, slot-errors.ts) operation by operation, for slots that remember nothing
 * and mats without defects, so that the same streams give the same accumulators.
 *
 * Visits go through the stages in batches: gaps and thresholds, places, states, changes. No stage jumps by what it has just read, so that loads
 * that miss the cache overlap.
 */
import { sixteenGaps } from './gaps';

// Fields of a job, in bytes.
// f64: greatest probability; 1 / ln(1 - p), 0 where p is 1; trials
const mostAt: usize = 0;
const scaleAt: usize = 8;
const trialsAt: usize = 16;
// i32 from here on
const firstWindowAt: usize = 24;
const countedAt: usize = 28;
const countedLengthAt: usize = 32;
const widthAt: usize = 36;
const windowsAt: usize = 40;
const startsAt: usize = 44;
const weightsAt: usize = 48;
// Weight bits [plane, kernel, tap]: bytes of a row.
const rowBytesAt: usize = 52;
const mapAt: usize = 56;
const groupBasesAt: usize = 60;
// For each half of each column: its tap, -1 where there is none, and the offset of the tap's element in the map.
const columnsOfAt: usize = 64;
// Cells of a state: (code, plane) pairs; code 0 and 2 are weights, 1 and 3 inputs.
const cellsAt: usize = 68;
const cellCountAt: usize = 72;
const anyAt: usize = 76;
const outcomeStartsAt: usize = 80;
const changesAt: usize = 84;
const upToAt: usize = 88;
// Corrections: kernels that share a sum(p), and what it is multiplied by; 0 for slots.
const sharersFromAt: usize = 92;
const sharersToAt: usize = 96;
const offsetAt: usize = 100;
// Rows of a weight plane.
const planeRowsAt: usize = 108;
// Logarithms: 256 pairs (reciprocal, log), ln 2, all f64.
const logsAt: usize = 104;

/** Visits of a batch: a multiple of sixteen. */
const batch: i32 = 64;

// Working space: words of sixteen blocks; f64 index + 1 and threshold; f64 2^52 + column, row within a window and window; u32 states, kernels and
// accumulators.
const passedAt: usize = 128;
const thresholdsAt: usize = passedAt + 8 * batch;
const columnsAt: usize = thresholdsAt + 8 * batch;
const rowsAt: usize = columnsAt + 8 * batch;
const stepsAt: usize = rowsAt + 8 * batch;
const statesAt: usize = stepsAt + 8 * batch;
const kernelsAt: usize = statesAt + 4 * batch;
const targetsAt: usize = kernelsAt + 4 * batch;
// For `patch`: probability (f64) and change (i32) of states 0 to 3, sixteen bytes each.
const tableAt: usize = targetsAt + 4 * batch;

/** One block of windows of one plane pair. `acc`: i32 [kernel, window]; `work`: 3520 bytes to work in. */
export function slotErrors(job: usize, key0: i32, key1: i32, acc: usize, work: usize): void {
  const most = load<f64>(job, mostAt);
  const scale = load<f64>(job, scaleAt);
  const plain = tabulate(job, work);
  const beyond = load<f64>(job, trialsAt) + 1;
  const logs = load<usize>(job, logsAt);
  // Trials up to and with the last one visited; whole numbers below 2^53, or beyond the end.
  let passed: f64 = 0;
  let more = true;
  for (let counter = 0; more; ) {
    let count: i32 = 0;
    for (; more && count < batch; counter += 16) {
      let at = work + passedAt + (<usize>count << 3);
      sixteenGaps(key0, key1, counter, scale, most, logs, work, at, at + (thresholdsAt - passedAt));
      for (const end = at + 128; at < end; at += 8) {
        passed += load<f64>(at);
        if (passed >= beyond) {
          more = false;
          break;
        }
        store<f64>(at, passed);
        count++;
      }
    }
    locate(job, work, count);
    if (plain) {
      patch(job, work, count, acc);
    } else {
      look(job, work, count);
      apply(job, work, count, acc);
    }
  }
}

/** Quotients of whole numbers below 2^32 by one whose reciprocal is given: half a unit more never reaches the next whole quotient by rounding. */
// @ts-ignore: decorator
@inline
function quotients(n: v128, reciprocal: v128): v128 {
  return f64x2.floor(f64x2.mul(f64x2.add(n, f64x2.splat(0.5)), reciprocal));
}

/** Column, counted kernel and window of each visit, as the low words of 2^52 + n. */
function locate(job: usize, work: usize, count: i32): void {
  const width = f64x2.splat(<f64>load<u32>(job, widthAt));
  const length = f64x2.splat(<f64>load<u32>(job, countedLengthAt));
  const perWidth = f64x2.div(f64x2.splat(1), width);
  const perLength = f64x2.div(f64x2.splat(1), length);
  const whole = f64x2.splat(4503599627370496);
  for (const end = work + (<usize>count << 3); work < end; work += 16) {
    const indices = f64x2.sub(v128.load(work, passedAt), f64x2.splat(1));
    const rows = quotients(indices, perWidth);
    const steps = quotients(rows, perLength);
    v128.store(work, f64x2.add(f64x2.sub(indices, f64x2.mul(rows, width)), whole), columnsAt);
    v128.store(work, f64x2.add(f64x2.sub(rows, f64x2.mul(steps, length)), whole), rowsAt);
    v128.store(work, f64x2.add(steps, whole), stepsAt);
  }
}

/**
 * Whether this is the common case: slots whose state is a weight and an input bit of an unfolded AND, with one possible change a state at most.
 * Then lays out their probabilities and changes.
 */
function tabulate(job: usize, work: usize): bool {
  const cells = load<usize>(job, cellsAt);
  if (load<i32>(job, offsetAt) != 0 || load<u32>(job, cellCountAt) != 2 || load<u32>(cells) != 0 || load<u32>(cells, 8) != 1) return false;
  const starts = load<usize>(job, outcomeStartsAt);
  work += tableAt;
  for (let state: usize = 0; state < 4; state++, work += 16) {
    const first = load<u32>(starts + (state << 2));
    const outcomes = load<u32>(starts + (state << 2), 4) - first;
    if (outcomes > 1) return false;
    store<f64>(work, load<f64>(load<usize>(job, anyAt) + (state << 3)));
    store<i32>(work, outcomes == 0 ? 0 : load<i32>(load<usize>(job, changesAt) + (<usize>first << 2)), 8);
  }
  return true;
}

/** The last two stages of the common case in one, without a jump that depends on the bits. */
function patch(job: usize, work: usize, count: i32, acc: usize): void {
  const counted = load<usize>(job, countedAt);
  const windows = load<u32>(job, windowsAt);
  const starts = load<usize>(job, startsAt) + (<usize>load<u32>(job, firstWindowAt) << 2);
  const cells = load<usize>(job, cellsAt);
  const rowBytes = load<u32>(job, rowBytesAt);
  const weights = load<usize>(job, weightsAt) + load<u32>(job, planeRowsAt) * load<u32>(cells, 4) * rowBytes;
  const inputPlane = load<u32>(cells, 12);
  const map = load<usize>(job, mapAt);
  const groupBases = load<usize>(job, groupBasesAt);
  const columns = load<usize>(job, columnsOfAt);
  const table = work + tableAt;
  acc += <usize>load<u32>(job, firstWindowAt) << 2;
  for (const end = work + (<usize>count << 3); work < end; work += 8) {
    const column = columns + (<usize>load<u32>(work, columnsAt) << 4);
    const kernel = load<u32>(counted + (<usize>load<u32>(work, rowsAt) << 2));
    const step = load<u32>(work, stepsAt);
    const tap = load<i32>(column);
    let state: usize = 0;
    if (tap >= 0) {
      const image = map + load<u32>(starts + (<usize>step << 2)) + load<u32>(groupBases + (<usize>kernel << 2));
      const input = (<u32>load<u8>(image + load<u32>(column, 4)) >> inputPlane) & 1;
      const weight = (<u32>load<u8>(weights + kernel * rowBytes + (<u32>tap >> 3)) >> (tap & 7)) & 1;
      state = <usize>(weight | (input << 1)) << 4;
    }
    const change = load<i32>(table + state, 8) & -(<i32>(load<f64>(work, thresholdsAt) < load<f64>(table + state)));
    const to = acc + (<usize>(kernel * windows + step) << 2);
    store<i32>(to, load<i32>(to) + change);
  }
}

/** State of each visit, its kernel and its accumulator. */
function look(job: usize, work: usize, count: i32): void {
  const counted = load<usize>(job, countedAt);
  const firstWindow = load<u32>(job, firstWindowAt);
  const windows = load<u32>(job, windowsAt);
  const starts = load<usize>(job, startsAt) + (<usize>firstWindow << 2);
  const weights = load<usize>(job, weightsAt);
  const rowBytes = load<u32>(job, rowBytesAt);
  const planeRows = load<u32>(job, planeRowsAt);
  const map = load<usize>(job, mapAt);
  const groupBases = load<usize>(job, groupBasesAt);
  const columns = load<usize>(job, columnsOfAt);
  const cells = load<usize>(job, cellsAt);
  const lastCell = cells + (<usize>load<u32>(job, cellCountAt) << 3);
  let visit = work;
  for (const end = work + (<usize>count << 2); work < end; work += 4, visit += 8) {
    const column = columns + (<usize>load<u32>(visit, columnsAt) << 4);
    const kernel = load<u32>(counted + (<usize>load<u32>(visit, rowsAt) << 2));
    const step = load<u32>(visit, stepsAt);
    const image = map + load<u32>(starts + (<usize>step << 2)) + load<u32>(groupBases + (<usize>kernel << 2));
    store<u32>(work, kernel, kernelsAt);
    store<u32>(work, kernel * windows + firstWindow + step, targetsAt);
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
        const byte = <u32>load<u8>(weights + (planeRows * plane + kernel) * rowBytes + (<u32>tap >> 3));
        state |= ((byte >> (tap & 7)) & 1) << bit;
      }
    }
    store<u32>(work, state, statesAt);
  }
}

/** Draws the change of each visit, if any, and adds it. */
function apply(job: usize, work: usize, count: i32, acc: usize): void {
  const windows = load<u32>(job, windowsAt);
  const any = load<usize>(job, anyAt);
  const outcomeStarts = load<usize>(job, outcomeStartsAt);
  const changes = load<usize>(job, changesAt);
  const upTo = load<usize>(job, upToAt);
  const offset = load<i32>(job, offsetAt);
  for (let i = 0; i < count; i++) {
    const below = load<f64>(work + (<usize>i << 3), thresholdsAt);
    const at = work + (<usize>i << 2);
    const state = <usize>load<u32>(at, statesAt);
    if (below >= load<f64>(any + (state << 3))) continue;
    let outcome = load<u32>(outcomeStarts + (state << 2), 0);
    const end = load<u32>(outcomeStarts + (state << 2), 4) - 1;
    while (outcome < end && below >= load<f64>(upTo + (<usize>outcome << 3))) outcome++;
    const change = load<i32>(changes + (<usize>outcome << 2));
    if (offset == 0) {
      const to = acc + (<usize>load<u32>(at, targetsAt) << 2);
      store<i32>(to, load<i32>(to) + change);
    } else {
      // From the accumulator of this kernel to those that share its sum(p).
      const kernel = load<u32>(at, kernelsAt);
      const window = load<u32>(at, targetsAt) - kernel * windows;
      const until = load<u32>(load<usize>(job, sharersToAt) + (<usize>kernel << 2));
      for (let k = load<u32>(load<usize>(job, sharersFromAt) + (<usize>kernel << 2)); k < until; k++) {
        const to = acc + (<usize>(k * windows + window) << 2);
        store<i32>(to, load<i32>(to) + offset * change);
      }
    }
  }
}
