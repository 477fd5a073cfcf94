/** Operators that work along one axis: soft-max, arg-max and their kin. */
import { axisOf, type Call, integerOf, operandOf, sizeOf } from '../operators/operator.ts';

/** Lines of a tensor along an axis: element j of line i stands at starts(i) + j x step. */
export interface Lines {
  readonly count: number;
  readonly length: number;
  readonly step: number;
  readonly start: (line: number) => number;
}

export function linesAlong(dims: readonly number[], axis: number): Lines {
  const step = sizeOf(dims.slice(axis + 1));
  const length = dims[axis]!;
  return { count: sizeOf(dims.slice(0, axis)) * step, length, step, start: (line) => Math.floor(line / step) * length * step + (line % step) };
}

/** Lines of Softmax and its kin: along `axis` from operator set 13 on, over all axes from `axis` on before. */
export function softmaxLines(call: Call): Lines {
  const { dims } = operandOf(call, 0);
  const axis = axisOf(call, integerOf(call, 'axis', call.opset < 13 ? 1 : -1), dims.length);
  if (call.opset >= 13) return linesAlong(dims, axis);
  return linesAlong([sizeOf(dims.slice(0, axis)), sizeOf(dims.slice(axis))], 1);
}
