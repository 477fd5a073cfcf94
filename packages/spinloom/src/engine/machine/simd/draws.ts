/** Errors of slots drawn sum by sum in the memory of the kernels. */
import { tapsOfColumns, weightRows } from '../faults/bit-rows.ts';
import type { Alike, Drawn } from '../faults/drawn.ts';
import type { Field } from '../faults/field.ts';
import { type FaultyRun, slotStream, windowsPerBlock } from '../faults/run.ts';
import type { Sampled } from '../faults/sampled.ts';
import type { SumLaw } from '../faults/sum-law.ts';
import type { Memory } from './memory.ts';

/** What draws share with skip-ahead. All numbers are byte offsets but `lanes`, those of a window of the sums. */
export interface SlotLayer {
  readonly sums: number;
  readonly lanes: number;
  readonly lanesOf: number;
  /** Sixteen bytes for each counted kernel of slots and of corrections, of which the first word is its number and the second its lane. */
  readonly all: number;
  readonly counting: number;
  readonly sharersFrom: number;
  readonly sharersTo: number;
}

/** What a layer keeps: byte offsets. */
export interface KeptRows {
  readonly field: Field;
  readonly taps: Int32Array;
  readonly rowBytes: number;
  /** [half]: offset in the map of the element of each bit of a row. */
  readonly elements: readonly number[];
  /** A row of ones. */
  readonly ones: number;
  /** [kernel]: bytes before the windows of its channel group. */
  readonly groupBytes: number;
  /** [4 x plane + halves]: rows of all kernels, made when first asked for. */
  readonly weights: Map<number, number>;
  readonly jobs: WeakMap<Sampled, Job>;
  readonly laws: WeakMap<SumLaw, number>;
}

/** Rows of one image, [4 x plane + halves]: offset of [channel group, window], and the ones in each. */
export interface ImageRows {
  readonly rows: ReadonlyMap<number, number>;
  readonly ones: Map<number, Int32Array>;
}

/** A job of the kernel (draws.ts there) and what of it depends on image or block. */
interface Job {
  readonly at: number;
  /** Fields of its classes. */
  readonly classes: number;
  /** [joint] */
  readonly weights: readonly number[];
}

const workBytes = 256;
const jointsWord = 7;
// Words of a class, and where its columns by channel group and window stand.
const classWords = 6;
const ofWindowWord = 4;

/** Where no tap lies in a row. */
const empty = 0xffff_ffff;

export function keepRows(field: Field, elementOf: (tap: number) => number, memory: Memory): KeptRows {
  const { fold } = field.placement.rules;
  const { windows, groups, kernels } = field.placement.layerShape;
  const taps = tapsOfColumns(field);
  const rowBytes = Math.ceil(taps.length / fold / 128) * 16;
  const elements = Array.from({ length: fold }, (_, half) =>
    Uint32Array.from({ length: 8 * rowBytes }, (_, column) => {
      const tap = taps[fold * column + half] ?? -1;
      return tap < 0 ? empty : elementOf(tap);
    }),
  );
  return {
    field,
    taps,
    rowBytes,
    elements: elements.map(memory.keep),
    ones: memory.keep(new Uint8Array(rowBytes).fill(255)),
    groupBytes: memory.keep(field.every.map((kernel) => Math.floor((kernel * groups) / kernels) * windows * 4)),
    weights: new Map(),
    jobs: new WeakMap(),
    laws: new WeakMap(),
  };
}

