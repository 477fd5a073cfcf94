/**
 * Packed execution: the accumulators of the schedule, computed as popcount(AND) over bit-planes in 32-bit words.
 *
 * acc = g_w x sum over planes of 2^(m+n) popcount(AND(W_n, X_m)) + o_w x sum(p). Weight planes are packed once a layer and kept while the layer
 * lives; an image is packed once, its windows are cut block by block so that a block stays in cache, and sum(p) is counted on the same rows.
 * Limits: one thread, 1 to 8 bits a code, sums modulo 2^32. The network is read-only: codes changed after a first run are not seen.
 */
import type { Dot } from '../../../network/index.ts';
import { weightCodes } from '../direct.ts';
import type { Backend } from '../types.ts';
import { type FaultHardware, faultAdder, noHardware } from './faults.ts';
import { type Layout, layoutOf } from './layout.ts';
import { countRow, multiply } from './multiply.ts';
import { packPlanes } from './planes.ts';
import { packWeights } from './weights.ts';
import { cutWindows } from './windows.ts';

interface Packed {
  readonly layout: Layout;
  /** [weight plane, kernel, word]. */
  readonly weights: Int32Array;
}

/** Buffers of a back end, grown to the largest layer and used by one image after the other. */
interface Scratch {
  planes: Int32Array;
  rows: Int32Array;
  sumInput: Int32Array;
}

// Windows cut at a time: the rows of a block of a large layer (100 words a row) stay within a second-level cache.
const blockWindows = 256;

/**
 * A back end with buffers of its own: any geometry, 1 to 8 bits.
 *
 * `hardware`: the program and the mats that faults are those of; needed by `dot` with faults only, and without effect on results without them.
 * Faults are added to the fault-free accumulators, so that a rate of zero gives exactly those.
 */
export function packedBackend(hardware?: FaultHardware): Backend {
  const packed = new WeakMap<Dot, Packed>();
  const scratch: Scratch = { planes: new Int32Array(0), rows: new Int32Array(0), sumInput: new Int32Array(blockWindows) };
  const prepare = (layer: Dot): Packed => {
    const known = packed.get(layer);
    if (known !== undefined) return known;
    const layout = layoutOf(layer.geometry);
    const made = { layout, weights: packWeights(layer, weightCodes(layer), layout) };
    packed.set(layer, made);
    return made;
  };
  const adder = hardware === undefined ? noHardware : faultAdder(hardware);
  return {
    name: 'packed',
    dot: (layer, input, faults) => {
      const run = (one: Dot): Int32Array => dot(one, prepare(one), input, scratch);
      if (faults === undefined) return run(layer);
      const folded = adder.fold(layer, () => input, faults, run);
      if (folded !== undefined) return folded;
      const acc = run(layer);
      adder.add(
        layer,
        () => input,
        faults,
        () => acc,
      );
      return acc;
    },
  };
}

function dot(layer: Dot, { layout, weights }: Packed, input: Uint8Array, scratch: Scratch): Int32Array {
  const { geometry } = layer;
  const planes = scratchPlanes(scratch, geometry.groups * layer.input.bits * layout.planeWords);
  packPlanes(geometry, layout, layer.input.bits, input, planes);
  const acc = new Int32Array(geometry.output[0] * layout.windows);
  for (let group = 0; group < geometry.groups; group++) {
    for (let from = 0; from < layout.windows; from += blockWindows) {
      block(layer, layout, weights, group, from, Math.min(blockWindows, layout.windows - from), scratch, acc);
    }
  }
  return acc;
}

/** `count` windows of one group against all of its kernels. */
function block(layer: Dot, layout: Layout, weights: Int32Array, group: number, from: number, count: number, scratch: Scratch, acc: Int32Array): void {
  const { geometry, weight, input } = layer;
  const { rowWords, kernels, planeWords, windows } = layout;
  const rows = scratchRows(scratch, count * rowWords + 1);
  const { sumInput } = scratch;
  const sums = { values: acc, at: group * kernels * windows + from, kernelStride: windows };
  sumInput.fill(0);
  for (let m = 0; m < input.bits; m++) {
    cutWindows(geometry, layout, scratch.planes, (group * input.bits + m) * planeWords, from, count, rows);
    if (weight.offset !== 0) for (let p = 0; p < count; p++) sumInput[p]! += countRow(rows, p * rowWords, rowWords) << m;
    for (let n = 0; n < weight.bits; n++) {
      const at = (n * geometry.output[0] + group * kernels) * rowWords;
      multiply({ words: weights, at, count: kernels }, { words: rows, at: 0, count }, rowWords, weight.gain * 2 ** (m + n), sums);
    }
  }
  if (weight.offset !== 0) addOffsets(acc, sums.at, windows, kernels, sumInput, count, weight.offset);
}

/** acc += o_w x sum(p) in all kernels of a block; `sumInput` is used up. */
function addOffsets(acc: Int32Array, at: number, stride: number, kernels: number, sumInput: Int32Array, count: number, offset: number): void {
  for (let p = 0; p < count; p++) sumInput[p]! *= offset;
  for (let k = 0; k < kernels; k++) {
    const row = at + k * stride;
    for (let p = 0; p < count; p++) acc[row + p]! += sumInput[p]!;
  }
}

function scratchPlanes(scratch: Scratch, words: number): Int32Array {
  if (scratch.planes.length < words) scratch.planes = new Int32Array(words);
  return scratch.planes;
}

function scratchRows(scratch: Scratch, words: number): Int32Array {
  if (scratch.rows.length < words) scratch.rows = new Int32Array(words);
  return scratch.rows;
}
