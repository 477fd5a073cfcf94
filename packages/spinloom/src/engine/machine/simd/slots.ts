/** Errors of slots, sampled in the memory of the kernels. */
import type { Field } from '../faults/field.ts';
import { type FaultyRun, slotStream, windowsPerBlock } from '../faults/run.ts';
import type { Sampled } from '../faults/sampled.ts';
import { gapScale, logTables } from '../faults/skip.ts';
import type { SlotKernel } from '../faults/slot-errors.ts';
import { drawAll, type ImageRows, type KeptRows, keepRows, packImage } from './draws.ts';
import type { Memory } from './memory.ts';
import { mapOf, startsOf, tapsOf } from './plan.ts';

/** What a layer keeps: byte offsets. */
interface Kept {
  readonly generation: number;
  readonly height: number;
  readonly width: number;
  readonly starts: number;
  readonly weights: number;
  /** Bytes of a plane of weight bits. */
  readonly planeBytes: number;
  readonly columnsOf: number;
  /** Of each column, where it is a tap. */
  readonly elements: number;
  readonly columns: number;
  readonly counting: number;
  readonly all: number;
  readonly sharersFrom: number;
  readonly sharersTo: number;
  readonly logs: number;
  readonly jobs: WeakMap<Sampled, number>;
  readonly rows: KeptRows;
  /** Bytes of the channels of a group in the map. */
  readonly groupMapBytes: number;
}

/** A job and the working space (slot-errors.ts of the kernels), in bytes, and what of a job depends on the image. */
const jobBytes = 144;
const workBytes = 3328;
const trialsAt = 16;
const firstWindowAt = 24;
const mapAt = 52;

/** Sums of the layer at hand, i32 [window, lane]. */
export interface Resident {
  readonly at: number;
  readonly lanes: number;
  /** Lane of each kernel, and where the same lies in the memory. */
  readonly laneOf: Uint32Array;
  readonly lanesOf: number;
  /** The padded input, [channel group, y, x, channel], a byte a code: where it lies, and the bytes of a pixel. */
  readonly map?: { readonly at: number; readonly pixel: number };
}

/** `resident` undefined: the layer at hand did not run on the kernels, and its errors do not either. */
export function slotKernel(memory: Memory, resident: () => Resident | undefined): SlotKernel {
  const layers = new WeakMap<Field, Kept>();
  const keptOf = (field: Field, { laneOf, map }: Resident): Kept => {
    const known = layers.get(field);
    if (known !== undefined && known.generation === memory.generation()) return known;
    const made = keep(field, laneOf, map?.pixel, memory);
    layers.set(field, made);
    return made;
  };
  return (run, sampled) => {
    const sums = resident();
    if (sums === undefined) return false;
    const kept = keptOf(run.field, sums);
    const map = sums.map?.at ?? padInput(run, kept, memory);
    const layer = { ...kept, sums: sums.at, lanes: sums.lanes, lanesOf: sums.lanesOf };
    let image: ImageRows | undefined;
    for (const one of sampled) {
      if (one.drawn === undefined) {
        if (one.most > 0) sample(run, one, kept, map, sums, memory);
        continue;
      }
      image ??= packImage(kept.rows, map, kept.starts, kept.groupMapBytes, memory);
      drawAll(run, one, one.drawn, layer, kept.rows, image, memory);
    }
    return true;
  };
}

function sample(run: FaultyRun, one: Sampled, { jobs, ...kept }: Kept, map: number, sums: Resident, memory: Memory): void {
  const { planes, counted } = one;
  const { windows } = run.field.placement.layerShape;
  const job = jobs.get(one) ?? keepJob(run, one, kept, sums, memory);
  jobs.set(one, job);
  const work = memory.space('job', workBytes);
  const doubles = memory.doubles();
  const words = memory.words();
  words[(job + mapAt) >> 2] = map;
  if (!planes.correction) memory.kernels.warm(kept.weights + planes.weightPlane * kept.planeBytes, kept.planeBytes);
  for (let from = 0; from < windows; from += windowsPerBlock) {
    doubles[(job + trialsAt) >> 3] = Math.min(windowsPerBlock, windows - from) * counted.length * kept.columns;
    words[(job + firstWindowAt) >> 2] = from;
    const stream = slotStream(run, planes, from);
    memory.kernels.slotErrors(job, stream.uint32(0), stream.uint32(1), sums.at, work);
  }
}

