/** Fully connected layer: x [n, in] -> x weight^T + bias, with weight [out, in] and bias [out]. */
import { add, matmul, reduce, reshape, transpose } from '../arithmetic.ts';
import type { Value } from '../draft.ts';
import { record, type Tape } from '../tape.ts';

export function dense(on: Tape, x: Value, weight: Value, bias: Value): Value {
  const { graph } = on;
  const y = add(graph, matmul(graph, x, transpose(graph, weight, [1, 0])), bias);
  return record(on, y, [x, weight, bias], (dy, wanted) => [
    wanted[0] ? matmul(graph, dy, weight) : undefined,
    wanted[1] ? matmul(graph, transpose(graph, dy, [1, 0]), x) : undefined,
    wanted[2] ? reshape(graph, reduce(graph, 'Sum', dy, [0]), bias.dims) : undefined,
  ]);
}
