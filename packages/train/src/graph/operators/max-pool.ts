/**
 * Max pooling over squares that do not overlap. [n, c, h, w] -> [n, c, h / size, w / size]; h and w are multiples of `size`.
 * The gradient goes to the maximum alone; of equal ones to the first in row-major order, which is the one that ONNX Runtime reports.
 */
import { emit, emitWithIndices, integers, type Value } from '../draft.ts';
import { record, type Tape } from '../tape.ts';

export function maxPool(on: Tape, x: Value, size: number): Value {
  const { graph } = on;
  const [n, c, h, w] = x.dims as [number, number, number, number];
  if (h % size !== 0 || w % size !== 0) throw new Error(`${h} x ${w} is not a multiple of the pooling size ${size}`);
  const window = { kernel_shape: [size, size], strides: [size, size] };
  const [y, places] = emitWithIndices(graph, 'MaxPool', [x], [n, c, h / size, w / size], window);
  return record(on, y, [x], (dy) => [emit(graph, 'MaxUnpool', [dy, places, integers(graph, x.dims)], x.dims, window)]);
}