/** What every image has in common; trials, first window and map are filled in later. */
function keepJob(run: FaultyRun, one: Sampled, kept: Omit<Kept, 'jobs'>, sums: Resident, memory: Memory): number {
  const { planes, counted, page, most, alike } = one;
  const { weightOffset } = run.field.placement.layerShape;
  const table = page.after(undefined);
  const { code, plane } = page.bits;
  const cells = memory.keep(Int32Array.from({ length: 2 * code.length }, (_, i) => (i % 2 === 0 ? code[i >> 1]! : plane[i >> 1]!)));
  const outcomes = [table.any, table.starts, table.changes, table.upTo].map(memory.keep);
  const plain = plainTable(one, run.field.placement.rules.fold);
  const job = new ArrayBuffer(jobBytes);
  new Float64Array(job).set([most, gapScale(most)]);
  new Int32Array(job, firstWindowAt).set([
    ...[0, planes.correction ? kept.counting : kept.all, counted.length, kept.columns, sums.lanes, kept.starts, kept.weights, 0, sums.lanesOf],
    ...[kept.columnsOf, cells, code.length, ...outcomes],
    ...[kept.sharersFrom, kept.sharersTo, planes.correction ? weightOffset : 0, kept.logs, kept.planeBytes],
    ...[run.field.placement.rules.fold, plain === undefined ? 0 : memory.keep(plain), alike ? 1 : 0, kept.elements, run.field.tapChannel.length],
    ...flipsOf(alike, plain),
  ]);
  return memory.keep(new Uint8Array(job));
}

/** The input with its padding, a byte a code, [channel, y, x]. */
function padInput({ field, input }: FaultyRun, { height, width }: Kept, memory: Memory): number {
  const { input: shape, pad } = field.layer.geometry;
  const [channels, rows, columns] = shape;
  const map = memory.space('map', channels * height * width + 64);
  const source = memory.space('input', input.length + 64);
  memory.bytes().set(input, source);
  memory.kernels.padPlanes(source, channels, rows, columns, map, height, width, pad[0], pad[1]);
  return map;
}

/** `pixel`: bytes of a pixel of the map; undefined where it is [channel, y, x]. */
function keep(field: Field, laneOf: Uint32Array, pixel: number | undefined, memory: Memory): Kept {
  const { placement, layer, weights } = field;
  const { geometry } = layer;
  const { height, width } = mapOf(geometry);
  const { groups, input, output } = geometry;
  const area = height * width;
  const positions = tapsOf(geometry, width);
  const channels = input[0] / groups;
  const taps = channels * positions.length;
  const groupMapBytes = area * (pixel ?? channels);
  // Bytes from one pixel, and from one channel, to the next.
  const perPixel = pixel ?? 1;
  const perChannel = pixel === undefined ? area : 1;
  const columns = field.columnsBefore[placement.chunks.length]!;
  const rowBytes = (Math.max(taps, columns) + 7) >> 3;
  const elementOf = (tap: number): number => Math.floor(tap / positions.length) * perChannel + positions[tap % positions.length]! * perPixel;
  const perGroup = output[0] / groups;
  const groupBase = (kernel: number): number => Math.floor(kernel / perGroup) * groupMapBytes;
  const counted = (kernels: readonly number[]): Int32Array =>
    Int32Array.from(kernels.flatMap((kernel) => [kernel, laneOf[kernel]!, kernel * rowBytes, groupBase(kernel)]));
  return {
    generation: memory.generation(),
    height,
    width,
    starts: memory.keep(startsOf(geometry, width).starts.map((start) => start * perPixel)),
    weights: memory.keep(weightBits(weights, layer.weight.bits, output[0], taps, rowBytes)),
    planeBytes: output[0] * rowBytes,
    columnsOf: memory.keep(columnsOf(field, elementOf)),
    elements: memory.keep(Int32Array.from({ length: columns }, (_, column) => (column < taps ? elementOf(column) : 0))),
    columns,
    counting: memory.keep(counted([...field.counting])),
    all: memory.keep(counted([...laneOf.keys()])),
    sharersFrom: memory.keep(field.sharersFrom),
    sharersTo: memory.keep(field.sharersTo),
    logs: memory.keep(logsAndConstants()),
    jobs: new WeakMap(),
    rows: keepRows(field, elementOf, memory),
    groupMapBytes,
  };
}

