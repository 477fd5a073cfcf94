/**
 * The gradient quantiser of DoReFa-Net (tensorpack examples/DoReFa-Net, `fg`; Zhou et al., arXiv:1606.06160, section 2.6): the identity forwards;
 * backwards, with m = max|dx| of each sample, n = 2^k - 1 and u uniform in [0, 1): z = dx / (2m) + 1/2 + (u - 1/2) / n, clipped to [0, 1],
 * and dx' = 2m (round(z n) / n - 1/2). A sample whose gradient is all zero stays zero. 32 bits: no quantiser.
 */
import { add, clamp, divide, maximum, multiply, reduce, subtract, unary } from '../arithmetic.ts';
import { emit, type Value } from '../draft.ts';
import { record, type Tape } from '../tape.ts';

/** `uniform` gives values in [0, 1) of a shape; it is asked only when a gradient flows. */
export function gradientQuantiser(on: Tape, x: Value, bits: number, uniform: (dims: readonly number[]) => Value): Value {
  if (bits === 32) return x;
  const { graph } = on;
  const levels = 2 ** bits - 1;
  const y = emit(graph, 'Identity', [x], x.dims);
  const axes = x.dims.map((_, axis) => axis).slice(1);
  return record(on, y, [x], (dy) => {
    const largest = maximum(graph, reduce(graph, 'Max', unary(graph, 'Abs', dy), axes), smallest);
    const steps = add(graph, multiply(graph, dy, divide(graph, levels / 2, largest)), add(graph, uniform(x.dims), levels / 2 - 0.5));
    const rounded = unary(graph, 'Round', clamp(graph, steps, 0, levels));
    return [multiply(graph, subtract(graph, rounded, levels / 2), multiply(graph, largest, 2 / levels))];
  });
}

/** Keeps an all-zero sample from dividing by zero; far below any gradient that matters in float32. */
const smallest = 1e-30;
