/** [n, ...] -> [n, features]. */
import { reshape } from '../arithmetic.ts';
import { sizeOf, type Value } from '../draft.ts';
import { record, type Tape } from '../tape.ts';

export function flatten(on: Tape, x: Value): Value {
  const { graph } = on;
  const y = reshape(graph, x, [x.dims[0]!, sizeOf(x.dims.slice(1))]);
  return record(on, y, [x], (dy) => [reshape(graph, dy, x.dims)]);
}
