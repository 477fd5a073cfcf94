/** Results whose every element is one of the operand's, axis by axis: slices, parts, repetitions, padding. */

import { zerosOf } from '../element.ts';
import { type Call, dataOf, operandOf, type Result, sizeOf } from '../operators/operator.ts';
import { stridesOf } from './permute.ts';

/** Picks from the first operand: index i of an axis of the result is index `tables[axis][i]` of the operand's; -1 stands for `filling`. */
export function pick(call: Call, tables: readonly Int32Array[], filling = 0): Result {
  const { dims: from, type } = operandOf(call, 0);
  const x = dataOf(call, 0);
  const dims = tables.map((table) => table.length);
  const data = zerosOf(type, sizeOf(dims));
  const strides = stridesOf(from);
  // Positions of the axes so far, -1 where any of them lies outside.
  let positions = Int32Array.of(0);
  tables.forEach((table, axis) => {
    const next = new Int32Array(positions.length * table.length);
    let at = 0;
    for (const position of positions) for (const index of table) next[at++] = position < 0 || index < 0 ? -1 : position + index * strides[axis]!;
    positions = next;
  });
  for (let i = 0; i < data.length; i++) data[i] = positions[i]! < 0 ? filling : x[positions[i]!]!;
  return { dims, data };
}

/** The table of an axis that is taken as it is, or a part of it in steps. */
export function range(length: number, start = 0, step = 1): Int32Array {
  return Int32Array.from({ length }, (_, i) => start + i * step);
}
