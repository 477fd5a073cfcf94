/** Counts of a layer in closed form: each operation once per trip-count class, times how often the class runs. Equal to folding `steps()`. */
import type { SlotLoop } from './checkpoint.ts';
import { type Extent, type Extents, measure } from './extent.ts';
import { operationKey } from './operation.ts';
import type { MicroOp, OperationCount, OperationCounts, Phase, Placement, Position, Program } from './types.ts';

export interface Loops {
  readonly placement: Placement;
  readonly program: Program;
  readonly extent: Extents;
  readonly rounds: number;
  readonly active: (round: number) => number;
  readonly prelude: readonly { readonly op: MicroOp; readonly extent: Extent }[];
  readonly begin: readonly (readonly MicroOp[])[];
  readonly end: readonly (readonly MicroOp[])[];
  readonly poolOps: readonly MicroOp[];
  readonly poolExtent: Extent;
  readonly tripsBefore: readonly (readonly number[])[];
  readonly loop: SlotLoop;
  readonly before: (ordinal: number) => number;
  readonly storeOp: (program: Program, slot: 0 | 1) => MicroOp;
  readonly body: (at: Position) => readonly MicroOp[];
  readonly position: (phase: Phase, fields?: Partial<Position>) => Position;
}

export function totals(loops: Loops): OperationCounts {
  const { placement, extent, rounds } = loops;
  const { windows, weightBits, inputBits, pooledPositions } = placement.layerShape;
  const counts: Record<string, { steps: number; lanes: number; columns: number; useful: number }> = {};
  /** `steps` lock-step repetitions; `images` repetitions over single replicas. */
  const add = (op: MicroOp, over: Extent, steps: number, repeats: number): void => {
    const one = measure(op, over, placement);
    const key = operationKey(op);
    const sum = counts[key] ?? { steps: 0, lanes: 0, columns: 0, useful: 0 };
    counts[key] = sum;
    sum.steps += steps;
    sum.lanes += one.lanes * repeats;
    sum.columns += one.columns * repeats;
    sum.useful += one.useful * repeats;
  };

  for (const item of loops.prelude) add(item.op, item.extent, rounds, windows);
  for (let group = 0; group < placement.groups; group++) {
    for (const op of loops.begin[group]!) add(op, extent.group(group), rounds, windows);
    for (const op of loops.end[group]!) add(op, extent.group(group), rounds, windows);
  }

  // The extent of a slot depends on group, chunk and kernel only; its operations on the planes only. So sum the extents first.
  const slots = sumOfSlots(loops);
  for (let weightPlane = 0; weightPlane < weightBits; weightPlane++) {
    for (let inputPlane = 0; inputPlane < inputBits; inputPlane++) {
      for (const op of loops.body(loops.position('slot', { weightPlane, inputPlane }))) add(op, slots.extent, rounds * slots.trips, windows);
    }
  }
  addCheckpoints(loops, add);
  for (const op of loops.poolOps) add(op, loops.poolExtent, pooledPositions, pooledPositions);
  return counts;
}

function sumOfSlots({ placement, extent, tripsBefore }: Loops): { readonly extent: Extent; readonly trips: number } {
  let trips = 0;
  let lanes = 0;
  let columns = 0;
  let segments = 0;
  const useful: [number, number] = [0, 0];
  for (let group = 0; group < placement.groups; group++) {
    for (let chunk = 0; chunk < placement.chunksPerMat; chunk++) {
      const here = tripsBefore[group]![chunk + 1]! - tripsBefore[group]![chunk]!;
      trips += here;
      for (let kernel = 0; kernel < here; kernel++) {
        const one = extent.slot(group, chunk, kernel);
        lanes += one.lanes;
        columns += one.columns;
        segments += one.segments;
        useful[0] += one.useful[0];
        useful[1] += one.useful[1];
      }
    }
  }
  return { extent: { lanes, columns, segments, useful, bits: 0 }, trips };
}

/** Checkpoints fall at slot numbers that drift through the groups from round to round: count those of each group and round. */
function addCheckpoints(loops: Loops, add: (op: MicroOp, over: Extent, steps: number, repeats: number) => void): void {
  const { placement, program, extent, rounds, loop, before } = loops;
  if (program.checkpoints.every === 'none' || program.checkpoints.frame === 'image') return;
  for (let group = 0; group < placement.groups; group++) {
    let steps = 0;
    let repeats = 0;
    for (let round = 0; round < rounds; round++) {
      const start = round * loop.slotsPerBlock;
      const here = before(start + loop.slotsBefore[group + 1]!) - before(start + loop.slotsBefore[group]!);
      steps += here;
      repeats += here * loops.active(round);
    }
    if (steps === 0) continue;
    add(loops.storeOp(program, 0), extent.group(group), steps, repeats);
    add({ op: 'commit', slot: 0 }, extent.group(group), steps, repeats);
  }
}

/** Adds counts of layers. */
export function addCounts(all: readonly OperationCounts[]): OperationCounts {
  const sum: Record<string, OperationCount> = {};
  for (const counts of all) {
    for (const [key, one] of Object.entries(counts)) {
      const old = sum[key] ?? { steps: 0, lanes: 0, columns: 0, useful: 0 };
      sum[key] = { steps: old.steps + one.steps, lanes: old.lanes + one.lanes, columns: old.columns + one.columns, useful: old.useful + one.useful };
    }
  }
  return sum;
}
