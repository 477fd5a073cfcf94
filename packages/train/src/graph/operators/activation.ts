/**
 * The activation of DoReFa-Net: clip to [0, 1], then round to k bits: round(x n) / n with n = 2^k - 1, halves to even.
 * The gradient passes unchanged where 0 <= x <= 1 and is 0 elsewhere (straight through the rounding). 32 bits: clip only, or without bound above.
 * Source: tensorpack examples/DoReFa-Net, `nonlin` and `fa`; Zhou et al., arXiv:1606.06160, section 2.5.
 */
import { clamp, compare, divide, maximum, multiply, unary, where } from '../arithmetic.ts';
import type { Value } from '../draft.ts';
import { record, type Tape } from '../tape.ts';

/** `most`: 1, or Infinity for the rectifier of networks whose activations are float. */
export function activation(on: Tape, x: Value, bits: number, most = 1): Value {
  const { graph } = on;
  const clipped = most === Number.POSITIVE_INFINITY ? maximum(graph, x, 0) : clamp(graph, x, 0, most);
  const levels = 2 ** bits - 1;
  const y = bits === 32 ? clipped : divide(graph, unary(graph, 'Round', multiply(graph, clipped, levels)), levels);
  return record(on, y, [x], (dy) => [where(graph, compare(graph, 'Equal', x, clipped), dy, 0)]);
}
