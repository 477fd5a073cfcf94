/** Accumulators of a layer, computed in the memory of the kernels. */
import type { Memory } from './memory.ts';
import type { Prepared, Segment } from './prepare.ts';
import { centreOf } from './weights.ts';

/** Sums acc = g_w sum(qp) + o_w sum(p), i32 [position, lane], of a map that was arranged as the plan says; returns where they lie. */
export function runSums(prepared: Prepared, memory: Memory, map: number): number {
  const { plan, laneCount } = prepared;
  const sums = memory.space('sums', plan.positions * laneCount * 4 + 64);
  if (plan.kind === 'lanes') {
    const { kernels } = memory;
    kernels.lanes(
      map,
      prepared.starts,
      plan.pixelBytes,
      plan.positions,
      prepared.taps,
      plan.taps.length,
      plan.channels,
      prepared.weights,
      laneCount,
      sums,
      laneCount * 4,
    );
    return sums;
  }
  for (let group = 0; group < plan.groups; group++) {
    const from = map + group * plan.height * plan.width * plan.arrangedBytes;
    const to = sums + group * plan.paddedKernels * 4;
    if (plan.kind === 'dot16' || plan.kind === 'dot8') runProducts(prepared, memory, group, from, to);
    else runLookup(prepared, memory, group, from, to);
  }
  return sums;
}

/** What each position starts from: `offset` x sum(p). */
function basesOf({ plan, starts, taps }: Prepared, memory: Memory, map: number, offset: number): number {
  const bases = memory.space('bases', plan.positions * 4 + 64);
  if (offset === 0) {
    memory.words().fill(0, bases >> 2, (bases >> 2) + plan.positions);
    return bases;
  }
  const pixels = plan.height * plan.width;
  const scratch = memory.space('pixels', pixels * 4 + 64);
  memory.kernels.windowSums(map, pixels, plan.paddedChannels, scratch, starts, plan.positions, taps, plan.taps.length, offset, bases);
  return bases;
}

function runProducts(prepared: Prepared, memory: Memory, group: number, map: number, to: number): void {
  const { layer, plan, starts, weights, weightStride, laneCount, segments } = prepared;
  const { runs, count } = segments[0]![0]!;
  const { gain, offset } = layer.weight;
  const bytes = plan.kind === 'dot8';
  // Products of bytes have codes less their centre for weights.
  const base = bytes ? offset + gain * centreOf(layer) : 0;
  const bases = base === 0 ? 0 : basesOf(prepared, memory, map, base);
  const { kernels } = memory;
  const product = bytes ? kernels.dot8 : kernels.dot16;
  const of = weights + group * plan.kernels * weightStride;
  product(map, starts, plan.pixelBytes, plan.positions, runs, count, of, weightStride, plan.kernels, to, laneCount * 4, bases, bytes ? gain : 1);
}

function runLookup(prepared: Prepared, memory: Memory, group: number, map: number, to: number): void {
  let bases = basesOf(prepared, memory, map, prepared.layer.weight.offset);
  for (let slice = 0; slice < prepared.plan.slices.length; slice++) {
    const tables = buildTables(prepared, memory, map, slice);
    lookUp(prepared, memory, group, slice, tables, to, bases);
    // The first call starts from the bases, the others add.
    bases = 0;
  }
}

function buildTables({ plan, layer }: Prepared, { kernels, space, bytes }: Memory, map: number, slice: number): number {
  const [shift, width] = plan.slices[slice]!;
  const codes = plan.height * plan.width * plan.paddedChannels;
  const ahead = layer.geometry.stride[1] * plan.pixelBytes;
  const tables = space('tables', codes * 4 + ahead + 128);
  kernels.tables(map, codes, shift, 2 ** width - 1, tables);
  if (plan.kind === 'pairs') {
    bytes().fill(0, tables + codes * 4, tables + codes * 4 + ahead);
    kernels.pairTables(tables, codes * 4, ahead);
  }
  return tables;
}

/** All weight planes of a group against the tables of one slice of the codes. */
function lookUp(prepared: Prepared, memory: Memory, group: number, slice: number, tables: number, to: number, bases: number): void {
  const { layer, plan, weights, weightStride } = prepared;
  const { gain, bits } = layer.weight;
  const [shift, width] = plan.slices[slice]!;
  const planeBytes = (plan.paddedKernels / 16) * weightStride;
  let base = bases;
  for (let n = 0; n < bits; n++) {
    for (const segment of prepared.segments[slice]!) {
      const from = weights + (group * bits + n) * planeBytes + segment.weights;
      look(prepared, memory, segment, tables, from, to, base, gain * 2 ** (n + shift), Math.floor(255 / (4 * (2 ** width - 1))));
      base = 0;
    }
  }
}

function look(
  { plan, starts, pairStarts, weightStride, laneCount, layer }: Prepared,
  { kernels }: Memory,
  { runs, count }: Segment,
  tables: number,
  weights: number,
  to: number,
  bases: number,
  factor: number,
  window: number,
): void {
  const blocks = plan.paddedKernels / 16;
  const stride = laneCount * 4;
  if (plan.kind === 'lookup') {
    kernels.lookup(tables, starts, plan.pixelBytes, plan.positions, runs, count, weights, weightStride, blocks, to, stride, bases, factor, window);
    return;
  }
  const pairs = plan.pairStarts.length;
  const columns = layer.geometry.output[2];
  kernels.lookupPairs(tables, pairStarts, plan.pixelBytes, pairs, columns, runs, count, weights, weightStride, blocks, to, stride, bases, factor);
}

/** Lays out the operands of a layer of one group and one slice; what is returned runs the inner kernel on them, and nothing else. */
export function soleKernel(prepared: Prepared, memory: Memory, map: number): () => void {
  const { plan, laneCount } = prepared;
  if ((plan.kind !== 'pairs' && plan.kind !== 'lookup') || plan.groups > 1 || plan.slices.length > 1) {
    throw new Error(`layer '${prepared.layer.name}' does not run on one table look-up`);
  }
  const sums = memory.space('sums', plan.positions * laneCount * 4 + 64);
  const bases = basesOf(prepared, memory, map, prepared.layer.weight.offset);
  const tables = buildTables(prepared, memory, map, 0);
  return () => lookUp(prepared, memory, 0, 0, tables, sums, bases);
}
