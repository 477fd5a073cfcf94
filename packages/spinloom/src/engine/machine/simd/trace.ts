/**
 * The row-activation trace: how many columns gave 1 in every AND of two rows that a layer asks of its mats.
 *
 * A kernel's taps lie in chunks, each half of a fold in its own rows, and an activation senses one weight plane against one input plane: the count
 * is what the counter or compressor of the kernel's segment receives. Errors are not modelled here.
 */
import { type Build, bestBuild, instantiate } from '@spinloom/kernels';
import type { Dot } from '../../../network/index.ts';
import { refuse } from '../../../refusal/index.ts';
import type { Placement } from '../../schedule/index.ts';
import { weightCodes } from '../direct.ts';
import { type Memory, memoryOf } from './memory.ts';
import { mapOf, startsOf, tapsOf } from './plan.ts';

export interface ActivationTrace {
  /** [weight plane, input plane, window, part, kernel]; the parts of a kernel are its chunks, and the halves of a chunk where the rows are folded. */
  readonly counts: Uint16Array;
  readonly parts: number;
  /** Sum over the planes and parts of 2^(m+n) x count, [window, kernel]: sum(qp) of eq. 3. */
  readonly sums: Int32Array;
}

interface Rows {
  readonly groups: number;
  readonly windows: number;
  readonly kernels: number;
  readonly parts: readonly number[];
  readonly rowBytes: number;
  /** [plane, kernel] */
  readonly weights: number;
  /** [plane, group], `blockBytes` each: [block of 16 kernels, byte of a row, kernel]. */
  readonly blocks: number;
  readonly blockBytes: number;
  readonly work: number;
  readonly inputs: number;
  readonly partBytes: number;
  readonly sums: number;
}

/** Counts of all activations of a layer for one image. Refuses a layer without weights, and an engine without SIMD. */
export function traceActivations(layer: Dot, input: Uint8Array, placement: Placement, build: Build | undefined = bestBuild()): ActivationTrace {
  if (build === undefined) refuse(`layer '${layer.name}' cannot be traced: this engine has no WebAssembly SIMD; use a newer one`);
  const memory = memoryOf(instantiate(build));
  const rows = packOperands(layer, input, placement, memory);
  const { windows, kernels, parts, groups } = rows;
  const planes = layer.weight.bits * layer.input.bits;
  const length = planes * windows * kernels * groups * parts.length;
  const trace = memory.space('tables', 2 * length);
  countAll(layer, rows, memory, trace);
  const sums = memory.words().slice(rows.sums >> 2, (rows.sums >> 2) + windows * kernels * groups);
  return { counts: new Uint16Array(memory.bytes().slice(trace, trace + 2 * length).buffer), parts: parts.length, sums };
}

/** Lays out the rows of a layer; what is returned counts them, with or without a trace, and nothing else. For measuring. */
export function countingKernel(layer: Dot, input: Uint8Array, placement: Placement, build: Build): (traced: boolean) => void {
  const memory = memoryOf(instantiate(build));
  const rows = packOperands(layer, input, placement, memory);
  const trace = memory.space('tables', 2 * layer.weight.bits * layer.input.bits * rows.windows * rows.kernels * rows.groups * rows.parts.length);
  return (traced) => countAll(layer, rows, memory, traced ? trace : undefined);
}

function countAll(layer: Dot, rows: Rows, { kernels: calls }: Memory, trace: number | undefined): void {
  const { groups, windows, kernels, parts, rowBytes } = rows;
  const all = groups * kernels;
  const traceStride = 2 * all * parts.length;
  for (let n = 0; n < layer.weight.bits; n++) {
    for (let m = 0; m < layer.input.bits; m++) {
      const plane = (n * layer.input.bits + m) * windows * traceStride;
      for (let group = 0; group < groups; group++) {
        const inputs = rows.inputs + (group * layer.input.bits + m) * windows * rowBytes;
        const sums = rows.sums + 4 * group * kernels;
        const factor = 2 ** (m + n);
        if (trace === undefined) {
          calls.count(inputs, windows, rows.weights + (n * all + group * kernels) * rowBytes, kernels, rowBytes, sums, 4 * all, factor);
          continue;
        }
        const blocks = rows.blocks + (n * groups + group) * rows.blockBytes;
        const to = trace + plane + 2 * group * kernels;
        const { length } = parts;
        calls.countParts(
          inputs,
          windows,
          blocks,
          kernels,
          rowBytes,
          rows.partBytes,
          length,
          sums,
          4 * all,
          factor,
          to,
          traceStride,
          2 * all,
          rows.work,
        );
      }
    }
  }
}

