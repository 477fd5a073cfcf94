/**
 * Executes the micro-operations of one layer on all its mats, bit by bit.
 *
 * Slow on purpose: each operation does what its line in the contract says and nothing else. State is volatile or not as the hardware's is; power can be lost
 * after any step, with the write under way torn, and the machine resumes from its committed slot.
 */
import type { Dot } from '../../../network/index.ts';
import { type MicroOp, operationKey, type Placement, type Step } from '../../schedule/index.ts';
import { weightCodes } from '../direct.ts';
import type { LayerFaults } from '../types.ts';
import { carriesOut, getBit, onesIn, setBit } from './bits.ts';
import { disturbSense, holdStuck, landed, machineFaults, stuckRows } from './faults.ts';
import { type Lane, lanes, type Segment } from './lanes.ts';
import { copyMat, type Mat, newMat, sameMat, sameWords } from './mat.ts';
import { operands } from './operands.ts';
import { replaceRow, windowRow } from './rows.ts';
import { type State, start } from './state.ts';
import { commit, decay, lose, restore, stored, storeMat } from './storing.ts';
import type { Machine, Storing, Tally } from './types.ts';
import { viewOf } from './view.ts';

/** Checkpoints as the contract has them unless told otherwise. */
const usual: Storing = { commit: 'double-slot', flipFlops: 'dual' };

/** The state behind each machine, for comparing two. */
const states = new WeakMap<Machine, State>();

/**
 * `input`: codes [channel, y, x] of one image. Weights are loaded; nothing has run. `faults` strike where they occur: in every sense result, in every
 * written bit that differs from the stored one, in stuck cells and sense amplifiers. `storing`: how checkpoints become valid; default in two slots. Refuses a layer without weights.
 */
export function literalMachine(placement: Placement, layer: Dot, input: Uint8Array, faults?: LayerFaults, storing: Storing = usual): Machine {
  const mats: Mat[] = [];
  for (let replica = 0; replica < placement.replicas; replica++) {
    for (let kernelMat = 0; kernelMat < placement.kernelMats; kernelMat++) {
      for (let chunkMat = 0; chunkMat < placement.chunkMats; chunkMat++) mats.push(newMat(placement, replica, kernelMat, chunkMat));
    }
  }
  const { kernels, windows } = placement.layerShape;
  const state: State = {
    placement,
    data: operands(layer, weightCodes(layer), input),
    faults: faults === undefined ? undefined : machineFaults(placement, faults),
    storing,
    mats,
    valid: undefined,
    slotAt: [start, start],
    inHand: { roundStart: 0, window: 0, slots: undefined },
    storedFor: undefined,
    results: new Int32Array(kernels * windows),
    step: 0,
    tear: undefined,
    underWay: 0,
    tally: {},
    stores: { bits: 0, changed: 0 },
    laneBook: new Map(),
    madeRows: new Map(),
  };
  loadWeights(state);
  breakCells(state);
  return machine(state);
}

function machine(state: State): Machine {
  const made: Machine = {
    step: (step) => run(state, step),
    lose: (tear) => lose(state, tear),
    restore: (stop) => restore(state, stop),
    decay: (flips) => decay(state, flips),
    stores: () => state.stores,
    underWay: () => state.underWay,
    agrees: (other) => agrees(state, states.get(other)!),
    fork: () =>
      machine({
        ...state,
        mats: state.mats.map(copyMat),
        slotAt: [...state.slotAt],
        // Results and sums are replaced, not changed: forks share them.
        tear: undefined,
        underWay: 0,
        tally: { ...state.tally },
      }),
    view: () => viewOf(state.placement, state.mats, state.step, state.valid),
    results: () => state.results.slice(),
    tally: (): Readonly<Record<string, Tally>> => structuredClone(state.tally),
  };
  states.set(made, state);
  return made;
}

