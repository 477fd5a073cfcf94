/** Inverted dropout: elements whose uniform draw lies below `rate` become 0, the others are divided by 1 - rate. Training only. */
import { compare, multiply, where } from '../arithmetic.ts';
import type { Value } from '../draft.ts';
import { record, type Tape } from '../tape.ts';

/** `uniform` has the shape of x, values in [0, 1). */
export function dropout(on: Tape, x: Value, rate: number, uniform: Value): Value {
  const { graph } = on;
  const mask = where(graph, compare(graph, 'GreaterOrEqual', uniform, rate), 1 / (1 - rate), 0);
  return record(on, multiply(graph, x, mask), [x], (dy) => [multiply(graph, dy, mask)]);
}
