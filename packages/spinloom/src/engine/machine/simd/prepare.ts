/** What a layer keeps in the memory of the kernels: packed weights, tables of offsets, levels. */
import type { Build } from '@spinloom/kernels';
import type { Dot } from '../../../network/index.ts';
import { weightCodes } from '../direct.ts';
import { regionsOf } from '../inference/pool.ts';
import { type KeptLevels, keepThresholds } from './levels.ts';
import type { Memory } from './memory.ts';
import { type Plan, planOf } from './plan.ts';
import { packWeights, weightStride } from './weights.ts';

/** Runs of one call: their pointer and number, and the bytes of a block's weights that come before them. */
export interface Segment {
  readonly runs: number;
  readonly count: number;
  readonly weights: number;
}

/** Byte offsets of what was kept; 0 where there is nothing. */
export interface Prepared extends KeptLevels {
  readonly layer: Dot;
  readonly plan: Plan;
  readonly weights: number;
  readonly weightStride: number;
  /** [slice of the codes]: the calls that its sums take. */
  readonly segments: readonly (readonly Segment[])[];
  readonly starts: number;
  readonly pairStarts: number;
  readonly taps: number;
  /** Lane of each kernel; lanes of a position. */
  readonly lanes: number;
  readonly laneOf: Uint32Array;
  readonly laneCount: number;
  readonly regions: number;
  readonly regionCount: number;
  readonly smallest: number;
}

/** Undefined where the kernels cannot run the layer. Refuses a layer without weights. */
export function prepare(layer: Dot, build: Build, memory: Memory): Prepared | undefined {
  const codes = weightCodes(layer);
  const plan = planOf(layer, build);
  if (plan === undefined || bytesOf(plan) > mostBytes) return undefined;
  const { groups, kernels, paddedKernels } = plan;
  const laneCount = groups * paddedKernels;
  const laneOf = Uint32Array.from({ length: groups * kernels }, (_, k) => Math.floor(k / kernels) * paddedKernels + (k % kernels));
  const looksUp = plan.kind === 'pairs' || plan.kind === 'lookup';
  const { pool } = layer;
  const regions = pool === undefined ? undefined : regionsOf(pool, layer.geometry.output[1], layer.geometry.output[2]);
  return {
    layer,
    plan,
    weights: memory.keep(packWeights(layer, codes, plan)),
    weightStride: weightStride(plan),
    segments: looksUp ? plan.slices.map(([, bits]) => segmentsOf(plan, 4 * (2 ** bits - 1), memory)) : [[keepRuns(plan.runs, memory, 1, 0)]],
    starts: memory.keep(plan.starts),
    pairStarts: plan.kind === 'pairs' ? memory.keep(plan.pairStarts) : 0,
    taps: memory.keep(plan.taps),
    lanes: memory.keep(laneOf),
    laneOf,
    laneCount,
    regions: regions === undefined ? 0 : memory.keep(regions),
    regionCount: (regions?.length ?? 0) / 3,
    smallest: pool?.mode === 'max' ? memory.keep(smallestOf(pool.smallest, laneOf, laneCount)) : 0,
    ...keepThresholds(layer, laneOf, laneCount, memory),
  };
}

// Well inside the 2 GiB that the kernels address.
const mostBytes = 2 ** 30;

/** Bytes that a layer needs at most: weights, map, tables, sums and codes. */
function bytesOf(plan: Plan): number {
  const { groups, height, width, arrangedBytes, pixelBytes, paddedKernels, positions, kernels } = plan;
  const weights = groups * Math.max(paddedKernels, kernels) * weightStride(plan);
  return weights + height * width * (groups * arrangedBytes + pixelBytes + 4) + 10 * positions * groups * paddedKernels;
}

/** Splits the runs of a window where the sums of a table's column, at most `most` a step, would pass 16 bits. */
function segmentsOf({ runs }: Plan, most: number, memory: Memory): readonly Segment[] {
  const limit = Math.floor(65_535 / most);
  const segments: Segment[] = [];
  let part: { offset: number; bytes: number }[] = [];
  let [steps, before, done] = [0, 0, 0];
  const close = (): void => {
    segments.push(keepRuns(part, memory, 16, before));
    part = [];
    steps = 0;
    before = done;
  };
  for (const run of runs) {
    for (let from = 0; from < run.bytes; ) {
      if (steps === limit) close();
      const take = Math.min(run.bytes - from, (limit - steps) * 16);
      part.push({ offset: run.offset + from, bytes: take });
      steps += take / 16;
      done += take;
      from += take;
    }
  }
  close();
  return segments;
}

/** `unit`: bytes of what the kernel counts. */
function keepRuns(runs: readonly { readonly offset: number; readonly bytes: number }[], memory: Memory, unit: number, before: number): Segment {
  const words = Uint32Array.from(runs.flatMap(({ offset, bytes }) => [offset, bytes / unit]));
  return { runs: memory.keep(words), count: runs.length, weights: before };
}

function smallestOf(smallest: Uint8Array | undefined, laneOf: Uint32Array, laneCount: number): Uint8Array {
  const flips = new Uint8Array(laneCount);
  for (const [k, lane] of laneOf.entries()) flips[lane] = smallest?.[k] === 1 ? 255 : 0;
  return flips;
}