/** The slot that is not valid is written whole before it counts again. */
function agrees(a: State, b: State): boolean {
  const { commit: how } = a.storing;
  if (a.valid !== b.valid || !sameWords(a.results, b.results)) return false;
  if (
    how === 'literal' &&
    (a.inHand.roundStart !== b.inHand.roundStart || a.inHand.slots !== b.inHand.slots || a.storedFor?.slots !== b.storedFor?.slots)
  )
    return false;
  const slots = how === 'double-slot' ? (a.valid === undefined ? [] : [a.valid]) : ([0] as const);
  if (how !== 'literal' && slots.some((slot) => a.slotAt[slot].step !== b.slotAt[slot].step)) return false;
  return a.mats.every((mat, i) => sameMat(mat, b.mats[i]!, slots));
}

function loadWeights({ placement, data, mats }: State): void {
  const { kernels, taps, weightBits } = placement.layerShape;
  for (let kernel = 0; kernel < kernels; kernel++) {
    for (let tap = 0; tap < taps; tap++) {
      for (let plane = 0; plane < weightBits; plane++) {
        if (data.weight(kernel, tap, plane) === 0) continue;
        const cell = placement.locate({ of: 'weight', kernel, tap, plane, group: 0 });
        for (const mat of mats) {
          if (mat.chunkMat + placement.chunkMats * mat.kernelMat !== cell.mat) continue;
          const row = mat.cells[cell.row]!.slice();
          setBit(row, cell.column);
          mat.cells[cell.row] = row;
        }
      }
    }
  }
}

/** Stuck cells hold their value from the start, written or not. */
function breakCells({ faults, mats }: State): void {
  if (faults === undefined) return;
  for (const mat of mats) {
    for (const address of stuckRows(faults, mat)) {
      const row = mat.cells[address]!.slice();
      holdStuck(faults, row, mat, address);
      mat.cells[address] = row;
    }
  }
}

function run(state: State, { op, at }: Step): void {
  state.tear = undefined;
  state.underWay = 0;
  state.step = at.step;
  if (at.phase === 'pool') return;
  if (at.phase === 'window' && (state.inHand.slots !== undefined || state.inHand.window !== at.window))
    state.inHand = { roundStart: at.step, window: at.window, slots: undefined };
  if (op.op === 'begin') state.inHand = { ...state.inHand, slots: at.step + 1 };
  // Accumulators of the whole group are stored, also of mats that sit this slot out.
  const active = lanes(state.mats, state.placement, op.op === 'store' ? { ...at, phase: 'begin' } : at, state.laneBook);
  for (const lane of active) execute(state, op, lane);
  if (op.op === 'transfer') transfer(state, op, active);
  // Resume behind the commit.
  if (op.op === 'store') stored(state, op.slot, { step: at.step + 2, window: at.window });
  if (op.op === 'commit') commit(state, op.slot, { step: at.step + 1, window: at.window });
  tally(state, op, active);
}

function execute(state: State, op: MicroOp, { mat, segments, window }: Lane): void {
  switch (op.op) {
    case 'write': {
      // A row from the bus starts a window, and with it a new sum(p).
      if (op.from === 'bus') mat.sumInput.fill(0);
      const row = op.from === 'latch' ? mat.latch.slice() : windowRow(state, mat, op.row, window);
      mat.driver = row;
      const { faults } = state;
      // Errors are drawn for the columns that fire; a row from the bus is written whole.
      const written =
        faults === undefined ? row : landed(faults, mat.cells[op.row]!, row, mat, op.from === 'bus' ? 'all' : segments, state.step, op.row);
      replaceRow(state, mat, op.row, written);
      return;
    }
    case 'sense': {
      const { faults } = state;
      const row = mat.cells[op.row]!;
      const other = op.other === undefined ? undefined : mat.cells[op.other]!;
      mat.latch = sense(op.f, row, other ?? row);
      if (faults !== undefined) disturbSense(faults, op.f, mat.latch, row, other, mat, segments, state.step);
      return;
    }
    case 'count': {
      const partial = new Int32Array(mat.partial.length);
      for (let from = 0; from < state.placement.organisation.columns; from += op.cycles)
        partial[from / op.cycles] = onesIn(mat.latch, from, op.cycles);
      mat.partial = partial;
      return;
    }
    case 'merge':
      for (const segment of segments) {
        let sum = 0;
        for (let j = segment.from / op.per; j < (segment.from + segment.width) / op.per; j++) sum += mat.partial[j]!;
        mat.count[segment.slot] = sum;
      }
      return;
    case 'compress':
      for (const { slot, from, width } of segments) {
        let carries = 0;
        for (let column = from; column < from + width; column++) carries += getBit(mat.driver, column) & ~getBit(mat.latch, column);
        mat.count[slot] = onesIn(mat.latch, from, width) + 2 * carries;
      }
      return;
    case 'shift':
      for (const { slot } of segments) mat.shifted[slot] = mat.count[slot]! << op.by;
      return;
    case 'add':
      if (op.into === 'sumInput') addInput(state.placement, mat, segments);
      else if (op.into === 'acc') for (const { slot } of segments) accumulate(mat, slot, mat.shifted[slot]!);
      else if (mat.chunkMat === 0) for (const { slot } of segments) accumulate(mat, slot, mat.incoming[slot]!);
      return;
    case 'begin':
      for (const { slot } of segments) mat.acc[slot] = op.times * mat.sumInput[slot]!;
      return;
    case 'store':
      storeMat(state, mat, op.slot);
      return;
    case 'transfer':
    case 'commit':
    case 'restore':
    case 'digital':
      return;
  }
}

