/**
 * The weight quantisers of DoReFa-Net (tensorpack examples/DoReFa-Net, `fw`; Zhou et al., arXiv:1606.06160, sections 2.3 and 2.4).
 *
 * 32 bits: w. One bit: sign(w) E with E = mean |w| over the whole tensor, sign(0) = +1; the gradient passes unchanged and E counts as a constant.
 * k bits: t = tanh(w), x = t / (2 max|t|) + 1/2, 2 round(x n) / n - 1 with n = 2^k - 1; the gradient passes straight through the rounding
 * and flows through tanh and max. Where several |t| are largest, they share the gradient of the maximum.
 */
import { add, compare, divide, multiply, reduceAll, subtract, unary, where } from '../arithmetic.ts';
import type { Draft, Value } from '../draft.ts';
import { record, type Tape } from '../tape.ts';

export function weightQuantiser(on: Tape, w: Value, bits: number): Value {
  if (bits === 32) return w;
  return bits === 1 ? binary(on, w) : multiBit(on, w, bits);
}

/** The k-bit form without its rounding: t / max|t|. What the gradient of the quantiser is the gradient of. */
export function tanhNormalise(on: Tape, w: Value): Value {
  const { graph } = on;
  const t = unary(graph, 'Tanh', w);
  const magnitude = unary(graph, 'Abs', t);
  const largest = reduceAll(graph, 'Max', magnitude);
  const y = divide(graph, t, largest);
  return record(on, y, [w], (dy) => [tanhGradient(graph, dy, t, magnitude, largest)]);
}

function binary(on: Tape, w: Value): Value {
  const { graph } = on;
  const mean = reduceAll(graph, 'Mean', unary(graph, 'Abs', w));
  const y = where(graph, compare(graph, 'GreaterOrEqual', w, 0), mean, unary(graph, 'Neg', mean));
  return record(on, y, [w], (dy) => [dy]);
}

function multiBit(on: Tape, w: Value, bits: number): Value {
  const { graph } = on;
  const levels = 2 ** bits - 1;
  const normal = tanhNormalise(on, w);
  const unit = add(graph, multiply(graph, normal, 0.5), 0.5);
  const rounded = unary(graph, 'Round', multiply(graph, unit, levels));
  const y = subtract(graph, multiply(graph, rounded, 2 / levels), 1);
  return record(on, y, [normal], (dy) => [dy]);
}

/** d(t / m)/dt with m = max|t|: dt = dy / m, and -sum(dy t) sign(t) / m^2 at the largest; then dw = dt (1 - t^2). */
function tanhGradient(graph: Draft, dy: Value, t: Value, magnitude: Value, largest: Value): Value {
  const isLargest = where(graph, compare(graph, 'GreaterOrEqual', magnitude, largest), unary(graph, 'Sign', t), 0);
  const ties = reduceAll(graph, 'Sum', unary(graph, 'Abs', isLargest));
  const pull = divide(graph, reduceAll(graph, 'Sum', multiply(graph, dy, t)), multiply(graph, multiply(graph, largest, largest), ties));
  const dt = subtract(graph, divide(graph, dy, largest), multiply(graph, isLargest, pull));
  return multiply(graph, dt, subtract(graph, 1, multiply(graph, t, t)));
}
