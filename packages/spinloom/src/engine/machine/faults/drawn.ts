/**
 * What it takes to draw the errors of a sum at once, in place of finding them column by column.
 *
 * All columns of a kernel in a window whose cells hold the same bits change alike, and independently. So the summed change needs no more than how
 * many columns hold what, and one draw for each distribution that occurs (states that change alike count as one). The counts follow from popcounts:
 * of the columns where a set of cells all hold 1, for every set, by inclusion and exclusion. Cost does not depend on the probabilities.
 */
import type { Planes } from './book.ts';
import { type SumLaw, sumLaw } from './sum-law.ts';
import type { StateBits, Table } from './table.ts';

/** Kernels whose draws lie side by side in the stream: the kernels make that many blocks at once. */
export const kernelsAtOnce = 16;

/** Halves of the fold whose cells all hold 1, bit by bit: 0 is none of them, so every column. */
export interface Joint {
  readonly weights: number;
  readonly inputs: number;
}

/** Columns that change alike, as a sum of popcounts. */
export interface Alike {
  /** What changes are multiples of; the law is in units. */
  readonly unit: number;
  readonly law: SumLaw;
  /** [weight halves x 4 + input halves]: what that popcount counts for. */
  readonly factors: Int32Array;
}

export interface Drawn {
  readonly classes: readonly Alike[];
  /** Sets of weight and input cells that are counted for each sum. */
  readonly joints: readonly Joint[];
  /** Draws of a sum: levels of all classes. */
  readonly draws: number;
}

/** Laws by their distribution, which the planes of a layer have in common. */
export type Laws = Map<string, SumLaw | undefined>;

/** Undefined where the cells are not those of the planes, once a half, or where a law has no table. */
export function drawnOf(table: Table, bits: StateBits, planes: Planes, columns: number, laws: Laws = new Map()): Drawn | undefined {
  const joints = jointsOf(bits, planes);
  if (joints === undefined) return undefined;
  const classes: Alike[] = [];
  for (const states of statesAlike(table)) {
    const { changes, probabilities } = outcomesOf(table, states[0]!);
    const unit = changes.reduce((a, b) => greatestDivisor(a, Math.abs(b)), 0);
    const steps = changes.map((change) => change / unit);
    const key = `${steps.join()} ${probabilities.join()}`;
    if (!laws.has(key)) laws.set(key, sumLaw(steps, probabilities, columns));
    const law = laws.get(key);
    if (law === undefined) return undefined;
    const factors = new Int32Array(16);
    for (const state of states) {
      for (const [cells, { weights, inputs }] of joints.entries()) {
        if ((cells & state) === state) factors[4 * weights + inputs]! += onesOf(cells ^ state) % 2 === 0 ? 1 : -1;
      }
    }
    classes.push({ unit, law, factors });
  }
  const both = joints.filter(
    ({ weights, inputs }) => weights > 0 && inputs > 0 && classes.some(({ factors }) => factors[4 * weights + inputs] !== 0),
  );
  return { classes, joints: both, draws: classes.reduce((sum, { law }) => sum + law.length, 0) };
}

/** Sets of states with the same distribution; none for those that never change. */
function statesAlike(table: Table): readonly (readonly number[])[] {
  const sets = new Map<string, number[]>();
  for (const [state, any] of table.any.entries()) {
    if (any === 0) continue;
    const { changes, probabilities } = outcomesOf(table, state);
    const key = `${changes.join()} ${probabilities.join()}`;
    const known = sets.get(key);
    if (known === undefined) sets.set(key, [state]);
    else known.push(state);
  }
  return [...sets.values()];
}

function outcomesOf({ starts, changes, upTo }: Table, state: number): { readonly changes: number[]; readonly probabilities: number[] } {
  const from = starts[state]!;
  const to = starts[state + 1]!;
  const probabilities = Array.from({ length: to - from }, (_, i) => upTo[from + i]! - (i === 0 ? 0 : upTo[from + i - 1]!));
  return { changes: [...changes.subarray(from, to)], probabilities };
}

/** [set of cells of a state]: the halves that it names. */
function jointsOf({ code, plane }: StateBits, { weightPlane, inputPlane }: Planes): readonly Joint[] | undefined {
  if (new Set(code).size < code.length) return undefined;
  if (plane.some((p, cell) => p !== (code[cell]! % 2 === 0 ? weightPlane : inputPlane))) return undefined;
  return Array.from({ length: 2 ** code.length }, (_, cells) => {
    let weights = 0;
    let inputs = 0;
    for (const [cell, of] of code.entries()) {
      if (((cells >>> cell) & 1) === 0) continue;
      if (of % 2 === 0) weights |= 1 << (of >> 1);
      else inputs |= 1 << (of >> 1);
    }
    return { weights, inputs };
  });
}

function onesOf(bits: number): number {
  let ones = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) ones++;
  return ones;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