function accumulate(mat: Mat, slot: number, value: number): void {
  mat.carry[slot] = carriesOut(mat.acc[slot]!, value);
  mat.acc[slot]! += value;
}

function sense(f: 'read' | 'and' | 'or' | 'xor', a: Uint32Array, b: Uint32Array): Uint32Array {
  const combine = {
    read: (x: number) => x,
    and: (x: number, y: number) => x & y,
    or: (x: number, y: number) => x | y,
    xor: (x: number, y: number) => x ^ y,
  }[f];
  return a.map((word, i) => combine(word, b[i]!));
}

/** One count stands for all accumulators where every segment holds the same window; mixed channel groups keep their own. */
function addInput(placement: Placement, mat: Mat, segments: readonly Segment[]): void {
  if (placement.mixed) {
    for (const { slot } of segments) mat.sumInput[slot]! += mat.shifted[slot]!;
    return;
  }
  const one = mat.shifted[segments[0]!.slot]!;
  for (let slot = 0; slot < mat.sumInput.length; slot++) mat.sumInput[slot]! += one;
}

function transfer(state: State, op: MicroOp & { op: 'transfer' }, active: readonly Lane[]): void {
  const { placement, mats } = state;
  if (op.what === 'sum-input') {
    const working = new Set(active.map(({ mat }) => mat.replica));
    // Also of mats that hold fewer chunks than the fullest, and sit out the last of them.
    for (const mat of mats) {
      if (!mat.kernels.first || !working.has(mat.replica)) continue;
      for (const other of mats) {
        if (other.replica === mat.replica && other.chunkMat === mat.chunkMat && other.kernels.bundle === mat.kernels.bundle)
          other.sumInput = mat.sumInput.slice();
      }
    }
  }
  if (op.what === 'partial') {
    for (const { mat } of active) {
      if (mat.chunkMat !== 0) continue;
      mat.incoming = new Int32Array(mat.acc.length);
      for (const { mat: other } of active) {
        if (other === mat || other.replica !== mat.replica || other.kernelMat !== mat.kernelMat) continue;
        for (let slot = 0; slot < mat.acc.length; slot++) mat.incoming[slot]! += other.acc[slot]!;
      }
    }
  }
  if (op.what === 'result') {
    const results = state.results.slice();
    state.results = results;
    for (const { mat, segments, window } of active) {
      if (mat.chunkMat !== 0) continue;
      for (const { slot, kernel } of segments) results[kernel * placement.layerShape.windows + window] = mat.acc[slot]!;
    }
  }
}

function tally(state: State, op: MicroOp, active: readonly Lane[]): void {
  const key = operationKey(op);
  let { lanes: count, columns, useful } = state.tally[key] ?? { lanes: 0, columns: 0, useful: 0 };
  for (const { chunk, segments } of active) {
    count += 1;
    for (const segment of segments) {
      columns += segment.width;
      if (chunk === undefined || op.op !== 'sense' || op.f !== 'and') continue;
      const half = Math.ceil(chunk.taps / state.placement.rules.fold);
      useful += op.half === 0 ? half : chunk.taps - half;
    }
  }
  state.tally[key] = { lanes: count, columns, useful };
}
