/**
 * QuantizeLinear - Clip - DequantizeLinear with one scale and zero point, as Brevitas (QCDQ), ONNX Runtime and TensorFlow write them, in one node: a quantiser
 * that ends a chain. The Clip, which may be absent, narrows the codes to fewer than 8 bits.
 */
import { type ElementType, integerRange } from '../element.ts';
import { elementOf } from '../onnx/tensor.ts';
import { ownDomain } from '../operators/quantize-dequantize.ts';
import type { Graph, GraphNode } from '../types.ts';
import { constantNamed } from './constant.ts';

type Bounds = readonly [least: number, greatest: number];

export function fuseQuantisers(graph: Graph): Graph {
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  let changed = false;
  const nodes = graph.nodes.map((node) => {
    const fused = node.operator === 'DequantizeLinear' && node.domain === '' ? fusedNode(graph, makers, node) : undefined;
    changed ||= fused !== undefined;
    return fused ?? node;
  });
  return changed ? { ...graph, nodes } : graph;
}

function fusedNode(graph: Graph, makers: ReadonlyMap<string, GraphNode>, node: GraphNode): GraphNode | undefined {
  let bounds: Bounds | undefined;
  let source = makers.get(node.inputs[0]!);
  // A graph that feeds itself is refused later; here it must only end.
  for (let hops = 0; source?.operator === 'Clip' && source.domain === '' && hops < graph.nodes.length; hops++) {
    const clip = clipBounds(graph, source);
    if (clip === undefined) return undefined;
    bounds = bounds === undefined ? clip : [Math.max(clip[0], bounds[0]), Math.min(clip[1], bounds[1])];
    source = makers.get(source.inputs[0]!);
  }
  if (source?.operator !== 'QuantizeLinear' || source.domain !== '') return undefined;
  const type = typeOf(graph, source);
  if (type === undefined || !sameConstant(graph, source.inputs[1], node.inputs[1]) || !sameConstant(graph, source.inputs[2], node.inputs[2]))
    return undefined;
  if (!sameAxis(graph, source, node)) return undefined;
  const [least, greatest] = integerRange(type);
  const attributes = {
    axis: node.attributes.axis ?? 1,
    block_size: node.attributes.block_size ?? 0,
    least: Math.max(least, bounds?.[0] ?? least),
    greatest: Math.min(greatest, bounds?.[1] ?? greatest),
  };
  if (attributes.least >= attributes.greatest) return undefined;
  return { ...node, operator: 'QuantizeDequantize', domain: ownDomain, inputs: [source.inputs[0]!, ...node.inputs.slice(1)], attributes };
}

/** One scale for the tensor, or scales that both nodes lay along the same axis in the same blocks. */
function sameAxis(graph: Graph, a: GraphNode, b: GraphNode): boolean {
  if ((graph.initializers[a.inputs[1] ?? '']?.data.length ?? 1) === 1 && (graph.initializers[a.inputs[2] ?? '']?.data.length ?? 1) === 1) return true;
  return (a.attributes.axis ?? 1) === (b.attributes.axis ?? 1) && (a.attributes.block_size ?? 0) === (b.attributes.block_size ?? 0);
}

function typeOf(graph: Graph, { inputs, attributes }: GraphNode): ElementType | undefined {
  const zero = inputs[2] ?? '';
  if (zero !== '') return constantNamed(graph, zero)?.type;
  const stated = attributes.output_dtype;
  return typeof stated === 'number' && stated !== 0 ? elementOf(stated) : 'uint8';
}

/** The same tensor, or constants with the same numbers; a zero point that is left out is 0. */
function sameConstant(graph: Graph, one = '', other = ''): boolean {
  if (one === other) return true;
  const [a, b] = [one, other].map((name) => (name === '' ? [0] : Array.from(constantNamed(graph, name)?.data ?? [], Number)));
  return a!.length > 0 && a!.length === b!.length && a!.every((value, i) => value === b![i]);
}

function clipBounds(graph: Graph, { inputs, attributes }: GraphNode): Bounds | undefined {
  const bound = (position: number, name: string, otherwise: number): number | undefined => {
    const operand = inputs[position] ?? '';
    if (operand === '') return typeof attributes[name] === 'number' ? attributes[name] : otherwise;
    const data = constantNamed(graph, operand)?.data;
    return data?.length === 1 ? Number(data[0]) : undefined;
  };
  const least = bound(1, 'min', Number.NEGATIVE_INFINITY);
  const greatest = bound(2, 'max', Number.POSITIVE_INFINITY);
  return least === undefined || greatest === undefined ? undefined : [least, greatest];
}
