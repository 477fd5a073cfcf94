/**
 * Random numbers of a step without a generator in the graph: a table of uniforms from the house's Threefry stream goes in as a tensor, and every
 * consumer reads a run of it from an offset that the stream draws anew for each (step, consumer). The same on every platform and thread count,
 * and it costs one copy. Two consumers may read overlapping runs; for dither and drop-out masks that does no harm.
 */
import { stream } from 'spinloom';
import { add, reshape } from './arithmetic.ts';
import { type Draft, emit, input, integers, sizeOf, type Value } from './draft.ts';

/** How far offsets reach: runs start in [0, spread). */
const spread = 2 ** 20;

/** TensorProto.DataType.INT64. */
const int64 = 7;

export interface Noise {
  readonly graph: Draft;
  readonly table: Value;
  readonly offsets: Value[];
}

/** `largest`: elements of the largest tensor that will be asked for. */
export function noise(graph: Draft, largest: number): Noise {
  return { graph, table: input(graph, 'noise', [spread + largest]), offsets: [] };
}

/** Uniforms in [0, 1) of the given shape, fresh for each step. */
export function draw(from: Noise, dims: readonly number[]): Value {
  const { graph, table, offsets } = from;
  const size = sizeOf(dims);
  const offset = input(graph, `noise/offset${offsets.length}`, [1]);
  offsets.push(offset);
  const start = whole(graph, offset);
  const end = whole(graph, add(graph, offset, size));
  return reshape(graph, emit(graph, 'Slice', [table, start, end, integers(graph, [0])], [size]), dims);
}

/** Offsets lie below 2^24, where float32 holds every integer. */
function whole(graph: Draft, x: Value): Value {
  return emit(graph, 'Cast', [x], x.dims, { to: int64 }, 'int64');
}

/** The table of a seed: `length` uniforms in [0, 1). */
export function noiseTable(seed: number, length: number): Float32Array {
  const { uint32 } = stream(seed, 'train/noise');
  // 24 bits: what a float32 below 1 holds exactly.
  return Float32Array.from({ length }, (_, i) => (uint32(i) >>> 8) / 2 ** 24);
}

/** The offset of one consumer at one step. */
export function noiseOffset(seed: number, step: number, consumer: number): number {
  return stream(seed, 'train/offset').child('consumer', consumer).uint32(step) % spread;
}
