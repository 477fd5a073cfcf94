/**
 * The schedule of a layer: a lazy sequence of micro-operations with random access, and its counts in closed form.
 *
 * Loop order, the same for every design: for each round of windows: input rows; sum(p) where the weights have an offset; for each accumulator group:
 * begin, slots (chunk, kernel, weight plane, input plane), end. Then the pooled positions. What each phase does is the design's program.
 * A checkpoint (store, commit) follows a slot when the plan says so. The number of steps before any point is a formula, so `at(step)` searches, it does not replay.
 */
import { checkpointsBefore, type SlotLoop } from './checkpoint.ts';
import { totals } from './counts.ts';
import { type Extent, extents, measure } from './extent.ts';
import type { LayerSchedule, MicroOp, Phase, Placement, Position, Program, Step } from './types.ts';

/** Steps of a checkpoint: store and commit. */
const checkpointSteps = 2;

/** `layer`: index of the layer among the network's dots, stored in positions. */
export function schedule(layer: number, placement: Placement, program: Program): LayerSchedule {
  const shape = placement.layerShape;
  const { weightBits, inputBits } = shape;
  const extent = extents(placement);
  const rounds = Math.ceil(shape.windows / placement.replicas);
  const active = (round: number): number => Math.min(placement.replicas, shape.windows - round * placement.replicas);
  const position = (phase: Phase, fields: Partial<Position> = {}): Position => ({
    layer,
    phase,
    window: 0,
    group: 0,
    chunk: 0,
    kernel: 0,
    weightPlane: 0,
    inputPlane: 0,
    step: 0,
    ...fields,
  });
  const body = (at: Position): readonly MicroOp[] => program.body(at.phase, at, placement);

  // What a round does before its groups: the same in every round.
  const prelude: { readonly at: Position; readonly op: MicroOp; readonly extent: Extent }[] = [];
  for (const phase of shape.weightOffset === 0 ? (['window'] as const) : (['window', 'correction'] as const)) {
    for (let chunk = 0; chunk < placement.chunksPerMat; chunk++) {
      for (let inputPlane = 0; inputPlane < inputBits; inputPlane++) {
        const at = position(phase, { chunk, inputPlane });
        for (const op of body(at)) prelude.push({ at, op, extent: extent[phase](chunk) });
      }
    }
  }
  const slotLength = body(position('slot')).length;
  const poolOps = shape.pool === 'none' ? [] : body(position('pool'));
  const begin = Array.from({ length: placement.groups }, (_, group) => body(position('begin', { group })));
  const end = Array.from({ length: placement.groups }, (_, group) => body(position('end', { group })));
  const poolExtent: Extent = { lanes: 1, columns: 0, segments: shape.kernels, useful: [0, 0], bits: 0 };

  const tripsBefore = Array.from({ length: placement.groups }, (_, group) => {
    const before = [0];
    for (let chunk = 0; chunk < placement.chunksPerMat; chunk++) before.push(before[chunk]! + extent.trips(group, chunk));
    return before;
  });
  const planes = weightBits * inputBits;
  const groupSlots = tripsBefore.map((before) => before[placement.chunksPerMat]! * planes);
  const slotsBefore = [0];
  const stepsBefore = [prelude.length];
  for (let group = 0; group < placement.groups; group++) {
    slotsBefore.push(slotsBefore[group]! + groupSlots[group]!);
    stepsBefore.push(stepsBefore[group]! + begin[group]!.length + groupSlots[group]! * slotLength + end[group]!.length);
  }
  const slotsPerBlock = slotsBefore[placement.groups]!;
  const blockSteps = stepsBefore[placement.groups]!;
  const loop: SlotLoop = { slotsPerBlock, slotsBefore, rounds };
  const before = checkpointsBefore(program.checkpoints, loop);

  // Step numbers of the starts of rounds, groups and slots; checkpoints shift what follows them.
  const roundStart = (round: number): number => round * blockSteps + checkpointSteps * before(round * slotsPerBlock);
  const groupStart = (round: number, group: number): number =>
    round * blockSteps + stepsBefore[group]! + checkpointSteps * before(round * slotsPerBlock + slotsBefore[group]!);
  const slotStart = (round: number, group: number, slot: number): number =>
    round * blockSteps +
    stepsBefore[group]! +
    begin[group]!.length +
    slot * slotLength +
    checkpointSteps * before(round * slotsPerBlock + slotsBefore[group]! + slot);
  const poolStart = roundStart(rounds);
  const length = poolStart + shape.pooledPositions * poolOps.length;

  const emit = (op: MicroOp, at: Position, over: Extent, replicas: number): Step => {
    const counted = measure(op, over, placement);
    return { op, at, lanes: counted.lanes * replicas, columns: counted.columns * replicas, useful: counted.useful * replicas };
  };

  const at = (step: number): Step => {
    if (!Number.isInteger(step) || step < 0 || step >= length) throw new RangeError(`step ${step} is outside of the schedule (0 to ${length - 1})`);
    if (step >= poolStart) {
      const index = step - poolStart;
      return emit(poolOps[index % poolOps.length]!, position('pool', { window: Math.floor(index / poolOps.length), step }), poolExtent, 1);
    }
    const round = last(rounds, (r) => roundStart(r) <= step);
    const within = step - roundStart(round);
    if (within < prelude.length) {
      const item = prelude[within]!;
      return emit(item.op, { ...item.at, window: round, step }, item.extent, active(round));
    }
    const group = last(placement.groups, (g) => groupStart(round, g) <= step);
    const inGroup = step - groupStart(round, group);
    if (inGroup < begin[group]!.length) {
      return emit(begin[group]![inGroup]!, position('begin', { window: round, group, step }), extent.group(group), active(round));
    }
    const slots = groupSlots[group]!;
    const afterSlots = slotStart(round, group, slots);
    if (step >= afterSlots) {
      return emit(end[group]![step - afterSlots]!, position('end', { window: round, group, step }), extent.group(group), active(round));
    }
    const slot = last(slots, (s) => slotStart(round, group, s) <= step);
    const inSlot = step - slotStart(round, group, slot);
    const trip = Math.floor(slot / planes);
    const chunk = last(placement.chunksPerMat, (c) => tripsBefore[group]![c]! <= trip);
    const where = position('slot', {
      window: round,
      group,
      chunk,
      kernel: trip - tripsBefore[group]![chunk]!,
      weightPlane: Math.floor((slot % planes) / inputBits),
      inputPlane: slot % inputBits,
      step,
    });
    if (inSlot < slotLength) return emit(body(where)[inSlot]!, where, extent.slot(group, chunk, where.kernel), active(round));
    // Only a checkpoint in two slots alternates between them.
    const ordinal = program.checkpoints.commit === 'double-slot' ? before(round * slotsPerBlock + slotsBefore[group]! + slot) : 0;
    const parity = (ordinal % 2) as 0 | 1;
    const op: MicroOp = inSlot === slotLength ? storeOp(program, parity) : { op: 'commit', slot: parity };
    return emit(op, where, extent.group(group), active(round));
  };

  return {
    placement,
    length,
    at,
    *steps(from = 0, to = length) {
      for (let step = from; step < to; step++) yield at(step);
    },
    get counts() {
      return totals({
        placement,
        program,
        extent,
        rounds,
        active,
        prelude,
        begin,
        end,
        poolOps,
        poolExtent,
        tripsBefore,
        loop,
        before,
        storeOp,
        body,
        position,
      });
    },
  };
}

function storeOp(program: Program, slot: 0 | 1): MicroOp {
  return { op: 'store', slot, words: program.checkpoints.flipFlops === 'dual' ? 2 : 1 };
}

/** The last index in [0, count) for which the monotone test holds; index 0 always does. */
function last(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
