/** Element-wise operators, reductions and moves with shape inference: the vocabulary of the backward rules. Nothing here is recorded on a tape. */
import { constant, type Draft, emit, integers, sizeOf, type Value } from './draft.ts';

type Operand = Value | number;

const lift = (graph: Draft, operand: Operand): Value => (typeof operand === 'number' ? constant(graph, operand) : operand);

/** NumPy broadcasting of two shapes. */
function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const m = a[i - rank + a.length] ?? 1;
    const n = b[i - rank + b.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1) throw new Error(`shapes [${a}] and [${b}] do not broadcast`);
    return m === 1 ? n : m;
  });
}

function binary(operator: string): (graph: Draft, a: Operand, b: Operand) => Value {
  return (graph, a, b) => {
    const left = lift(graph, a);
    const right = lift(graph, b);
    return emit(graph, operator, [left, right], broadcast(left.dims, right.dims));
  };
}

export const add: (graph: Draft, a: Operand, b: Operand) => Value = binary('Add');
export const subtract: (graph: Draft, a: Operand, b: Operand) => Value = binary('Sub');
export const multiply: (graph: Draft, a: Operand, b: Operand) => Value = binary('Mul');
export const divide: (graph: Draft, a: Operand, b: Operand) => Value = binary('Div');
export const power: (graph: Draft, a: Operand, b: Operand) => Value = binary('Pow');
export const maximum: (graph: Draft, a: Operand, b: Operand) => Value = binary('Max');

/** Abs, Sqrt, Tanh, Sign, Exp, Round (half to even, as ONNX defines it)... */
export function unary(graph: Draft, operator: string, x: Value): Value {
  return emit(graph, operator, [x], x.dims);
}

export function clamp(graph: Draft, x: Value, low: number, high: number): Value {
  return emit(graph, 'Clip', [x, constant(graph, low), constant(graph, high)], x.dims);
}

/** Boolean comparison: 'Equal', 'GreaterOrEqual', ... */
export function compare(graph: Draft, operator: string, a: Operand, b: Operand): Value {
  const left = lift(graph, a);
  const right = lift(graph, b);
  return emit(graph, operator, [left, right], broadcast(left.dims, right.dims), {}, 'bool');
}

export function where(graph: Draft, condition: Value, yes: Operand, no: Operand): Value {
  const a = lift(graph, yes);
  const b = lift(graph, no);
  return emit(graph, 'Where', [condition, a, b], broadcast(condition.dims, broadcast(a.dims, b.dims)));
}

/** Mean, sum or maximum over `axes`, which stay as dimensions of 1. */
export function reduce(graph: Draft, how: 'Mean' | 'Sum' | 'Max', x: Value, axes: readonly number[]): Value {
  const dims = x.dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim));
  // In opset 17 ReduceSum alone takes its axes as an input.
  if (how === 'Sum') return emit(graph, 'ReduceSum', [x, integers(graph, axes)], dims, { keepdims: 1 });
  return emit(graph, `Reduce${how}`, [x], dims, { axes, keepdims: 1 });
}

/** Reduction of the whole tensor to a scalar. */
export function reduceAll(graph: Draft, how: 'Mean' | 'Sum' | 'Max', x: Value): Value {
  return emit(graph, `Reduce${how}`, [x], [], { keepdims: 0 });
}

export function reshape(graph: Draft, x: Value, dims: readonly number[]): Value {
  if (sizeOf(x.dims) !== sizeOf(dims)) throw new Error(`[${x.dims}] cannot be reshaped to [${dims}]`);
  return emit(graph, 'Reshape', [x, integers(graph, dims)], dims, {}, x.type);
}

export function transpose(graph: Draft, x: Value, perm: readonly number[]): Value {
  return emit(
    graph,
    'Transpose',
    [x],
    perm.map((axis) => x.dims[axis]!),
    { perm },
  );
}

/** [m, k] x [k, n]. */
export function matmul(graph: Draft, a: Value, b: Value): Value {
  return emit(graph, 'MatMul', [a, b], [a.dims[0]!, b.dims[1]!]);
}
