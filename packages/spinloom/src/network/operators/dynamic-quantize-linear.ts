/** DynamicQuantizeLinear: a tensor to uint8 over its own range. Outputs: levels, scale, zero point. Its scale depends on the image, so no array holds its codes. */
import { roundHalfEven } from '../arithmetic/round.ts';
import type { Numbers } from '../element.ts';
import { dataOf, type Operator, operandOf } from './operator.ts';

export const dynamicQuantizeLinear: Operator = {
  attributes: [],
  outputs: 3,
  shape: (call) => ((call.output ?? 0) === 0 ? operandOf(call, 0).dims : []),
  type: (call) => (call.output === 1 ? 'float32' : 'uint8'),
  run: (call) => {
    const x = dataOf(call, 0);
    const { scale, zero } = rangeOf(x);
    if (call.output === 1) return { dims: [], data: Float32Array.of(scale) };
    if (call.output === 2) return { dims: [], data: Float64Array.of(zero) };
    return { dims: operandOf(call, 0).dims, data: Float64Array.from(x, (value) => clamped(roundHalfEven(Math.fround(value / scale)) + zero)) };
  },
};

/** The range is stretched to hold 0. */
function rangeOf(x: Numbers): { readonly scale: number; readonly zero: number } {
  let least = 0;
  let greatest = 0;
  for (const value of x) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  if (least === greatest) return { scale: 1, zero: 0 };
  const scale = Math.fround((greatest - least) / 255);
  return { scale, zero: clamped(roundHalfEven(Math.fround(-least / scale))) };
}

function clamped(level: number): number {
  return level < 0 ? 0 : level > 255 ? 255 : level;
}
