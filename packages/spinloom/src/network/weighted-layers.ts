/** The layers of a network that have weights, quantised or not: what counts of multiply-accumulates and storage are made of. */

import { edgesFrom, edgesTo } from './edges.ts';
import type { DigitalOperand } from './lowering/digital.ts';
import type { Digital, Dot, Edge, Network } from './types.ts';

export interface WeightedLayer {
  readonly name: string;
  /** In the sub-arrays, on integers; else float32 in the digital unit. */
  readonly quantised: boolean;
  readonly weightBits: number;
  readonly inputBits: number;
  /** Multiply-accumulates of one image, padding included. */
  readonly macs: number;
  /** Without biases. */
  readonly weights: number;
  /** Elements of the input feature map. */
  readonly inputs: number;
  /** Elements of the input as it lies in sub-arrays, im2col: windows x taps x channel groups. */
  readonly im2col: number;
}

export function weightedLayers(network: Network): readonly WeightedLayer[] {
  return network.nodes.flatMap((node): readonly WeightedLayer[] => {
    if (node.kind === 'dot') return [ofDot(node)];
    if (node.kind !== 'digital' || node.macs === 0) return [];
    const sizes = (edges: readonly Edge[]): readonly number[] => edges.find(({ port }) => port === 0)?.dims ?? [];
    return [ofDigital(node, sizes(edgesTo(network, node.name)), sizes(edgesFrom(network, node.name)))];
  });
}

function ofDot({ name, geometry, weight, input }: Dot): WeightedLayer {
  const taps = (geometry.input[0] / geometry.groups) * geometry.kernel[0] * geometry.kernel[1];
  const [kernels, height, width] = geometry.output;
  const windows = height * width;
  return {
    name,
    quantised: true,
    weightBits: weight.bits,
    inputBits: input.bits,
    macs: kernels * windows * taps,
    weights: kernels * taps,
    inputs: product(geometry.input),
    im2col: windows * taps * geometry.groups,
  };
}

/** Of an operator in float32: channels come first in a map, features last in a vector. */
function ofDigital({ name, operator, macs, elements, attributes }: Digital, input: readonly number[], output: readonly number[]): WeightedLayer {
  const kernels = (operator.startsWith('conv') ? output[0] : output.at(-1)) ?? 1;
  const windows = elements / kernels;
  const taps = macs / elements;
  const groups = typeof attributes.group === 'number' ? attributes.group : 1;
  return {
    name,
    quantised: false,
    weightBits: 32,
    inputBits: 32,
    macs,
    weights: constantsOf(attributes.operands) ?? kernels * taps,
    inputs: product(input),
    im2col: windows * taps * groups,
  };
}

/** Elements of the constant among the two factors of an operator from a file; undefined for one that was described. */
function constantsOf(operands: unknown): number | undefined {
  if (!Array.isArray(operands)) return undefined;
  return (operands as readonly (DigitalOperand | undefined)[]).slice(0, 2).reduce((sum, operand) => sum + (operand?.data?.length ?? 0), 0);
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}