/** The tables of the logarithm and the constants that gaps.ts of the kernels reads after them. */
function logsAndConstants(): Float64Array {
  const masks = new Float64Array(BigUint64Array.of(0xfffffffffffffn, 0xff0n).buffer);
  return Float64Array.of(...logTables(), 1 / 2, 1, 2 ** 52, 1055, 1 / 3, 1 / 4, ...masks);
}

/** [plane, kernel, tap], eight taps a byte. */
function weightBits(codes: Uint8Array, bits: number, kernels: number, taps: number, rowBytes: number): Uint8Array {
  const rows = new Uint8Array(bits * kernels * rowBytes);
  for (let k = 0, from = 0; k < kernels; k++) {
    for (let tap = 0; tap < taps; tap++, from++) {
      const at = k * rowBytes + (tap >> 3);
      for (let n = 0; n < bits; n++) rows[n * kernels * rowBytes + at]! |= ((codes[from]! >>> n) & 1) << (tap & 7);
    }
  }
  return rows;
}

/** Tap and element of the map of the halves of each column of a kernel, over all chunks; tap -2^31 where there is none. */
function columnsOf({ placement, columnsBefore }: Field, offsetOf: (tap: number) => number): Int32Array {
  const { chunks, rules } = placement;
  const halves = Int32Array.from({ length: 2 * rules.fold * columnsBefore[chunks.length]! }, (_, i) => (i % 2 === 0 ? -(2 ** 31) : 0));
  for (const [index, chunk] of chunks.entries()) {
    const half = rules.fold === 1 ? chunk.taps : (chunk.taps + 1) >> 1;
    for (let offset = 0; offset < Math.min(half, chunk.width); offset++) {
      for (let h = 0; h < rules.fold; h++) {
        const within = h * half + offset;
        const tap = chunk.firstTap + within;
        if (within < chunk.taps) halves.set([tap, offsetOf(tap)], 2 * (rules.fold * (columnsBefore[index]! + offset) + h));
      }
    }
  }
  return halves;
}

/**
 * By state, the greatest word that lets a change happen and the change, for slots that sense one weight and one input bit of each half: one change a
 * state where nothing is folded, up to four, the last first, where two halves are. Undefined for others. Places without a change have change 0.
 */
function plainTable({ planes, page, most, alike }: Sampled, fold: 1 | 2): Uint32Array | undefined {
  const { any, starts, changes, upTo } = page.after(undefined);
  const { code } = page.bits;
  if (planes.correction || code.length !== 2 * fold || code.some((of, cell) => of !== cell)) return undefined;
  const places = fold === 1 ? 1 : 4;
  const table = new Uint32Array(2 * places * any.length);
  for (let state = 0; state < any.length; state++) {
    const first = starts[state]!;
    const outcomes = starts[state + 1]! - first;
    if (outcomes > places) return undefined;
    let change = 0;
    for (let i = outcomes - 1; i >= 0; i--) {
      // A change that no word is small enough for leaves what word 0 gave before.
      if (upTo[first + i]! > most / 2 ** 33) change = changes[first + i]!;
      table.set([alike ? 2 ** 32 - 1 : lastBelow(upTo[first + i]!, most), change], 2 * (places * (state + 1) - 1 - i));
    }
  }
  return table;
}

/** Whether changes of one AND that always happen depend on its result alone; the change where it is 0, and what is added where it is 1. */
function flipsOf(alike: boolean, plain: Uint32Array | undefined): readonly [number, number, number] {
  // Four states of one weight and one input bit, a word and a change each.
  if (!alike || plain?.length !== 8) return [0, 0, 0];
  const [none, weight, input, both] = [1, 3, 5, 7].map((at) => plain[at]! | 0);
  return none === weight && none === input ? [1, none!, both! - none!] : [0, 0, 0];
}

/** The greatest word whose uniform number lies below `any` of `most`, as the thinning in TypeScript has it, rounding included: by halving. */
function lastBelow(any: number, most: number): number {
  let low = 0;
  let high = 2 ** 32 - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (((middle + 0.5) / 2 ** 32) * most < any) low = middle;
    else high = middle - 1;
  }
  return low;
}
