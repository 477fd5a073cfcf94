/** Errors of slots, sampled in the memory of the kernels. */
import type { Field } from '../faults/field.ts';
import { type FaultyRun, windowsPerBlock } from '../faults/run.ts';
import { gapScale, logTables } from '../faults/skip.ts';
import { type Sampled, type SlotKernel, slotStream } from '../faults/slot-errors.ts';
import type { Memory } from './memory.ts';
import { mapOf, startsOf, tapsOf } from './plan.ts';

/** What a layer keeps: byte offsets. */
interface Kept {
  readonly generation: number;
  readonly height: number;
  readonly width: number;
  readonly starts: number;
  readonly weights: number;
  /** Bytes of a row of weight bits. */
  readonly rowBytes: number;
  readonly groupBases: number;
  readonly columnsOf: number;
  readonly columns: number;
  readonly counting: number;
  readonly all: number;
  readonly sharersFrom: number;
  readonly sharersTo: number;
  readonly logs: number;
}

/** The words of a job (slot-errors.ts of the kernels) and what follows them: working space, cells and outcomes. */
const jobBytes = 128;
const workBytes = 3520;

/** Accumulators of the last layer, and where the memory still holds the same. */
export interface Resident {
  readonly acc: Int32Array;
  readonly at: number;
}

/** `resident`: spares copying what lies in the memory already. Errors of slots come first where slots remember nothing, so it is unchanged. */
export function slotKernel(memory: Memory, resident: () => Resident | undefined): SlotKernel {
  const layers = new WeakMap<Field, Kept>();
  const keptOf = (field: Field): Kept => {
    const known = layers.get(field);
    if (known !== undefined && known.generation === memory.generation()) return known;
    const made = keep(field, memory);
    layers.set(field, made);
    return made;
  };
  return (run, sampled) => {
    const { acc } = run;
    const kept = keptOf(run.field);
    const map = padInput(run, kept, memory);
    const known = resident();
    const sums = known?.acc === acc ? known.at : memory.space('sums', acc.length * 4);
    if (known?.acc !== acc) memory.words().set(acc, sums >> 2);
    for (const one of sampled) if (one.most > 0) sample(run, one, kept, map, sums, memory);
    acc.set(memory.words().subarray(sums >> 2, (sums >> 2) + acc.length));
  };
}

function sample(run: FaultyRun, { planes, counted, page, most }: Sampled, kept: Kept, map: number, sums: number, memory: Memory): void {
  const table = page.after(undefined);
  const { code, plane } = page.bits;
  const cells = Int32Array.from({ length: 2 * code.length }, (_, i) => (i % 2 === 0 ? code[i >> 1]! : plane[i >> 1]!));
  const parts = [cells, table.any, table.starts, table.changes, table.upTo];
  const at = memory.space('job', jobBytes + workBytes + 64 + parts.reduce((sum, part) => sum + part.byteLength + 8, 0));
  const work = at + jobBytes;
  let next = work + workBytes;
  const places = parts.map((part) => {
    const here = (next + 7) & -8;
    memory.bytes().set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), here);
    next = here + part.byteLength;
    return here;
  });
  const [cellsAt, ...outcomes] = places;
  const { windows, weightOffset } = run.field.placement.layerShape;
  const doubles = memory.doubles();
  const words = memory.words();
  doubles.set([most, gapScale(most)], at >> 3);
  words.set(
    [
      ...[planes.correction ? kept.counting : kept.all, counted.length, kept.columns, windows, kept.starts, kept.weights, kept.rowBytes, map],
      ...[kept.groupBases, kept.columnsOf, cellsAt!, code.length, ...outcomes],
      ...[kept.sharersFrom, kept.sharersTo, planes.correction ? weightOffset : 0, kept.logs, run.field.placement.layerShape.kernels],
    ],
    (at >> 2) + 7,
  );
  for (let from = 0; from < windows; from += windowsPerBlock) {
    doubles[(at >> 3) + 2] = Math.min(windowsPerBlock, windows - from) * counted.length * kept.columns;
    words[(at >> 2) + 6] = from;
    const stream = slotStream(run, planes, from);
    memory.kernels.slotErrors(at, stream.uint32(0), stream.uint32(1), sums, work);
  }
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

function keep(field: Field, memory: Memory): Kept {
  const { placement, layer, weights } = field;
  const { geometry } = layer;
  const { height, width } = mapOf(geometry);
  const { groups, input, output } = geometry;
  const area = height * width;
  const positions = tapsOf(geometry, width);
  const taps = (input[0] / groups) * positions.length;
  const rowBytes = (taps + 7) >> 3;
  const perGroup = output[0] / groups;
  const kernels = Int32Array.from({ length: output[0] }, (_, kernel) => kernel);
  return {
    generation: memory.generation(),
    height,
    width,
    starts: memory.keep(startsOf(geometry, width).starts),
    weights: memory.keep(weightBits(weights, layer.weight.bits, output[0], taps, rowBytes)),
    rowBytes,
    groupBases: memory.keep(kernels.map((kernel) => Math.floor(kernel / perGroup) * (input[0] / groups) * area)),
    columnsOf: memory.keep(columnsOf(field, (tap) => Math.floor(tap / positions.length) * area + positions[tap % positions.length]!)),
    columns: field.columnsBefore[placement.chunks.length]!,
    counting: memory.keep(field.counting),
    all: memory.keep(kernels),
    sharersFrom: memory.keep(field.sharersFrom),
    sharersTo: memory.keep(field.sharersTo),
    logs: memory.keep(logTables()),
  };
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

/** Tap and element of the map of the halves of each column of a kernel, over all chunks; tap -1 where there is none. */
function columnsOf({ placement, columnsBefore }: Field, offsetOf: (tap: number) => number): Int32Array {
  const { chunks, rules } = placement;
  const halves = new Int32Array(4 * columnsBefore[chunks.length]!).fill(-1);
  for (const [index, chunk] of chunks.entries()) {
    const half = rules.fold === 1 ? chunk.taps : (chunk.taps + 1) >> 1;
    for (let offset = 0; offset < Math.min(half, chunk.width); offset++) {
      for (let h = 0; h < rules.fold; h++) {
        const within = h * half + offset;
        const tap = chunk.firstTap + within;
        if (within < chunk.taps) halves.set([tap, offsetOf(tap)], 4 * (columnsBefore[index]! + offset) + 2 * h);
      }
    }
  }
  return halves;
}
