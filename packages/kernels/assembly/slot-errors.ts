/**
 * Errors of slots by skipping ahead: engine/machine/faults (skip.ts, slot-errors.ts) operation by operation, for slots that remember nothing
 * and mats without defects, so that the same streams give the same accumulators. Sixteen blocks of Threefry-2x32-20 are made at once.
 */

// @ts-ignore: decorator
@inline
function turn(y: v128, by: i32): v128 {
  return v128.or(i32x4.shl(y, by), i32x4.shr_u(y, 32 - by));
}

/** Words of the blocks (counter, 0) to (counter + 15, 0): first words, then second ones. Four vectors side by side keep the processor busy. */
function sixteenBlocks(key0: i32, key1: i32, counter: i32, target: usize): void {
  const k0 = i32x4.splat(key0);
  const k1 = i32x4.splat(key1);
  const k2 = i32x4.splat(0x1bd11bda ^ key0 ^ key1);
  const first = i32x4.add(i32x4.add(i32x4.splat(counter), i32x4(0, 1, 2, 3)), k0);
  let a = first;
  let b = i32x4.add(first, i32x4.splat(4));
  let c = i32x4.add(first, i32x4.splat(8));
  let d = i32x4.add(first, i32x4.splat(12));
  let e = k1;
  let f = k1;
  let g = k1;
  let h = k1;
  for (let round = 0; round < 5; round++) {
    if (round & 1) {
      a = i32x4.add(a, e);
      b = i32x4.add(b, f);
      c = i32x4.add(c, g);
      d = i32x4.add(d, h);
      e = v128.xor(turn(e, 17), a);
      f = v128.xor(turn(f, 17), b);
      g = v128.xor(turn(g, 17), c);
      h = v128.xor(turn(h, 17), d);
      a = i32x4.add(a, e);
      b = i32x4.add(b, f);
      c = i32x4.add(c, g);
      d = i32x4.add(d, h);
      e = v128.xor(turn(e, 29), a);
      f = v128.xor(turn(f, 29), b);
      g = v128.xor(turn(g, 29), c);
      h = v128.xor(turn(h, 29), d);
      a = i32x4.add(a, e);
      b = i32x4.add(b, f);
      c = i32x4.add(c, g);
      d = i32x4.add(d, h);
      e = v128.xor(turn(e, 16), a);
      f = v128.xor(turn(f, 16), b);
      g = v128.xor(turn(g, 16), c);
      h = v128.xor(turn(h, 16), d);
      a = i32x4.add(a, e);
      b = i32x4.add(b, f);
      c = i32x4.add(c, g);
      d = i32x4.add(d, h);
      e = v128.xor(turn(e, 24), a);
      f = v128.xor(turn(f, 24), b);
      g = v128.xor(turn(g, 24), c);
      h = v128.xor(turn(h, 24), d);
    } else {
      a = i32x4.add(a, e);
      b = i32x4.add(b, f);
      c = i32x4.add(c, g);
      d = i32x4.add(d, h);
      e = v128.xor(turn(e, 13), a);
      f = v128.xor(turn(f, 13), b);
      g = v128.xor(turn(g, 13), c);
      h = v128.xor(turn(h, 13), d);
      a = i32x4.add(a, e);
      b = i32x4.add(b, f);
      c = i32x4.add(c, g);
      d = i32x4.add(d, h);
      e = v128.xor(turn(e, 15), a);
      f = v128.xor(turn(f, 15), b);
      g = v128.xor(turn(g, 15), c);
      h = v128.xor(turn(h, 15), d);
      a = i32x4.add(a, e);
      b = i32x4.add(b, f);
      c = i32x4.add(c, g);
      d = i32x4.add(d, h);
      e = v128.xor(turn(e, 26), a);
      f = v128.xor(turn(f, 26), b);
      g = v128.xor(turn(g, 26), c);
      h = v128.xor(turn(h, 26), d);
      a = i32x4.add(a, e);
      b = i32x4.add(b, f);
      c = i32x4.add(c, g);
      d = i32x4.add(d, h);
      e = v128.xor(turn(e, 6), a);
      f = v128.xor(turn(f, 6), b);
      g = v128.xor(turn(g, 6), c);
      h = v128.xor(turn(h, 6), d);
    }
    const left = round == 2 ? k0 : round == 0 || round == 3 ? k1 : k2;
    const right = i32x4.add(round == 2 ? k1 : round == 0 || round == 3 ? k2 : k0, i32x4.splat(round + 1));
    a = i32x4.add(a, left);
    b = i32x4.add(b, left);
    c = i32x4.add(c, left);
    d = i32x4.add(d, left);
    e = i32x4.add(e, right);
    f = i32x4.add(f, right);
    g = i32x4.add(g, right);
    h = i32x4.add(h, right);
  }
  v128.store(target, a, 0);
  v128.store(target, b, 16);
  v128.store(target, c, 32);
  v128.store(target, d, 48);
  v128.store(target, e, 64);
  v128.store(target, f, 80);
  v128.store(target, g, 96);
  v128.store(target, h, 112);
}

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
// Taps in the two halves of each column, -1 where there is none, and offset of each tap's element in the map.
const columnTapsAt: usize = 64;
const tapOffsetsAt: usize = 68;
// Cells of a state: (code, plane) pairs; code 0 and 2 are weights, 1 and 3 inputs.
const cellsAt: usize = 72;
const cellCountAt: usize = 76;
const anyAt: usize = 80;
const outcomeStartsAt: usize = 84;
const changesAt: usize = 88;
const upToAt: usize = 92;
// Corrections: kernels that share a sum(p), and what it is multiplied by; 0 for slots.
const sharersFromAt: usize = 96;
const sharersToAt: usize = 100;
const offsetAt: usize = 104;
// Rows of a weight plane.
const planeRowsAt: usize = 112;
// Logarithms: 2048 reciprocals, 2048 logs, 33 scales, ln 2, all f64.
const logsAt: usize = 108;

