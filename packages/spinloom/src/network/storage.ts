/**
 * Storage of weights and inputs under a named convention. The papers give two figures that no single convention explains:
 * 39.7 MB for AlexNet at 1:1 (rule `once-64`), and 11.7 times less than float32 for the SVHN network at 1:4 (`im2col-32`: 11.57).
 * Both conventions are inferred. The storage of an evaluation (`storage_bits`) is neither: it counts what its own schedule keeps.
 */
import type { Network } from './types.ts';
import { type WeightedLayer, weightedLayers } from './weighted-layers.ts';

export type StorageRule = 'once-64' | 'once-32' | 'im2col-32';

interface Convention {
  readonly title: string;
  /** Inputs of each layer: its feature map once, or every window in cells of its own. */
  readonly inputs: 'once' | 'im2col';
  /** Bits of a weight and of an input of a layer that is not quantised. */
  readonly float: 32 | 64;
}

export const storageRules: Readonly<Record<StorageRule, Convention>> = {
  'once-64': { title: 'weights, and the input map of each layer once; unquantised layers at 64 bits', inputs: 'once', float: 64 },
  'once-32': { title: 'weights, and the input map of each layer once; unquantised layers at 32 bits', inputs: 'once', float: 32 },
  'im2col-32': {
    title: 'weights, and the windows of each layer as they lie in sub-arrays; unquantised layers at 32 bits',
    inputs: 'im2col',
    float: 32,
  },
};

export interface Storage {
  readonly rule: StorageRule;
  readonly weights_bits: number;
  readonly inputs_bits: number;
  readonly total_bits: number;
  /** The same network with every weight and input at 32 and at 64 bits. */
  readonly float32_bits: number;
  readonly float64_bits: number;
}

/** Biases and batch normalisation are left out, as in the papers' figures. */
export function networkStorage(network: Network, rule: StorageRule): Storage {
  const { inputs, float } = storageRules[rule];
  const layers = weightedLayers(network);
  const sum = (of: (layer: WeightedLayer) => number): number => layers.reduce((all, layer) => all + of(layer), 0);
  const elements = (layer: WeightedLayer): number => (inputs === 'once' ? layer.inputs : layer.im2col);
  const weights_bits = sum((layer) => layer.weights * (layer.quantised ? layer.weightBits : float));
  const inputs_bits = sum((layer) => elements(layer) * (layer.quantised ? layer.inputBits : float));
  const numbers = sum((layer) => layer.weights + elements(layer));
  return { rule, weights_bits, inputs_bits, total_bits: weights_bits + inputs_bits, float32_bits: 32 * numbers, float64_bits: 64 * numbers };
}
