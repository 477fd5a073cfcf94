/** Gemm: alpha x A B + beta x C, either operand transposed, C broadcast. */
import { offsets, perChannel } from '../arithmetic/broadcast.ts';
import { permute } from '../arithmetic/permute.ts';
import { multiply, pointGeometry } from './mat-mul.ts';
import { type Call, dataOf, integerOf, numberOf, type Operator, operandOf, refuseCall, showDims } from './operator.ts';

export const gemm: Operator = {
  attributes: ['alpha', 'beta', 'transA', 'transB', 'broadcast'],
  shape: (call) => {
    const { rows, columns } = plan(call);
    return [rows, columns];
  },
  run: (call) => {
    const { rows, inner, columns, transA, transB } = plan(call);
    const a = transA ? permute(dataOf(call, 0), [inner, rows], [1, 0]) : dataOf(call, 0);
    const b = transB ? permute(dataOf(call, 1), [columns, inner], [1, 0]) : dataOf(call, 1);
    const sums = new Float64Array(rows * columns);
    multiply(a, 0, b, 0, sums, 0, rows, inner, columns);
    const alpha = numberOf(call, 'alpha', 1);
    const beta = numberOf(call, 'beta', 1);
    const c = call.operands[2];
    const from = c === undefined ? undefined : offsets(c.dims, [rows, columns]);
    const data = Float32Array.from(sums, (sum, i) => alpha * sum + (from === undefined ? 0 : beta * c!.data![from[i]!]!));
    return { dims: [rows, columns], data };
  },
  macs: (call) => {
    const { rows, inner, columns } = plan(call);
    return rows * inner * columns;
  },
  dot: (call) => {
    const { rows, inner, columns, transA, transB } = plan(call);
    const factor = numberOf(call, 'alpha', 1);
    if (rows !== 1 || transA || !(factor > 0)) return undefined;
    const strides = transB ? { kernelStride: inner, tapStride: 1 } : { kernelStride: 1, tapStride: columns };
    const form = { geometry: pointGeometry(inner, columns), input: 0, weight: 1, ...strides, factor };
    const c = call.operands[2];
    if (c === undefined) return form;
    const beta = numberOf(call, 'beta', 1);
    const bias = c.data && perChannel({ dims: c.dims, data: c.data }, [rows, columns], columns);
    return bias && { ...form, bias: bias.map((value) => beta * value) };
  },
};

function plan(call: Call): {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly transA: boolean;
  readonly transB: boolean;
} {
  const a = operandOf(call, 0).dims;
  const b = operandOf(call, 1).dims;
  const transA = integerOf(call, 'transA', 0) !== 0;
  const transB = integerOf(call, 'transB', 0) !== 0;
  const [rows, inner] = transA ? [a[1]!, a[0]!] : [a[0]!, a[1]!];
  const [innerB, columns] = transB ? [b[1]!, b[0]!] : [b[0]!, b[1]!];
  const c = call.operands[2]?.dims ?? [];
  const fits = a.length === 2 && b.length === 2 && inner === innerB;
  const cFits = c.length <= 2 && c.every((size, axis) => size === 1 || size === [rows, columns][axis + 2 - c.length]);
  if (!fits || !cFits) {
    refuseCall(
      call,
      `cannot combine shapes ${showDims(a)}, ${showDims(b)}${c.length > 0 ? ` and ${showDims(c)}` : ''} (transA ${transA}, transB ${transB}); check the export`,
    );
  }
  return { rows, inner, columns, transA, transB };
}