/** Rows of all planes of an image that lies in the map, padded, [channel, y, x]; `groupMapBytes`: of the channels of a group. */
export function packImage(kept: KeptRows, map: number, starts: number, groupMapBytes: number, memory: Memory): ImageRows {
  const { windows, groups, inputBits } = kept.field.placement.layerShape;
  const { elements, rowBytes } = kept;
  const planeBytes = windows * rowBytes;
  const sets = elements.length === 1 ? [1] : [1, 2, 3];
  const setBytes = groups * inputBits * planeBytes;
  const scratch = memory.space('pixels', 8 * rowBytes);
  // The kernel that packs gives [plane, window] of one group.
  const rows = memory.space('rows', sets.length * setBytes + inputBits * planeBytes);
  const packed = rows + sets.length * setBytes;
  for (const [half, list] of elements.entries()) {
    for (let group = 0; group < groups; group++) {
      const to = groups === 1 ? rows + half * setBytes : packed;
      memory.kernels.packRows(map + group * groupMapBytes, starts, windows, list, 8 * rowBytes, empty, inputBits, rowBytes, scratch, to);
      if (groups === 1) continue;
      const bytes = memory.bytes();
      for (let plane = 0; plane < inputBits; plane++) {
        const from = packed + plane * planeBytes;
        bytes.copyWithin(rows + half * setBytes + (plane * groups + group) * planeBytes, from, from + planeBytes);
      }
    }
  }
  if (sets.length > 1) {
    const words = memory.words();
    const at = rows >> 2;
    for (let i = 0, n = setBytes >> 2; i < n; i++) words[at + 2 * n + i] = words[at + i]! & words[at + n + i]!;
  }
  const places = sets.flatMap((halves, set) =>
    Array.from({ length: inputBits }, (_, plane) => [4 * plane + halves, rows + set * setBytes + plane * groups * planeBytes] as const),
  );
  return { rows: new Map(places), ones: new Map() };
}

/** All blocks of one plane pair, or of the corrections of one input plane. */
export function drawAll(run: FaultyRun, one: Sampled, drawn: Drawn, layer: SlotLayer, kept: KeptRows, image: ImageRows, memory: Memory): void {
  const { windows, kernels, groups } = kept.field.placement.layerShape;
  const { planes } = one;
  const job = kept.jobs.get(one) ?? keepJob(kept, one, drawn, layer, memory);
  kept.jobs.set(one, job);
  countOwn(kept, one, drawn, image, job, memory);
  const perGroup = kernels / groups;
  const jointBytes = 4 * windowsPerBlock * kernels;
  const joints = memory.space('joints', drawn.joints.length * jointBytes + 64);
  const work = memory.space('job', workBytes);
  const words = memory.words();
  words[(job.at >> 2) + jointsWord] = joints;
  for (let from = 0; from < windows; from += windowsPerBlock) {
    const count = Math.min(windowsPerBlock, windows - from);
    words.set([from, count], job.at >> 2);
    words.fill(0, joints >> 2, (joints + drawn.joints.length * jointBytes) >> 2);
    for (const [j, { inputs }] of drawn.joints.entries()) {
      for (let group = 0; group < groups; group++) {
        const rows = image.rows.get(4 * planes.inputPlane + inputs)! + (group * windows + from) * kept.rowBytes;
        const weights = job.weights[j]! + group * perGroup * kept.rowBytes;
        const to = joints + j * jointBytes + 4 * group * perGroup;
        memory.kernels.count(rows, count, weights, perGroup, kept.rowBytes, to, 4 * kernels, 1);
      }
    }
    const stream = slotStream(run, planes, from);
    memory.kernels.drawErrors(job.at, stream.uint32(0), stream.uint32(1), layer.sums, work);
  }
}

function keepJob(kept: KeptRows, { planes, counted }: Sampled, { classes, joints }: Drawn, layer: SlotLayer, memory: Memory): Job {
  const { kernels, weightOffset } = kept.field.placement.layerShape;
  const weights = joints.map((joint) => keptWeights(kept, planes.weightPlane, joint.weights, memory));
  const words = classes.flatMap((one) => [
    ...[one.unit, keptLaw(kept, one.law, memory), one.law.length, memory.keep(ofKernels(kept, planes.weightPlane, one, memory)), 0],
    memory.keep(Int32Array.from(joints, ({ weights: halves, inputs }) => one.factors[4 * halves + inputs]!)),
  ]);
  const fields = memory.keep(Int32Array.from(words));
  const at = memory.keep(
    Int32Array.of(
      ...[0, 0, planes.correction ? layer.counting : layer.all, counted.length, layer.lanes, fields, classes.length],
      ...[0, joints.length, 4 * windowsPerBlock * kernels, 4 * kernels],
      ...[layer.lanesOf, layer.sharersFrom, layer.sharersTo, planes.correction ? weightOffset : 0, kept.groupBytes],
    ),
  );
  return { at, classes: fields, weights };
}