/** ln((word + 1/2) / 2^32). Exponent and cell are read from the bits of word + 1/2, which is exact. */
// @ts-ignore: decorator
@inline
function logOfFraction(word: u32, logs: usize): f64 {
  const bits = reinterpret<u64>(<f64>word + 0.5);
  const below = 1055 - <i32>(bits >> 52);
  const cell = <usize>((bits >> 41) & 2047) << 3;
  const fraction = reinterpret<f64>((bits & 0xfffffffffffff) | 0x3ff0000000000000);
  const rest = fraction * load<f64>(logs + cell) - 1;
  const series = rest * (1 - rest * (0.5 - rest * (0.3333333333333333 - rest * 0.25)));
  return load<f64>(logs + cell, 16384) + series - <f64>below * load<f64>(logs, 33032);
}

/** Visits that go through the stages together: enough for loads that miss the cache to overlap. */
const batch: i32 = 64;

// Working space: f64 thresholds, then u32 indices, states, kernels and windows of a batch.
const indicesAt: usize = 8 * batch;
const statesAt: usize = 12 * batch;
const kernelsAt: usize = 16 * batch;
const windowsOfAt: usize = 20 * batch;
const wordsAt: usize = 24 * batch;

/** One block of windows of one plane pair. `acc`: i32 [kernel, window]; `work`: 1664 bytes to work in. */
export function slotErrors(job: usize, key0: i32, key1: i32, acc: usize, work: usize): void {
  const most = load<f64>(job, mostAt);
  const scale = load<f64>(job, scaleAt);
  const trials = load<f64>(job, trialsAt);
  const logs = load<usize>(job, logsAt);
  let index: f64 = 0;
  let more = true;
  for (let counter = 0; more; ) {
    let count: i32 = 0;
    for (; more && count < batch; counter += 16) {
      sixteenBlocks(key0, key1, counter, work + wordsAt);
      for (let lane: usize = 0; lane < 64; lane += 4) {
        index += floor(logOfFraction(load<u32>(work + lane, wordsAt), logs) * scale);
        if (index >= trials) {
          more = false;
          break;
        }
        // Its lower 32 bits, since it is a whole number below 2^32.
        store<u32>(work + (<usize>count << 2), <u32>reinterpret<u64>(index + 4503599627370496), indicesAt);
        store<f64>(work + (<usize>count << 3), ((<f64>load<u32>(work + lane, wordsAt + 64) + 0.5) / 4294967296) * most);
        index += 1;
        count++;
      }
    }
    look(job, work, count);
    apply(job, work, count, acc);
  }
}

