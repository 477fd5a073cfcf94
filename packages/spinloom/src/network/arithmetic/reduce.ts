/** Reductions along axes: the axes are an attribute in older operator sets and an operand in newer ones. */
import { type ElementType, integerRange, isInteger } from '../element.ts';
import { axisOf, type Call, dataOf, integerOf, integersFrom, type Link, type Operator, operandOf, sizeOf } from '../operators/operator.ts';
import { wholeMap } from './global-pool.ts';
import { stridesOf } from './permute.ts';

export interface Reduction {
  readonly start: number;
  readonly step: (folded: number, x: number) => number;
  /** What becomes of a folded number; `count`: elements that were folded. Default: it stays. */
  readonly finish?: (folded: number, count: number) => number;
  /** The pooling that this is where it takes whole maps of an image: it may then stand between a dot product and its quantiser. */
  readonly pooling?: 'average' | 'max';
  readonly keepsCodes?: true;
}

/** An operator that folds all elements along its axes into one. */
export function reducing({ start, step, finish = (folded) => folded, pooling, keepsCodes }: Reduction): Operator {
  return {
    attributes: ['axes', 'keepdims', 'noop_with_empty_axes'],
    shape: (call) => outputDims(call, axesOf(call)),
    run: (call) => {
      const axes = axesOf(call);
      const { dims: from, type } = operandOf(call, 0);
      const x = dataOf(call, 0);
      const dims = outputDims(call, axes);
      if (axes.length === 0 && from.length > 0) return { dims, data: x };
      const kept = from.map((size, axis) => (axes.includes(axis) ? 1 : size));
      const data = new Float64Array(sizeOf(kept)).fill(isInteger(type) ? nearestInteger(start, type) : start);
      const into = targets(from, kept);
      for (let i = 0; i < x.length; i++) data[into[i]!] = step(data[into[i]!]!, x[i]!);
      const count = x.length / Math.max(1, data.length);
      return { dims, data: data.map((folded) => finish(folded, count)) };
    },
    ...(keepsCodes && { keepsCodes }),
    ...(pooling && { link: (call, operand) => (operand === 0 ? poolingLink(call, pooling) : undefined) }),
  };
}

/** The integer of a type that stands for an infinite start: the least or the greatest. */
function nearestInteger(start: number, type: ElementType): number {
  const [least, greatest] = integerRange(type);
  return Math.min(Math.max(start, least), greatest);
}

function axesOf(call: Call): readonly number[] {
  const { dims } = operandOf(call, 0);
  const axes = integersFrom(call, 'axes', 1);
  if (axes === undefined || axes.length === 0) return integerOf(call, 'noop_with_empty_axes', 0) === 0 ? dims.map((_, axis) => axis) : [];
  return axes.map((axis) => axisOf(call, axis, dims.length));
}

function outputDims(call: Call, axes: readonly number[]): readonly number[] {
  const { dims } = operandOf(call, 0);
  return integerOf(call, 'keepdims', 1) !== 0
    ? dims.map((size, axis) => (axes.includes(axis) ? 1 : size))
    : dims.filter((_, axis) => !axes.includes(axis));
}

/** For each element, the position of the element into which it is folded. */
function targets(from: readonly number[], kept: readonly number[]): Int32Array {
  const all = new Int32Array(sizeOf(from));
  const strides = stridesOf(kept);
  let filled = 1;
  // From the last axis to the first: the pattern so far repeats for each index of the next axis.
  for (let axis = from.length - 1; axis >= 0; axis--) {
    for (let index = 1; index < from[axis]!; index++) {
      const shift = kept[axis] === 1 ? 0 : index * strides[axis]!;
      for (let i = 0; i < filled; i++) all[index * filled + i] = all[i]! + shift;
    }
    filled *= from[axis]!;
  }
  return all;
}

/** The pooling of whole maps that a reduction over all axes but the batch and the channels is. */
function poolingLink(call: Call, pooling: 'average' | 'max'): Link | undefined {
  const { dims } = operandOf(call, 0);
  const axes = axesOf(call);
  return axes.length === dims.length - 2 && axes.every((axis) => axis > 1) ? wholeMap(pooling, dims) : undefined;
}
