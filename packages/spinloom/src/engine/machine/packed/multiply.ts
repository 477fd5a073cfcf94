/**
 * The inner product of bits: acc[k, p] += factor x popcount(AND(weights[k], windows[p])) for all kernels and windows of a block.
 *
 * A tile of 2 kernels x 2 windows uses each loaded word twice. Three AND words meet in a carry-save adder (sum, carry), whose pop-counts
 * are nested partial sums: pairs, nibbles (at most 12), bytes (at most 24). Ten such blocks fit a byte before the horizontal sum.
 * Method: Hacker's Delight, section 5-1 (counting with carry-save adders); the tile is the usual register blocking of matrix products.
 */
import { blockWords } from './layout.ts';

/** Rows of bits, [row, word]. */
export interface Rows {
  readonly words: Int32Array;
  /** Word at which row 0 starts. */
  readonly at: number;
  readonly count: number;
}

/** Accumulators: kernel k and window p at `at + k x kernelStride + p`. */
export interface Sums {
  readonly values: Int32Array;
  readonly at: number;
  readonly kernelStride: number;
}

// Bytes grow by at most 24 a block: ten blocks stay below 256.
const spillWords = 10 * blockWords;

/** `rowWords` is a multiple of blockWords; sums wrap modulo 2^32. */
export function multiply(kernels: Rows, windows: Rows, rowWords: number, factor: number, sums: Sums): void {
  const { values, at, kernelStride } = sums;
  tiles(kernels, windows, rowWords, factor, sums);
  // An odd number of windows or kernels leaves a row of each.
  const lastKernel = kernels.count - 1;
  const lastWindow = windows.count - 1;
  const oneWindow = rowOf(windows, lastWindow, rowWords);
  if (windows.count % 2 === 1) pairs(oneWindow, kernels, rowWords, factor, values, at + lastWindow, kernelStride);
  if (kernels.count % 2 === 0) return;
  const oneKernel = rowOf(kernels, lastKernel, rowWords);
  const lastSum = at + lastKernel * kernelStride;
  pairs(oneKernel, windows, rowWords, factor, values, lastSum, 1);
  if (windows.count % 2 === 1) values[lastSum + lastWindow]! += Math.imul(factor, single(oneKernel, oneWindow, rowWords));
}

function rowOf(rows: Rows, row: number, rowWords: number): Rows {
  return { words: rows.words, at: rows.at + row * rowWords, count: 1 };
}

/** Two kernels against two windows at a time. */
function tiles(kernels: Rows, windows: Rows, rowWords: number, factor: number, sums: Sums): void {
  const w = kernels.words;
  const x = windows.words;
  const { values, at, kernelStride } = sums;
  for (let p = 0; p + 1 < windows.count; p += 2) {
    for (let k = 0; k + 1 < kernels.count; k += 2) {
      let i = kernels.at + k * rowWords;
      let j = windows.at + p * rowWords;
      const end = i + rowWords;
      let t00 = 0;
      let t01 = 0;
      let t10 = 0;
      let t11 = 0;
      while (i < end) {
        const stop = Math.min(i + spillWords, end);
        let s00 = 0;
        let s01 = 0;
        let s10 = 0;
        let s11 = 0;
        for (; i < stop; i += 3, j += 3) {
          const wa = w[i]!;
          const wb = w[i + 1]!;
          const wc = w[i + 2]!;
          const xa = x[j]!;
          const xb = x[j + 1]!;
          const xc = x[j + 2]!;
          const ya = x[j + rowWords]!;
          const yb = x[j + rowWords + 1]!;
          const yc = x[j + rowWords + 2]!;
          s00 += bytes(wa & xa, wb & xb, wc & xc);
          s01 += bytes(wa & ya, wb & yb, wc & yc);
          const va = w[i + rowWords]!;
          const vb = w[i + rowWords + 1]!;
          const vc = w[i + rowWords + 2]!;
          s10 += bytes(va & xa, vb & xb, vc & xc);
          s11 += bytes(va & ya, vb & yb, vc & yc);
        }
        t00 += horizontal(s00);
        t01 += horizontal(s01);
        t10 += horizontal(s10);
        t11 += horizontal(s11);
      }
      const to = at + k * kernelStride + p;
      values[to]! += Math.imul(factor, t00);
      values[to + 1]! += Math.imul(factor, t01);
      values[to + kernelStride]! += Math.imul(factor, t10);
      values[to + kernelStride + 1]! += Math.imul(factor, t11);
    }
  }
}

/** One row against `rows`, two at a time (of an odd number all but the last); sums at `at` and every `stride` after it. */
function pairs(lone: Rows, rows: Rows, rowWords: number, factor: number, values: Int32Array, at: number, stride: number): void {
  const one = lone.words;
  const many = rows.words;
  for (let row = 0; row + 1 < rows.count; row += 2) {
    let i = lone.at;
    let j = rows.at + row * rowWords;
    const end = i + rowWords;
    let t0 = 0;
    let t1 = 0;
    while (i < end) {
      const stop = Math.min(i + spillWords, end);
      let s0 = 0;
      let s1 = 0;
      for (; i < stop; i += 3, j += 3) {
        const a = one[i]!;
        const b = one[i + 1]!;
        const c = one[i + 2]!;
        s0 += bytes(a & many[j]!, b & many[j + 1]!, c & many[j + 2]!);
        s1 += bytes(a & many[j + rowWords]!, b & many[j + rowWords + 1]!, c & many[j + rowWords + 2]!);
      }
      t0 += horizontal(s0);
      t1 += horizontal(s1);
    }
    values[at + row * stride]! += Math.imul(factor, t0);
    values[at + (row + 1) * stride]! += Math.imul(factor, t1);
  }
}

function single(first: Rows, second: Rows, rowWords: number): number {
  const a = first.words;
  const b = second.words;
  let total = 0;
  let j = second.at;
  for (let i = first.at; i < first.at + rowWords; i += 3, j += 3) {
    total += horizontal(bytes(a[i]! & b[j]!, a[i + 1]! & b[j + 1]!, a[i + 2]! & b[j + 2]!));
  }
  return total;
}

/** Ones of a row. */
export function countRow(words: Int32Array, at: number, rowWords: number): number {
  let total = 0;
  for (let i = at; i < at + rowWords; i += 3) total += horizontal(bytes(words[i]!, words[i + 1]!, words[i + 2]!));
  return total;
}

/** Pop-count of three words, as four partial sums of at most 24 in the bytes of a word. */
function bytes(a: number, b: number, c: number): number {
  const odd = a ^ b;
  let ones = odd ^ c;
  let twos = (a & b) | (odd & c);
  ones -= (ones >>> 1) & 0x55555555;
  twos -= (twos >>> 1) & 0x55555555;
  const nibbles = (ones & 0x33333333) + ((ones >>> 2) & 0x33333333) + ((twos & 0x33333333) << 1) + ((twos >>> 1) & 0x66666666);
  return (nibbles & 0x0f0f0f0f) + ((nibbles >>> 4) & 0x0f0f0f0f);
}

/** Sum of the four bytes; each may be up to 255. */
function horizontal(bytesOfWord: number): number {
  const halves = (bytesOfWord & 0x00ff00ff) + ((bytesOfWord >>> 8) & 0x00ff00ff);
  return Math.imul(halves, 0x10001) >>> 16;
}
