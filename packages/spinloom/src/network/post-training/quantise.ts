/**
 * Quantisation after training: a float network with quantisers put before and into its layers, as QONNX.
 *
 * Weights: signed narrow codes with one scale a kernel (one bit: +scale and -scale). Activations: unsigned codes with one scale and zero point a tensor,
 * over a range that was calibrated on images; without images the range is [0, 1], which does for the cost and says nothing of the accuracy.
 * Nothing is trained again, so below 4 bits accuracy falls fast.
 */

import type { Bits } from '../bits.ts';
import type { Constant, Graph, GraphNode } from '../types.ts';
import type { PlannedLayer } from './plan.ts';
import { affineOf, type Range, weightScale } from './range.ts';

const qonnx = 'qonnx.custom_op.general';

/** The graph with quantisers of `bits` at the planned layers. `ranges`: by tensor, as `calibrate` gives them. */
export function insertQuantisers(graph: Graph, layers: readonly PlannedLayer[], bits: Bits, ranges: Readonly<Record<string, Range>>): Graph {
  const taken = new Set([...Object.keys(graph.initializers), ...graph.nodes.flatMap((node) => [node.name, ...node.outputs])]);
  const free = (wanted: string): string => {
    let name = wanted;
    for (let count = 2; taken.has(name); count++) name = `${wanted}_${count}`;
    taken.add(name);
    return name;
  };
  const initializers: Record<string, Constant> = { ...graph.initializers };
  const constant = (name: string, dims: readonly number[], data: ArrayLike<number>): string => {
    const own = free(name);
    initializers[own] = { type: 'float32', dims, data: Float32Array.from(data) };
    return own;
  };
  const added: GraphNode[] = [];
  const replaced = new Map<string, Map<string, string>>();
  const redirect = (node: string, from: string, to: string): void => {
    const own = replaced.get(node) ?? new Map<string, string>();
    replaced.set(node, own.set(from, to));
  };
  const activations = new Map<string, string>();
  const weights = new Map<string, string>();

  for (const layer of layers) {
    const reader = (layer.views[0] ?? layer.step).node.name;
    let activation = activations.get(layer.tensor);
    if (activation === undefined) {
      const range = Object.hasOwn(ranges, layer.tensor) ? ranges[layer.tensor]! : ([0, 1] as const);
      const { node, output } = activationQuantiser(layer.tensor, bits.input, range, free, constant);
      added.push(node);
      activation = output;
      activations.set(layer.tensor, output);
    }
    redirect(reader, layer.tensor, activation);
    // Tied weights may have their kernels along another axis.
    const tied = `${layer.weights.name}/${layer.kernelAxis}`;
    let weight = weights.get(tied);
    if (weight === undefined) {
      const { node, output } = weightQuantiser(layer, bits.weight, free, constant);
      added.push(node);
      weight = output;
      weights.set(tied, output);
    }
    redirect(layer.step.node.name, layer.weights.name, weight);
  }
  const nodes = graph.nodes.map((node) => {
    const own = replaced.get(node.name);
    return own === undefined ? node : { ...node, inputs: node.inputs.map((input) => own.get(input) ?? input) };
  });
  return { ...graph, initializers, nodes: [...nodes, ...added] };
}

type Free = (wanted: string) => string;
type MakeConstant = (name: string, dims: readonly number[], data: ArrayLike<number>) => string;
interface Made {
  readonly node: GraphNode;
  readonly output: string;
}

function activationQuantiser(tensor: string, bits: number, range: Range, free: Free, constant: MakeConstant): Made {
  const name = free(`${tensor}/quantiser`);
  const output = free(`${tensor}/quantised`);
  const base = { name, domain: qonnx, outputs: [output] };
  if (bits === 1 && range[0] < 0) {
    const scale = constant(`${tensor}/scale`, [], [Math.max(-range[0], range[1])]);
    return { node: { ...base, operator: 'BipolarQuant', inputs: [tensor, scale], attributes: {} }, output };
  }
  const { scale, zero } = affineOf(range, bits);
  const operands = [constant(`${tensor}/scale`, [], [scale]), constant(`${tensor}/zero`, [], [zero]), constant(`${tensor}/bits`, [], [bits])];
  return {
    node: { ...base, operator: 'Quant', inputs: [tensor, ...operands], attributes: { signed: 0, narrow: 0, rounding_mode: 'ROUND' } },
    output,
  };
}

function weightQuantiser({ weights, form, kernelAxis, step }: PlannedLayer, bits: number, free: Free, constant: MakeConstant): Made {
  const kernels = form.geometry.output[0];
  const taps = weights.data.length / kernels;
  const kernel = new Float64Array(taps);
  const scales = Float64Array.from({ length: kernels }, (_, k) => {
    for (let t = 0; t < taps; t++) kernel[t] = weights.data[k * form.kernelStride + t * form.tapStride]!;
    return weightScale(kernel, bits);
  });
  const wanted = `${step.node.name}/weights`;
  const scale = constant(
    `${wanted}/scale`,
    weights.dims.map((_, axis) => (axis === kernelAxis ? kernels : 1)),
    scales,
  );
  const name = free(`${wanted}/quantiser`);
  const output = free(`${wanted}/quantised`);
  const base = { name, domain: qonnx, outputs: [output] };
  if (bits === 1) return { node: { ...base, operator: 'BipolarQuant', inputs: [weights.name, scale], attributes: {} }, output };
  const operands = [scale, constant(`${wanted}/zero`, [], [0]), constant(`${wanted}/bits`, [], [bits])];
  return {
    node: { ...base, operator: 'Quant', inputs: [weights.name, ...operands], attributes: { signed: 1, narrow: 1, rounding_mode: 'ROUND' } },
    output,
  };
}
