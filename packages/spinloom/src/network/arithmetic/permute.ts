/** Reordering of axes. */
import { sizeOf } from '../operators/operator.ts';

type Numbers = Float32Array | Float64Array | Uint8Array;

/** Transposes `data` of shape `dims`: axis i of the result is axis `order[i]` of the operand. */
export function permute<T extends Numbers>(data: T, dims: readonly number[], order: readonly number[]): T {
  const strides = stridesOf(dims);
  const result = data.slice() as T;
  const sizes = order.map((axis) => dims[axis]!);
  const steps = order.map((axis) => strides[axis]!);
  const index = new Array<number>(order.length).fill(0);
  const last = order.length - 1;
  if (last < 0) return result;
  const width = sizes[last]!;
  const step = steps[last]!;
  for (let at = 0, from = 0; at < result.length; ) {
    for (let i = 0; i < width; i++) result[at++] = data[from + i * step]!;
    for (let axis = last - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++index[axis]! < sizes[axis]!) break;
      from -= steps[axis]! * sizes[axis]!;
      index[axis] = 0;
    }
  }
  return result;
}

/** Elements between neighbours along each axis of a row-major tensor. */
export function stridesOf(dims: readonly number[]): readonly number[] {
  return dims.map((_, axis) => sizeOf(dims.slice(axis + 1)));
}
