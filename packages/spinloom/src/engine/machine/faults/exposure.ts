/**
 * What errors make of a slot: for every state of the cells of one column, the distribution of the change of what the column adds to the
 * accumulator. By enumeration of everything that can go wrong in the slot's operations, one after the other, as the literal machine does it.
 *
 * A sense result is wrong with the rate of its operation and of the ones that the sensed cells hold then (not of those that they should hold).
 * A written bit that differs from the stored one fails to land with the rate of the value written; the driver keeps what was driven. So a wrong
 * XOR differs from a wrong AND, and the earlier content of the scratch cells matters. Assumed: errors of different columns and operations are
 * independent. Source: CONTRACTS.md section 7; the operations are those of `program.body`.
 */
import { type ErrorRates, noErrors } from '../../../circuit/index.ts';
import type { Phase, Placement, Position, Program } from '../../schedule/index.ts';
import { type Column, type ColumnOp, columnOf, type Place, type SourceCell } from './column.ts';

export interface Outcome {
  /** Of the accumulator (of sum(p) for a correction), shift included. Not 0. */
  readonly change: number;
  readonly probability: number;
}

export interface Exposure {
  /** Bit i of a state is what cell i of the column stores. */
  readonly cells: readonly SourceCell[];
  /** Rows of the scratch cells whose content matters; bit i of a content. */
  readonly scratch: readonly number[];
  /** [state]: what the column adds without errors. */
  readonly contribution: Int32Array;
  /** [state]: content of the scratch cells after the slot, without errors and, where the slot leaves a cell as it was, from cleared cells. */
  readonly left: Int32Array;
  /** [state x contents + content before]: what changes, by rising change. */
  readonly outcomes: readonly (readonly Outcome[])[];
  /** [(state x contents + content before) x contents + content after]: probability. */
  readonly after: Float64Array;
}

/** Stuck parts of one column that every slot meets: its sense amplifier, its scratch cells by row. */
export interface Stuck {
  readonly sense?: 0 | 1;
  readonly cells: ReadonlyMap<number, 0 | 1>;
}

export interface ExposureOptions {
  readonly phase?: Phase & ('slot' | 'correction');
  readonly weightPlane?: number;
  readonly inputPlane?: number;
  readonly stuck?: Stuck;
}

/** Exposure of a slot of a program to error rates. `contribution` is that of sound hardware also where parts are stuck. */
export function exposure(program: Program, rates: ErrorRates, placement: Placement, options: ExposureOptions = {}): Exposure {
  const { phase = 'slot', weightPlane = 0, inputPlane = 0, stuck = sound } = options;
  const at: Position = { layer: 0, phase, window: 0, group: 0, chunk: 0, kernel: 0, weightPlane, inputPlane, step: 0 };
  const column = columnOf(program, placement, at);
  const states = 2 ** column.cells.length;
  const contents = 2 ** column.scratch.length;
  const contribution = Int32Array.from({ length: states }, (_, state) => faultless(column, state));
  const left = new Int32Array(states);
  const outcomes: Outcome[][] = [];
  const after = new Float64Array(states * contents * contents);
  for (let state = 0; state < states; state++) {
    enumerate(column, noErrors, stuck, state, 0, (_, content) => {
      left[state] = content;
    });
    for (let before = 0; before < contents; before++) {
      const changes = new Map<number, number>();
      const row = (state * contents + before) * contents;
      enumerate(column, rates, stuck, state, before, (sum, content, probability) => {
        const change = sum - contribution[state]!;
        if (change !== 0) changes.set(change, (changes.get(change) ?? 0) + probability);
        after[row + content]! += probability;
      });
      outcomes.push([...changes].sort(([a], [b]) => a - b).map(([change, probability]) => ({ change, probability })));
    }
  }
  return { cells: column.cells, scratch: column.scratch, contribution, left, outcomes, after };
}

const sound: Stuck = { cells: new Map() };

function faultless(column: Column, state: number): number {
  const sums = new Set<number>();
  for (let before = 0; before < 2 ** column.scratch.length; before++) enumerate(column, noErrors, sound, state, before, (sum) => sums.add(sum));
  if (sums.size !== 1) throw new Error('what a slot counts depends on what its scratch rows held before it');
  return [...sums][0]!;
}

interface Bits {
  readonly content: number;
  readonly latch: number;
  readonly driver: number;
  readonly count: number;
  readonly shifted: number;
  readonly sum: number;
}

/** Walks every way in which the slot can go, and its probability. */
function enumerate(
  { ops, scratch }: Column,
  rates: ErrorRates,
  stuck: Stuck,
  state: number,
  before: number,
  leaf: (sum: number, content: number, probability: number) => void,
): void {
  const stored = (bits: Bits, place: Place): number => ('source' in place ? state >>> place.source : bits.content >>> place.scratch) & 1;
  const walk = (index: number, bits: Bits, probability: number): void => {
    if (probability === 0) return;
    const op = ops[index];
    if (op === undefined) {
      leaf(bits.sum, bits.content, probability);
      return;
    }
    switch (op.op) {
      case 'sense': {
        const sensed = op.places.map((place) => stored(bits, place));
        const result = sense(op, sensed);
        if (stuck.sense !== undefined) {
          walk(index + 1, { ...bits, latch: stuck.sense }, probability);
          return;
        }
        const rate = rates.sense[op.f][sensed.reduce((ones, bit) => ones + bit, 0)]!;
        walk(index + 1, { ...bits, latch: result }, probability * (1 - rate));
        walk(index + 1, { ...bits, latch: 1 - result }, probability * rate);
        return;
      }
      case 'write': {
        const driven = { ...bits, driver: bits.latch };
        if (op.scratch === undefined) {
          walk(index + 1, driven, probability);
          return;
        }
        const old = (bits.content >>> op.scratch) & 1;
        const fixed = stuck.cells.get(scratch[op.scratch]!);
        const differs = fixed === undefined && old !== bits.latch;
        const rate = differs ? rates.write[bits.latch]! : 0;
        const landed = fixed ?? bits.latch;
        walk(index + 1, { ...driven, content: put(bits.content, op.scratch, landed) }, probability * (1 - rate));
        walk(index + 1, driven, probability * rate);
        return;
      }
      case 'count':
        walk(index + 1, { ...bits, count: bits.latch }, probability);
        return;
      case 'compress':
        walk(index + 1, { ...bits, count: bits.latch + 2 * (bits.driver & (1 - bits.latch)) }, probability);
        return;
      case 'shift':
        walk(index + 1, { ...bits, shifted: bits.count << op.by }, probability);
        return;
      case 'add':
        walk(index + 1, { ...bits, sum: bits.sum + bits.shifted }, probability);
        return;
    }
  };
  // A stuck scratch cell holds its value from the start.
  let content = before;
  for (const [i, row] of scratch.entries()) {
    const fixed = stuck.cells.get(row);
    if (fixed !== undefined) content = put(content, i, fixed);
  }
  walk(0, { content, latch: 0, driver: 0, count: 0, shifted: 0, sum: 0 }, 1);
}

function sense({ f }: ColumnOp & { readonly op: 'sense' }, sensed: readonly number[]): number {
  const a = sensed[0]!;
  const b = sensed[sensed.length - 1]!;
  switch (f) {
    case 'read':
      return a;
    case 'and':
      return a & b;
    case 'or':
      return a | b;
    case 'xor':
      return a ^ b;
  }
}

function put(bits: number, index: number, value: number): number {
  return (bits & ~(1 << index)) | (value << index);
}
