/**
 * The activation of DoReFa-Net: clip to [0, 1], then round to k bits: round(x n) / n with n = 2^k - 1, halves to even.
 * The gradient passes unchanged where 0 <= x <= 1 and is 0 elsewhere (straight through the rounding). 32 bits: clip only.
 * Source: tensorpack examples/DoReFa-Net, `nonlin` and `fa`; Zhou et al., arXiv:1606.06160, section 2.5.
 */
import { clamp, compare, divide, multiply, unary, where } from '../arithmetic.ts';
import type { Value } from '../draft.ts';
import { record, type Tape } from '../tape.ts';

export function activation(on: Tape, x: Value, bits: number): Value {
  const { graph } = on;
  const clipped = clamp(graph, x, 0, 1);
  const levels = 2 ** bits - 1;
  const y = bits === 32 ? clipped : divide(graph, unary(graph, 'Round', multiply(graph, clipped, levels)), levels);
  return record(on, y, [x], (dy) => [where(graph, compare(graph, 'Equal', x, clipped), dy, 0)]);
}