/** Columns of a class that hang on the kernel alone, with what is common to all sums. */
function ofKernels(kept: KeptRows, plane: number, { factors }: Alike, memory: Memory): Int32Array {
  const { columnsBefore, every } = kept.field;
  const counts = new Int32Array(every.length).fill(factors[0]! * columnsBefore[columnsBefore.length - 1]!);
  for (let halves = 1; halves < 4; halves++) {
    const factor = factors[4 * halves]!;
    if (factor === 0) continue;
    const ones = onesOf(kept, keptWeights(kept, plane, halves, memory), every.length, memory);
    for (let k = 0; k < counts.length; k++) counts[k]! += factor * ones[k]!;
  }
  return counts;
}

/** Counts the columns that hang on channel group and window alone, which every plane pair has anew: in space that all share. */
function countOwn(kept: KeptRows, { planes }: Sampled, { classes }: Drawn, image: ImageRows, job: Job, memory: Memory): void {
  const { windows, groups } = kept.field.placement.layerShape;
  const length = groups * windows;
  const at = memory.space('ofWindow', 4 * length * classes.length);
  for (const [c, { factors }] of classes.entries()) {
    const counts = new Int32Array(length);
    for (let halves = 1; halves < 4; halves++) {
      if (factors[halves] === 0) continue;
      const key = 4 * planes.inputPlane + halves;
      const ones = image.ones.get(key) ?? onesOf(kept, image.rows.get(key)!, length, memory);
      image.ones.set(key, ones);
      for (let i = 0; i < counts.length; i++) counts[i]! += factors[halves]! * ones[i]!;
    }
    const words = memory.words();
    words.set(counts, (at >> 2) + c * length);
    words[(job.classes >> 2) + c * classWords + ofWindowWord] = at + 4 * c * length;
  }
}

/** Ones of each of `count` rows. */
function onesOf({ rowBytes, ones }: KeptRows, rows: number, count: number, memory: Memory): Int32Array {
  const to = memory.space('bases', 4 * count + 64);
  memory.words().fill(0, to >> 2, (to >> 2) + count);
  memory.kernels.count(rows, count, ones, 1, rowBytes, to, 4, 1);
  return memory.words().slice(to >> 2, (to >> 2) + count);
}

function keptWeights({ field, taps, rowBytes, weights }: KeptRows, plane: number, halves: number, memory: Memory): number {
  const key = 4 * plane + halves;
  const known = weights.get(key) ?? memory.keep(weightRows(field, taps, plane, halves, rowBytes / 4));
  weights.set(key, known);
  return known;
}

/** Levels of a law with their tables. */
function keptLaw({ laws }: KeptRows, law: SumLaw, memory: Memory): number {
  const known = laws.get(law);
  if (known !== undefined) return known;
  const levels = law.flatMap(({ shift, mask, tables }) => {
    const cells = new Uint32Array(tables.reduce((sum, table) => sum + table.cells.length, 0));
    let next = 0;
    for (const table of tables) {
      cells.set(table.cells, next);
      next += table.cells.length;
    }
    const at = memory.keep(cells);
    next = 0;
    const entries = tables.flatMap((table) => {
      const here = at + 4 * next;
      next += table.cells.length;
      return [here, 32 - table.bits, table.first];
    });
    return [shift, mask, memory.keep(Int32Array.from(entries))];
  });
  const at = memory.keep(Int32Array.from(levels));
  laws.set(law, at);
  return at;
}
