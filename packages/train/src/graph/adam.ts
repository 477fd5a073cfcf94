/**
 * One step of Adam (Kingma and Ba, arXiv:1412.6980, end of section 2, the order of TensorFlow):
 * m <- b1 m + (1 - b1) g, v <- b2 v + (1 - b2) g^2, w <- w - rate sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + epsilon).
 */
import { add, divide, multiply, power, subtract, unary } from './arithmetic.ts';
import type { Draft, Value } from './draft.ts';

export interface AdamOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

export interface AdamState {
  readonly weight: Value;
  readonly m: Value;
  readonly v: Value;
}

/** The step size with its bias corrections, a scalar: shared by all parameters. `step` counts from 1. */
export function adamRate(graph: Draft, rate: Value, step: Value, options: AdamOptions): Value {
  const second = subtract(graph, 1, power(graph, options.beta2, step));
  const first = subtract(graph, 1, power(graph, options.beta1, step));
  return multiply(graph, rate, divide(graph, unary(graph, 'Sqrt', second), first));
}

/** `rate` as made by `adamRate`. */
export function adam(graph: Draft, state: AdamState, gradient: Value, rate: Value, options: AdamOptions): AdamState {
  const m = add(graph, multiply(graph, state.m, options.beta1), multiply(graph, gradient, 1 - options.beta1));
  const v = add(graph, multiply(graph, state.v, options.beta2), multiply(graph, multiply(graph, gradient, gradient), 1 - options.beta2));
  const move = divide(graph, multiply(graph, m, rate), add(graph, unary(graph, 'Sqrt', v), options.epsilon));
  return { weight: subtract(graph, state.weight, move), m, v };
}
