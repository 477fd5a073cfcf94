/**
 * Border classes: output positions whose windows miss the same taps share one set of constants.
 *
 * A padded tap stands for the real number 0, not for the input's offset o_x, and is left out of the accumulator; what the offset adds is then
 * g_w o_x sum(q) + o_w o_x L over the taps inside the image. Windows and regions are rectangles, so both axes are classified apart.
 */
import type { Region } from '../operators/operator.ts';
import type { Borders, Encoding, Geometry } from '../types.ts';

export interface BorderClasses {
  readonly borders: Borders;
  /** For each class: accumulators that the average-pooling region sums, and the divisor. 1 and 1 without one. */
  readonly summed: readonly number[];
  readonly divisor: readonly number[];
}

/** One output position along one axis. */
interface Slot {
  readonly key: string;
  /** [tap along this axis]: windows of the region in which it lies inside the image. */
  readonly taps: readonly number[];
  readonly summed: number;
  readonly counted: number;
}

/** Positions of a map that are classified, and numbers that the classes may take to make and to keep: some hundred megabytes and a second. */
const mostPositions = 2 ** 25;
const mostWork = 2 ** 28;
const mostLevels = 2 ** 26;

/** `levels`: of the quantiser, for each class and kernel; 0 without one. Undefined where there are too many classes to keep their constants. */
export function borderClasses(
  geometry: Geometry,
  weight: Encoding,
  input: Encoding,
  codes: Uint8Array,
  levels: number,
  average?: Region,
): BorderClasses | undefined {
  if (geometry.output[1] * geometry.output[2] > mostPositions) return undefined;
  const rows = slotsOf(geometry, 0, input.offset !== 0, average);
  const columns = slotsOf(geometry, 1, input.offset !== 0, average);
  const rowKinds = kindsOf(rows);
  const columnKinds = kindsOf(columns);
  const classOf = new Map<number, number>();
  const members: (readonly [row: Slot, column: Slot])[] = [];
  const of = new Uint16Array(rows.length * columns.length);
  rows.forEach((row, y) => {
    columns.forEach((column, x) => {
      const key = rowKinds[y]! * columns.length + columnKinds[x]!;
      let index = classOf.get(key);
      if (index === undefined) {
        index = members.length;
        classOf.set(key, index);
        members.push([row, column]);
      }
      of[y * columns.length + x] = index;
    });
  });
  const kernels = geometry.output[0];
  // Their numbers are kept in 16 bits.
  if (members.length > 65_536 || members.length * kernels * levels > mostLevels) return undefined;
  if (input.offset !== 0 && members.length * codes.length > mostWork) return undefined;
  const constants = new Int32Array(members.length * kernels);
  if (input.offset !== 0) {
    members.forEach(([row, column], index) => {
      constants.set(constantsOf(geometry, weight, input.offset, codes, row, column), index * kernels);
    });
  }
  return {
    borders: { classes: members.length, of: members.length === 1 ? new Uint16Array(0) : of, constants },
    summed: members.map(([row, column]) => row.summed * column.summed),
    divisor: members.map(([row, column]) => row.counted * column.counted),
  };
}

/** Equal numbers for positions of equal keys. */
function kindsOf(slots: readonly Slot[]): Int32Array {
  const kinds = new Map<string, number>();
  return Int32Array.from(slots, ({ key }) => {
    const kind = kinds.get(key) ?? kinds.size;
    kinds.set(key, kind);
    return kind;
  });
}

function slotsOf(geometry: Geometry, axis: 0 | 1, offset: boolean, average: Region | undefined): readonly Slot[] {
  const size = geometry.input[axis + 1]!;
  const positions = geometry.output[axis + 1]!;
  const whole = new Array<number>(geometry.kernel[axis]).fill(1);
  const reach = (geometry.kernel[axis] - 1) * geometry.dilation[axis];
  const inside = Array.from({ length: positions }, (_, position) => {
    const from = position * geometry.stride[axis] - geometry.pad[axis];
    if (from >= 0 && from + reach < size) return whole;
    return whole.map((_, tap) => {
      const at = from + tap * geometry.dilation[axis];
      return at >= 0 && at < size ? 1 : 0;
    });
  });
  // Nearly all positions of a map lie inside: they share one slot.
  const shared = new Map<string, Slot>();
  const slot = (members: readonly (readonly number[])[], counted: number): Slot => {
    if (!members.every((member) => member === whole)) return slotOf(members, counted);
    const name = `${members.length}/${counted}`;
    const known = shared.get(name) ?? slotOf(members, counted);
    shared.set(name, known);
    return known;
  };
  const slotOf = (members: readonly (readonly number[])[], counted: number): Slot => {
    const taps = Array.from({ length: geometry.kernel[axis] }, (_, tap) => members.reduce((sum, member) => sum + member[tap]!, 0));
    return { key: `${offset ? taps.join(' ') : ''}/${members.length}/${counted}`, taps, summed: members.length, counted };
  };
  if (average === undefined) return inside.map((taps) => slot([taps], 1));
  return Array.from({ length: average.output[axis] }, (_, position) => {
    const from = position * average.stride[axis] - average.pad[axis];
    return slot(inside.slice(Math.max(0, from), Math.max(0, from + average.window[axis])), average.counted![axis][position]!);
  });
}

function constantsOf(geometry: Geometry, weight: Encoding, offset: number, codes: Uint8Array, row: Slot, column: Slot): Int32Array {
  const channels = geometry.input[0] / geometry.groups;
  const [height, width] = geometry.kernel;
  const taps = channels * sum(row.taps) * sum(column.taps);
  let at = 0;
  return Int32Array.from({ length: geometry.output[0] }, () => {
    let codeSum = 0;
    for (let channel = 0; channel < channels; channel++) {
      for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) codeSum += codes[at++]! * row.taps[y]! * column.taps[x]!;
    }
    return offset * (weight.gain * codeSum + weight.offset * taps);
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