/** Kernel, window and state of each visit. */
function look(job: usize, work: usize, count: i32): void {
  const width = load<u32>(job, widthAt);
  const counted = load<usize>(job, countedAt);
  const countedLength = load<u32>(job, countedLengthAt);
  const firstWindow = load<u32>(job, firstWindowAt);
  const starts = load<usize>(job, startsAt);
  const weights = load<usize>(job, weightsAt);
  const rowBytes = load<u32>(job, rowBytesAt);
  const map = load<usize>(job, mapAt);
  const groupBases = load<usize>(job, groupBasesAt);
  const columnTaps = load<usize>(job, columnTapsAt);
  const tapOffsets = load<usize>(job, tapOffsetsAt);
  const cells = load<usize>(job, cellsAt);
  const lastCell = cells + (<usize>load<u32>(job, cellCountAt) << 3);
  for (let i = 0; i < count; i++, work += 4) {
    const at = load<u32>(work, indicesAt);
    const row = at / width;
    const column = columnTaps + (<usize>(at - row * width) << 3);
    const step = row / countedLength;
    const kernel = load<u32>(counted + (<usize>(row - step * countedLength) << 2));
    const window = firstWindow + step;
    const image = map + load<u32>(starts + (<usize>window << 2)) + load<u32>(groupBases + (<usize>kernel << 2));
    let state: u32 = 0;
    let bit: u32 = 0;
    for (let cell = cells; cell < lastCell; cell += 8, bit++) {
      const code = load<u32>(cell, 0);
      const plane = load<u32>(cell, 4);
      const tap = load<i32>(column + (<usize>(code >> 1) << 2));
      if (tap < 0) continue;
      if (code & 1) {
        state |= ((<u32>load<u8>(image + load<u32>(tapOffsets + (<usize>tap << 2))) >> plane) & 1) << bit;
      } else {
        const byte = <u32>load<u8>(weights + (load<u32>(job, planeRowsAt) * plane + kernel) * rowBytes + (<u32>tap >> 3));
        state |= ((byte >> (tap & 7)) & 1) << bit;
      }
    }
    store<u32>(work, state, statesAt);
    store<u32>(work, kernel, kernelsAt);
    store<u32>(work, window, windowsOfAt);
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
    const below = load<f64>(work + (<usize>i << 3));
    const at = work + (<usize>i << 2);
    const state = <usize>load<u32>(at, statesAt);
    if (below >= load<f64>(any + (state << 3))) continue;
    let outcome = load<u32>(outcomeStarts + (state << 2), 0);
    const end = load<u32>(outcomeStarts + (state << 2), 4) - 1;
    while (outcome < end && below >= load<f64>(upTo + (<usize>outcome << 3))) outcome++;
    const change = load<i32>(changes + (<usize>outcome << 2));
    const kernel = load<u32>(at, kernelsAt);
    const window = load<u32>(at, windowsOfAt);
    if (offset == 0) {
      const to = acc + (<usize>(kernel * windows + window) << 2);
      store<i32>(to, load<i32>(to) + change);
    } else {
      const until = load<u32>(load<usize>(job, sharersToAt) + (<usize>kernel << 2));
      for (let k = load<u32>(load<usize>(job, sharersFromAt) + (<usize>kernel << 2)); k < until; k++) {
        const to = acc + (<usize>(k * windows + window) << 2);
        store<i32>(to, load<i32>(to) + offset * change);
      }
    }
  }
}
