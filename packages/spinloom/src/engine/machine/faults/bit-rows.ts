/** The bits of a layer in the order of its columns, over all chunks of a kernel: rows to be counted. Zero where a column holds no tap. */
import { type Field, inputCode } from './field.ts';

/** [column x fold + half]: the tap that lies there, -1 where none does. */
export function tapsOfColumns({ placement, columnsBefore }: Field): Int32Array {
  const { chunks, rules } = placement;
  const { fold } = rules;
  const taps = new Int32Array(fold * columnsBefore[chunks.length]!).fill(-1);
  for (const [index, chunk] of chunks.entries()) {
    const half = fold === 1 ? chunk.taps : (chunk.taps + 1) >> 1;
    for (let within = 0; within < chunk.taps; within++) {
      const h = Math.floor(within / half);
      taps[fold * (columnsBefore[index]! + within - h * half) + h] = chunk.firstTap + within;
    }
  }
  return taps;
}

/** [kernel, word]: whether the weight bits of one plane are 1 in all of the `halves` (a bit each). */
export function weightRows(field: Field, taps: Int32Array, plane: number, halves: number, rowWords: number): Int32Array {
  const perKernel = field.tapChannel.length;
  const rows = new Int32Array(field.every.length * rowWords);
  for (let kernel = 0; kernel < field.every.length; kernel++) {
    const from = kernel * perKernel;
    fillRow(field, taps, halves, rows, kernel * rowWords, (tap) => (field.weights[from + tap]! >>> plane) & 1);
  }
  return rows;
}

/** [channel group, window, word]: the same of input bits. */
export function inputRows(field: Field, taps: Int32Array, input: Uint8Array, plane: number, halves: number, rowWords: number): Int32Array {
  const { windows, groups, kernels } = field.placement.layerShape;
  const rows = new Int32Array(groups * windows * rowWords);
  for (let group = 0; group < groups; group++) {
    const kernel = (group * kernels) / groups;
    for (let window = 0; window < windows; window++) {
      const at = (group * windows + window) * rowWords;
      fillRow(field, taps, halves, rows, at, (tap) => (inputCode(field, kernel, tap, window, input) >>> plane) & 1);
    }
  }
  return rows;
}

function fillRow(field: Field, taps: Int32Array, halves: number, rows: Int32Array, at: number, bit: (tap: number) => number): void {
  const { fold } = field.placement.rules;
  const columns = taps.length / fold;
  for (let column = 0; column < columns; column++) {
    let all = 1;
    for (let half = 0; half < fold; half++) {
      if (((halves >>> half) & 1) === 0) continue;
      const tap = taps[fold * column + half]!;
      all &= tap < 0 ? 0 : bit(tap);
    }
    rows[at + (column >>> 5)]! |= all << (column & 31);
  }
}
