/** One quantised layer of an image: accumulators, average pooling, thresholds, max pooling. */
import type { Dot, Encoding } from '../../../network/index.ts';
import type { Backend, LayerFaults } from '../types.ts';
import { poolCodes, poolSums } from './pool.ts';
import { realOutput } from './real.ts';
import { applyThresholds } from './thresholds.ts';

/** A tensor on an edge: integer codes with their meaning, or reals. */
export type Value = { readonly codes: Uint8Array; readonly encoding: Encoding } | { readonly reals: Float32Array };

/** Sees the operands of each layer as it runs: its input codes [channel, y, x] and accumulators [kernel, y, x] before pooling. */
export type Tap = (layer: Dot, input: Uint8Array, acc: Int32Array) => void;

/** Output of a layer for the codes of one image: codes where it has thresholds, else reals. Refuses a layer without weights. */
export function runLayer(layer: Dot, backend: Backend, input: Uint8Array, tap?: Tap, faults?: LayerFaults): Value {
  const acc = backend.dot(layer, input, faults);
  tap?.(layer, input, acc);
  const sums = poolSums(layer, acc);
  if (hasThresholds(layer)) return { codes: poolCodes(layer, applyThresholds(layer, sums)), encoding: layer.thresholds.output };
  if (layer.pool?.mode === 'max') throw new Error(`layer '${layer.name}' takes maxima of codes but has no thresholds`);
  return { reals: realOutput(layer, sums) };
}

/** Output of layers of which each feeds the next, on a back end that passes codes on by itself. */
export function runChain(
  layers: readonly Dot[],
  chain: NonNullable<Backend['chain']>,
  input: Uint8Array,
  faults?: (layer: Dot) => LayerFaults | undefined,
): Value {
  const last = layers.at(-1)!;
  if (last.thresholds === undefined && last.pool?.mode === 'max') throw new Error(`layer '${last.name}' takes maxima of codes but has no thresholds`);
  const out = chain(layers, input, faults);
  if (out instanceof Int32Array) return { reals: realOutput(last, out) };
  return { codes: out, encoding: last.thresholds!.output };
}

function hasThresholds(layer: Dot): layer is Dot & { readonly thresholds: NonNullable<Dot['thresholds']> } {
  return layer.thresholds !== undefined;
}
