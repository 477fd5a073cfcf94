/** Element-by-element arithmetic with ONNX (NumPy) broadcasting. */
import { zerosOf } from '../element.ts';
import { type Call, dataOf, type Link, operandOf, type Result, refuseCall, showDims, sizeOf } from '../operators/operator.ts';

/** Dims of the result of two operands that broadcast. */
export function broadcastShape(call: Call): readonly number[] {
  const a = operandOf(call, 0).dims;
  const b = operandOf(call, 1).dims;
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[a.length - rank + axis] ?? 1;
    const right = b[b.length - rank + axis] ?? 1;
    if (left !== right && left !== 1 && right !== 1) refuseCall(call, `cannot combine shapes ${showDims(a)} and ${showDims(b)}; check the export`);
    return left === 1 ? right : left;
  });
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
 * `dims`: of the tensor that runs down the chain.
 */
export function perChannel(constant: Result, dims: readonly number[], kernels: number): Float64Array | undefined {
  const rank = dims.length;
  if (constant.dims.length > rank) return undefined;
  const lead = rank - constant.dims.length;
  for (let axis = 0; axis < constant.dims.length; axis++) {
    if (constant.dims[axis] !== 1 && axis + lead !== 1) return undefined;
  }
  const { data } = constant;
  if (data.length !== 1 && data.length !== kernels) return undefined;
  return Float64Array.from({ length: kernels }, (_, kernel) => data[data.length === 1 ? 0 : kernel]!);
}

/**
 * Chain rule of an element-by-element operator with one constant operand.
 * `apply(x, c, first)`: the chain's number x, the constant c, and whether x is the first operand. `slope(c, first)`: sign of the dependence on x.
 */
export function affineLink(
  call: Call,
  operand: number,
  kernels: number,
  apply: (x: number, constant: number, first: boolean) => number,
  slope: (constant: number, first: boolean) => number,
): Link | undefined {
  const chain = operandOf(call, operand);
  const other = operandOf(call, 1 - operand);
  if (other.data === undefined || broadcastShape(call).length !== chain.dims.length) return undefined;
  const constants = perChannel({ dims: other.dims, data: other.data }, chain.dims, kernels);
  if (constants === undefined) return undefined;
  const first = operand === 0;
  return {
    kind: 'map',
    affine: true,
    slope: (kernel) => slope(constants[kernel]!, first),
    apply: (x, kernel) => apply(x, constants[kernel]!, first),
  };
}
