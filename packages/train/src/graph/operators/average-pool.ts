/** Average pooling over squares that do not overlap. [n, c, h, w] -> [n, c, h / size, w / size]; h and w are multiples of `size`. */
import { multiply } from '../arithmetic.ts';
import { type DraftAttribute, emit, integers, type Value } from '../draft.ts';
import { record, type Tape } from '../tape.ts';

export function averagePool(on: Tape, x: Value, size: number): Value {
  const { graph } = on;
  const [n, c, h, w] = x.dims as [number, number, number, number];
  if (h % size !== 0 || w % size !== 0) throw new Error(`${h} x ${w} is not a multiple of the pooling size ${size}`);
  const y = emit(graph, 'AveragePool', [x], [n, c, h / size, w / size], { kernel_shape: [size, size], strides: [size, size] });
  return record(on, y, [x], (dy) => {
    // Each element goes back to the whole square: a nearest-neighbour enlargement, several times faster in ONNX Runtime than Expand.
    const share = multiply(graph, dy, 1 / (size * size));
    const absent: Value = { name: '', dims: [], type: 'float' };
    return [emit(graph, 'Resize', [share, absent, absent, integers(graph, x.dims)], x.dims, enlarge)];
  });
}

const enlarge: Readonly<Record<string, DraftAttribute>> = {
  mode: 'nearest',
  coordinate_transformation_mode: 'asymmetric',
  nearest_mode: 'floor',
};
