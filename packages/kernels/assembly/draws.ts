/**
 * Errors of slots drawn sum by sum: engine/machine/faults (draw.ts, sum-law.ts) operation by operation, so that the same streams give the same
 * accumulators. Columns are counted beforehand (count.ts).
 */
import { sixteenBlocks } from './sixteen-blocks';

// Fields of a job, in bytes, all i32. Window of the layer with which the block starts, and windows of the block.
const firstWindowAt: usize = 0;
const windowsAt: usize = 4;
// For each counted kernel, sixteen bytes: its number, its lane, two more.
const countedAt: usize = 8;
const countedLengthAt: usize = 12;
// Lanes of a window of the sums.
const lanesAt: usize = 16;
const classesAt: usize = 20;
const classCountAt: usize = 24;
// i32 [joint, window of the block, kernel]: columns where all its cells hold 1; bytes of a joint and of a window.
const jointsAt: usize = 28;
const jointCountAt: usize = 32;
const jointBytesAt: usize = 36;
const windowBytesAt: usize = 40;
// Corrections: by kernel, those that share its sum(p), from and up to; their lanes; what it is multiplied by, 0 for slots.
const lanesOfAt: usize = 44;
const sharersFromAt: usize = 48;
const sharersToAt: usize = 52;
const offsetAt: usize = 56;
// [kernel]: bytes before the windows of its channel group, of 4 bytes each.
const groupBytesAt: usize = 60;

// Fields of a class: unit; levels; columns that hang on the kernel alone, i32 [kernel], and on channel group and window alone, i32 [group, window];
// what each joint counts for, i32 [joint].
const unitAt: usize = 0;
const levelsAt: usize = 4;
const levelCountAt: usize = 8;
const ofKernelAt: usize = 12;
const ofWindowAt: usize = 16;
const factorsAt: usize = 20;
const classBytes: usize = 24;

// Fields of a level: shift and mask of its digit, its tables. Of a table: cells; 32 less the bits that choose one; what the first stands for.
const tablesAt: usize = 8;
const levelBytes: usize = 12;
const tableBytes: usize = 12;

// Working space: words of sixteen blocks, counts and changes of sixteen kernels.
const countsAt: usize = 128;
const changesAt: usize = 192;

/** One block of windows of one plane pair. `sums`: i32 [window, lane], changed in place; `work`: 256 bytes to work in. */
export function drawErrors(job: usize, key0: i32, key1: i32, sums: usize, work: usize): void {
  const counted = load<i32>(job, countedLengthAt);
  const windows = load<i32>(job, windowsAt);
  const lanes = load<u32>(job, lanesAt) << 2;
  const classes = load<usize>(job, classesAt);
  const lastClass = classes + load<u32>(job, classCountAt) * classBytes;
  let counter = 0;
  for (let step = 0; step < windows; step++) {
    const window = load<i32>(job, firstWindowAt) + step;
    const to = sums + <usize>window * lanes;
    for (let first = 0; first < counted; first += 16) {
      const here = min(16, counted - first);
      const kernels = load<usize>(job, countedAt) + (<usize>first << 4);
      memory.fill(work + changesAt, 0, 64);
      for (let one = classes; one < lastClass; one += classBytes) {
        const all = countColumns(job, one, kernels, here, step, window, work + countsAt);
        const unit = load<i32>(one, unitAt);
        let level = load<usize>(one, levelsAt);
        for (const last = level + load<u32>(one, levelCountAt) * levelBytes; level < last; level += levelBytes, counter += 16) {
          const shift = load<u32>(level);
          const mask = load<u32>(level, 4);
          if (((all >> shift) & mask) == 0) continue;
          sixteenBlocks(key0, key1, counter, work, work + 64);
          const tables = load<usize>(level, tablesAt);
          for (let lane: usize = 0, end = <usize>here << 2; lane < end; lane += 4) {
            const digit = (load<u32>(work + lane, countsAt) >> shift) & mask;
            // The table of 0 gives 0.
            const change = drawFrom(tables + digit * tableBytes, load<u32>(work + lane), load<u32>(work + lane, 64)) * unit;
            store<i32>(work + lane, load<i32>(work + lane, changesAt) + change, changesAt);
          }
        }
      }
      add(job, kernels, here, work + changesAt, to);
    }
  }
}

/** What two random words give. */
// @ts-ignore: decorator
@inline
function drawFrom(table: usize, word0: u32, word1: u32): i32 {
  const index = word0 >> load<u32>(table, 4);
  const cell = load<u64>(load<usize>(table) + (<usize>index << 3));
  const fraction = (<u64>(word0 & 0xfffff) << 32) | <u64>word1;
  return load<i32>(table, 8) + <i32>(fraction < cell >> 12 ? index : <u32>cell & 0xfff);
}

/** Columns of a class in the sums of sixteen kernels; returns all counts, or-ed. */
// @ts-ignore: decorator
@inline
function countColumns(job: usize, one: usize, kernels: usize, here: i32, step: i32, window: i32, counts: usize): u32 {
  const ofKernel = load<usize>(one, ofKernelAt);
  const ofWindow = load<usize>(one, ofWindowAt) + (<usize>window << 2);
  const groupBytes = load<usize>(job, groupBytesAt);
  const factors = load<usize>(one, factorsAt);
  const joints = load<usize>(job, jointsAt) + <usize>step * load<u32>(job, windowBytesAt);
  const jointBytes = load<u32>(job, jointBytesAt);
  const jointCount = load<i32>(job, jointCountAt);
  let all: u32 = 0;
  for (const end = counts + (<usize>here << 2); counts < end; counts += 4, kernels += 16) {
    const kernel = <usize>load<u32>(kernels) << 2;
    let n = load<i32>(ofKernel + kernel) + load<i32>(ofWindow + load<u32>(groupBytes + kernel));
    let joint = joints + kernel;
    for (let j = 0; j < jointCount; j++, joint += jointBytes) n += load<i32>(factors + (<usize>j << 2)) * load<i32>(joint);
    store<i32>(counts, n);
    all |= n;
  }
  return all;
}

/** Adds the changes of sixteen kernels to their sums, or to those of the kernels that share their sum(p). */
function add(job: usize, kernels: usize, here: i32, changes: usize, to: usize): void {
  const offset = load<i32>(job, offsetAt);
  const lanesOf = load<usize>(job, lanesOfAt);
  for (const end = changes + (<usize>here << 2); changes < end; changes += 4, kernels += 16) {
    const change = load<i32>(changes);
    if (offset == 0) {
      const sum = to + (<usize>load<u32>(kernels, 4) << 2);
      store<i32>(sum, load<i32>(sum) + change);
      continue;
    }
    const kernel = <usize>load<u32>(kernels) << 2;
    const until = load<u32>(load<usize>(job, sharersToAt) + kernel);
    for (let k = load<u32>(load<usize>(job, sharersFromAt) + kernel); k < until; k++) {
      const sum = to + (<usize>load<u32>(lanesOf + (<usize>k << 2)) << 2);
      store<i32>(sum, load<i32>(sum) + offset * change);
    }
  }
}
