/** MatMul: matrix product with NumPy's rules for vectors and for leading (batch) axes. */
import { offsets } from '../arithmetic/broadcast.ts';
import type { Geometry } from '../types.ts';
import { type Call, dataOf, type Operator, operandOf, refuseCall, showDims, sizeOf } from './operator.ts';

export const matMul: Operator = {
  attributes: [],
  shape: (call) => plan(call).dims,
  run: (call) => {
    const { dims, lead, leadA, leadB, rows, inner, columns } = plan(call);
    const a = dataOf(call, 0);
    const b = dataOf(call, 1);
    const data = new Float32Array(sizeOf(dims));
    const fromA = offsets(leadA, lead);
    const fromB = offsets(leadB, lead);
    for (let i = 0; i < fromA.length; i++) {
      multiply(a, fromA[i]! * rows * inner, b, fromB[i]! * inner * columns, data, i * rows * columns, rows, inner, columns);
    }
    return { dims, data };
  },
  macs: (call) => {
    const { lead, rows, inner, columns } = plan(call);
    return sizeOf(lead) * rows * inner * columns;
  },
  dot: (call) => {
    const a = operandOf(call, 0).dims;
    const b = operandOf(call, 1).dims;
    // Exporters keep axes of 1 before the features, as [1, 1, 784]: still one vector.
    if (a.length < 2 || a.at(-1) !== sizeOf(a) || b.length !== 2) return undefined;
    return { geometry: pointGeometry(b[0]!, b[1]!), input: 0, weight: 1, kernelStride: 1, tapStride: b[1]!, factor: 1 };
  },
};

/** A fully connected layer as a convolution of one tap over `inputs` channels. */
export function pointGeometry(inputs: number, outputs: number): Geometry {
  return { input: [inputs, 1, 1], output: [outputs, 1, 1], kernel: [1, 1], stride: [1, 1], dilation: [1, 1], pad: [0, 0, 0, 0], groups: 1 };
}

type Floats = Float32Array | Float64Array;

/** data[rows, columns] = a[rows, inner] b[inner, columns], each from its own position; summed in float64, rounded once. */
export function multiply(
  a: Floats,
  aAt: number,
  b: Floats,
  bAt: number,
  data: Floats,
  dataAt: number,
  rows: number,
  inner: number,
  columns: number,
): void {
  const sums = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    for (let i = 0; i < inner; i++) {
      const factor = a[aAt + row * inner + i]!;
      for (let column = 0, from = bAt + i * columns; column < columns; column++) sums[column]! += factor * b[from + column]!;
    }
    data.set(sums, dataAt + row * columns);
  }
}

interface Plan {
  readonly dims: readonly number[];
  /** Leading axes of the result and of each operand. */
  readonly lead: readonly number[];
  readonly leadA: readonly number[];
  readonly leadB: readonly number[];
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

function plan(call: Call): Plan {
  const first = operandOf(call, 0).dims;
  const second = operandOf(call, 1).dims;
  const misfit = (): never => refuseCall(call, `cannot multiply shapes ${showDims(first)} and ${showDims(second)}; check the export`);
  if (first.length === 0 || second.length === 0) misfit();
  // A vector becomes a row or a column, and its extra axis is dropped again from the result.
  const a = first.length === 1 ? [1, ...first] : first;
  const b = second.length === 1 ? [...second, 1] : second;
  const [rows, inner] = [a.at(-2)!, a.at(-1)!];
  const columns = b.at(-1)!;
  if (b.at(-2) !== inner) misfit();
  const leadA = a.slice(0, -2);
  const leadB = b.slice(0, -2);
  const rank = Math.max(leadA.length, leadB.length);
  const lead = Array.from({ length: rank }, (_, axis) => {
    const left = leadA[axis - rank + leadA.length] ?? 1;
    const right = leadB[axis - rank + leadB.length] ?? 1;
    return left === right || right === 1 ? left : left === 1 ? right : misfit();
  });
  const dims = [...lead, ...(first.length === 1 ? [] : [rows]), ...(second.length === 1 ? [] : [columns])];
  return { dims, lead, leadA, leadB, rows, inner, columns };
}