/** Where no tap lies in a row. */
const empty = 0xffff_ffff;

function packOperands(layer: Dot, input: Uint8Array, { chunks, rules }: Placement, memory: Memory): Rows {
  const codes = weightCodes(layer);
  const { geometry } = layer;
  const { height, width } = mapOf(geometry);
  const { groups, input: shape, output, pad } = geometry;
  const [channels, height0, width0] = shape;
  const area = tapsOf(geometry, width);
  const kernels = output[0] / groups;
  const windows = output[1] * output[2];
  const taps = (channels / groups) * area.length;
  const spans = chunks.flatMap(({ firstTap, taps: here }) => {
    const half = rules.fold === 1 ? here : (here + 1) >> 1;
    return rules.fold === 1 ? [[firstTap, here] as const] : [[firstTap, half] as const, [firstTap + half, here - half] as const];
  });
  const parts = spans.map(([, length]) => Math.ceil(length / 128) * 16);
  const rowBytes = parts.reduce((sum, bytes) => sum + bytes, 0);
  // Tap of each bit of a row; -1 where there is none.
  const tapOf = Int32Array.from(
    spans.flatMap(([from, length], i) => Array.from({ length: 8 * parts[i]! }, (_, bit) => (bit < length ? from + bit : -1))),
  );
  const elements = Uint32Array.from(tapOf, (tap) => (tap < 0 ? empty : Math.floor(tap / area.length) * height * width + area[tap % area.length]!));
  const elementsAt = memory.keep(elements);
  const starts = memory.keep(startsOf(geometry, width).starts);
  const rows = weightRows(codes, tapOf, layer.weight.bits, groups * kernels, taps, rowBytes);
  const weights = memory.keep(rows);
  const blocks = memory.keep(blocksOf(rows, kernels, rowBytes));
  const blockBytes = Math.ceil(kernels / 16) * 16 * rowBytes;
  const work = memory.space('job', 128);
  const map = memory.space('map', channels * height * width);
  const inputs = memory.space('input', groups * layer.input.bits * windows * rowBytes);
  const scratch = memory.space('pixels', 8 * rowBytes);
  const sums = memory.space('sums', 4 * windows * groups * kernels);
  const bytes = memory.bytes();
  for (let c = 0, from = 0; c < channels; c++) {
    for (let y = 0; y < height0; y++, from += width0)
      bytes.set(input.subarray(from, from + width0), map + (c * height + y + pad[0]) * width + pad[1]);
  }
  for (let group = 0; group < groups; group++) {
    const from = map + group * (channels / groups) * height * width;
    const to = inputs + group * layer.input.bits * windows * rowBytes;
    memory.kernels.packRows(from, starts, windows, elementsAt, elements.length, empty, layer.input.bits, rowBytes, scratch, to);
  }
  return {
    groups,
    windows,
    kernels,
    parts,
    rowBytes,
    weights,
    blocks,
    blockBytes,
    work,
    inputs,
    partBytes: memory.keep(Uint32Array.from(parts)),
    sums,
  };
}

/** [weight plane, kernel, bit of a row] */
function weightRows(codes: Uint8Array, tapOf: Int32Array, bits: number, kernels: number, taps: number, rowBytes: number): Uint8Array {
  const rows = new Uint8Array(bits * kernels * rowBytes);
  for (let k = 0; k < kernels; k++) {
    for (const [bit, tap] of tapOf.entries()) {
      if (tap < 0) continue;
      const code = codes[k * taps + tap]!;
      for (let n = 0; n < bits; n++) rows[(n * kernels + k) * rowBytes + (bit >> 3)]! |= ((code >>> n) & 1) << (bit & 7);
    }
  }
  return rows;
}

/** Rows of each `kernels` kernels as [block of 16 kernels, byte of a row, kernel]; a last block is filled up with zeros. */
function blocksOf(rows: Uint8Array, kernels: number, rowBytes: number): Uint8Array {
  const size = Math.ceil(kernels / 16) * 16 * rowBytes;
  const groups = rows.length / (kernels * rowBytes);
  const blocks = new Uint8Array(groups * size);
  for (let group = 0, from = 0; group < groups; group++) {
    for (let k = 0; k < kernels; k++) {
      let to = group * size + (k >> 4) * 16 * rowBytes + (k & 15);
      for (let byte = 0; byte < rowBytes; byte++, from++, to += 16) blocks[to] = rows[from]!;
    }
  }
  return blocks;
}
