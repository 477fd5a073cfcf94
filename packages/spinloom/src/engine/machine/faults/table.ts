/**
 * The exposure of a slot given the slot before it in the same mat, laid out for sampling.
 *
 * What a scratch cell holds before a slot is what the slot before it left there, its errors included; what that one found in turn is the result, right,
 * of the slot before that (whose errors would matter only where a write failed twice in a row). A mat starts with cleared scratch cells. Errors of
 * different slots are taken as independent, as they are to first order in the rate of failing writes.
 */
import type { SourceCell } from './column.ts';
import type { Exposure } from './exposure.ts';
import type { Codes } from './field.ts';

export interface Table {
  /** Histories: state of the slot before x contents that it found; 1 where nothing depends on them. */
  readonly histories: number;
  /** [state x histories + history]: probability that anything changes, and where its outcomes start; one more entry than pairs. */
  readonly any: Float64Array;
  readonly starts: Int32Array;
  /** Changes and the probability up to and with each. */
  readonly changes: Int32Array;
  readonly upTo: Float64Array;
  /** The greatest of `any`. */
  readonly most: number;
}

/** `before` undefined: the scratch cells are clear. */
export function tableOf(now: Exposure, before: Exposure | undefined): Table {
  const found = before === undefined ? [clear(now)] : contentsLeft(now, before);
  const states = now.contribution.length;
  const contents = 2 ** now.scratch.length;
  const any = new Float64Array(states * found.length);
  const starts = [0];
  const changes: number[] = [];
  const upTo: number[] = [];
  for (let state = 0; state < states; state++) {
    for (const [index, content] of found.entries()) {
      const mixed = new Map<number, number>();
      for (let c = 0; c < contents; c++) {
        for (const { change, probability } of now.outcomes[state * contents + c]!) {
          mixed.set(change, (mixed.get(change) ?? 0) + content[c]! * probability);
        }
      }
      let sum = 0;
      for (const [change, probability] of [...mixed].sort(([a], [b]) => a - b)) {
        if (probability === 0) continue;
        sum += probability;
        changes.push(change);
        upTo.push(sum);
      }
      any[state * found.length + index] = sum;
      starts.push(changes.length);
    }
  }
  return {
    histories: found.length,
    any,
    starts: Int32Array.from(starts),
    changes: Int32Array.from(changes),
    upTo: Float64Array.from(upTo),
    most: any.reduce((most, p) => Math.max(most, p), 0),
  };
}

/** The change that a number below `any` of the pair picks. */
export function pick({ starts, changes, upTo }: Table, pair: number, below: number): number {
  const end = starts[pair + 1]! - 1;
  let i = starts[pair]!;
  while (i < end && below >= upTo[i]!) i++;
  return changes[i]!;
}

function clear({ scratch }: Exposure): Float64Array {
  const content = new Float64Array(2 ** scratch.length);
  content[0] = 1;
  return content;
}

/** [state of the slot before x contents that it found]: distribution of what the scratch cells of `now` hold. */
function contentsLeft(now: Exposure, before: Exposure): readonly Float64Array[] {
  const here = 2 ** now.scratch.length;
  const there = 2 ** before.scratch.length;
  return Array.from({ length: before.contribution.length * there }, (_, history) => {
    const content = new Float64Array(here);
    for (let c = 0; c < here; c++) {
      for (let left = 0; left < there; left++) {
        const share = match(now.scratch, c, before.scratch, left);
        if (share > 0) content[c]! += share * before.after[history * there + left]!;
      }
    }
    return content;
  });
}

/** How far content `c` of some rows agrees with content `left` of others: a row that the others lack is a fair bit. */
function match(rows: readonly number[], c: number, others: readonly number[], left: number): number {
  let share = 1;
  for (const [i, row] of rows.entries()) {
    const other = others.indexOf(row);
    if (other < 0) share /= 2;
    else if (((c >>> i) & 1) !== ((left >>> other) & 1)) return 0;
  }
  return share;
}

/** [state of the earlier slot]: what its right results leave for the scratch cells of a later one; a row that it lacks is clear. */
export function handedOver(earlier: Exposure, later: Exposure): Int32Array {
  return earlier.left.map((left) => {
    let content = 0;
    for (const [i, row] of later.scratch.entries()) {
      const index = earlier.scratch.indexOf(row);
      if (index >= 0) content |= ((left >>> index) & 1) << i;
    }
    return content;
  });
}

/** Which code and which bit of it each cell of a column holds. */
export interface StateBits {
  readonly code: Int32Array;
  readonly plane: Int32Array;
}

export function stateBits(cells: readonly SourceCell[]): StateBits {
  return {
    code: Int32Array.from(cells, ({ of, half }) => 2 * half + (of === 'input' ? 1 : 0)),
    plane: Int32Array.from(cells, ({ plane }) => plane),
  };
}

export function stateOf({ code, plane }: StateBits, codes: Codes): number {
  let state = 0;
  for (let i = 0; i < code.length; i++) state |= ((codes[code[i]!]! >>> plane[i]!) & 1) << i;
  return state;
}
