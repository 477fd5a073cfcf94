/** L2 penalty: loss + decay / 2 sum(w^2); the gradient of w is decay w. */
import { add, multiply, reduceAll } from '../arithmetic.ts';
import type { Value } from '../draft.ts';
import { record, type Tape } from '../tape.ts';

export function weightDecay(on: Tape, loss: Value, w: Value, decay: number): Value {
  const { graph } = on;
  const penalised = add(graph, loss, multiply(graph, reduceAll(graph, 'Sum', multiply(graph, w, w)), decay / 2));
  return record(on, penalised, [loss, w], (dy) => [dy, multiply(graph, w, multiply(graph, dy, decay))]);
}
