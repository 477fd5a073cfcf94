/** Element-by-element arithmetic with ONNX (NumPy) broadcasting. */
import { zerosOf } from '../element.ts';
import { type Call, dataOf, type Link, operandOf, type Result, refuseCall, showDims, sizeOf } from '../operators/operator.ts';

/** Dims of the result of operands that broadcast; `count` of them, default all. */
export function broadcastShape(call: Call, count: number = call.operands.length): readonly number[] {
  let dims = operandOf(call, 0).dims;
  for (let position = 1; position < count; position++) {
    const own = operandOf(call, position).dims;
    dims = broadcastDims(dims, own) ?? refuseCall(call, `cannot combine shapes ${showDims(dims)} and ${showDims(own)}; check the export`);
  }
  return dims;
}

/** Dims to which both broadcast, or undefined where they do not fit. */
export function broadcastDims(a: readonly number[], b: readonly number[]): readonly number[] | undefined {
  const rank = Math.max(a.length, b.length);
  const dims: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const left = a[a.length - rank + axis] ?? 1;
    const right = b[b.length - rank + axis] ?? 1;
    if (left !== right && left !== 1 && right !== 1) return undefined;
    dims.push(left === 1 ? right : left);
  }
  return dims;
}

/** Applies `f` to each pair of elements. */
export function elementwise(call: Call, f: (a: number, b: number) => number): Result {
  const dims = broadcastShape(call);
  const a = dataOf(call, 0);
  const b = dataOf(call, 1);
  const size = sizeOf(dims);
  const data = zerosOf(operandOf(call, 0).type, size);
  if (a.length === size && b.length === 1) {
    const right = b[0]!;
    for (let i = 0; i < size; i++) data[i] = f(a[i]!, right);
  } else if (a.length === size && b.length === size) {
    for (let i = 0; i < size; i++) data[i] = f(a[i]!, b[i]!);
  } else {
    const left = offsets(operandOf(call, 0).dims, dims);
    const right = offsets(operandOf(call, 1).dims, dims);
    for (let i = 0; i < size; i++) data[i] = f(a[left[i]!]!, b[right[i]!]!);
  }
  return { dims, data };
}

/** For each element of `to`, the position of the element of `from` that is broadcast to it. */
export function offsets(from: readonly number[], to: readonly number[]): Int32Array {
  const all = new Int32Array(sizeOf(to));
  let filled = 1;
  let stride = 1;
  // From the last axis to the first: the pattern so far repeats for each index of the next axis.
  for (let axis = to.length - 1; axis >= 0; axis--) {
    const size = to[axis]!;
    const own = from[axis - to.length + from.length] ?? 1;
    for (let index = 1; index < size; index++) {
      const shift = own === 1 ? 0 : index * stride;
      for (let i = 0; i < filled; i++) all[index * filled + i] = all[i]! + shift;
    }
    filled *= size;
    stride *= own;
  }
  return all;
}

/**
 * A constant operand as one number a channel (axis 1 of the chain's tensor), or undefined where it also varies along other axes.
 * A tensor of one number a kernel may have them on any axis. `dims`: of the tensor that runs down the chain.
 */
export function perChannel(constant: Result, dims: readonly number[], kernels: number): Float64Array | undefined {
  const rank = dims.length;
  if (constant.dims.length > rank) return undefined;
  if (dims[1] !== kernels && sizeOf(dims) === kernels) {
    if (broadcastDims(dims, constant.dims)?.join() !== dims.join()) return undefined;
    return Float64Array.from(offsets(constant.dims, dims), (at) => constant.data[at]!);
  }
  const lead = rank - constant.dims.length;
  for (let axis = 0; axis < constant.dims.length; axis++) {
    if (constant.dims[axis] !== 1 && axis + lead !== 1) return undefined;
  }
  const { data } = constant;
  if (data.length !== 1 && data.length !== kernels) return undefined;
  return Float64Array.from({ length: kernels }, (_, kernel) => data[data.length === 1 ? 0 : kernel]!);
}

/** Folds the operands, element by element in their order, and finishes with their number. */
export function foldElements(call: Call, step: (folded: number, x: number) => number, finish: (folded: number, operands: number) => number): Result {
  const dims = broadcastShape(call);
  // Sums in float64, rounded once.
  const data = new Float64Array(sizeOf(dims));
  call.operands.forEach((_, position) => {
    const own = operandOf(call, position).dims;
    const x = dataOf(call, position);
    const at = x.length === data.length ? undefined : offsets(own, dims);
    for (let i = 0; i < data.length; i++) {
      const value = x[at === undefined ? i : at[i]!]!;
      data[i] = position === 0 ? value : step(data[i]!, value);
    }
  });
  return { dims, data: data.map((value) => finish(value, call.operands.length)) };
}

/**
 * Chain rule of an element-by-element operator of two operands, one of them constant.
 * `apply(x, c, first)`: the chain's number x, the constant c, and whether x is the first operand. `slope(c, first)`: sign of the dependence on x,
 * NaN where it has none for this constant.
 */
export function channelLink(
  call: Call,
  operand: number,
  kernels: number,
  affine: boolean,
  apply: (x: number, constant: number, first: boolean) => number,
  slope: (constant: number, first: boolean) => number,
): Link | undefined {
  const chain = operandOf(call, operand);
  const other = operandOf(call, 1 - operand);
  if (other.data === undefined || broadcastShape(call).length !== chain.dims.length) return undefined;
  const constants = perChannel({ dims: other.dims, data: other.data }, chain.dims, kernels);
  if (constants === undefined) return undefined;
  const first = operand === 0;
  if (constants.some((constant) => Number.isNaN(slope(constant, first)))) return undefined;
  return {
    kind: 'map',
    affine,
    slope: (kernel) => slope(constants[kernel]!, first),
    apply: (x, kernel) => apply(x, constants[kernel]!, first),
  };
}
