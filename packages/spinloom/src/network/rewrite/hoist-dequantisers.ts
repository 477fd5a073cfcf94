/**
 * DequantizeLinear moved up over operators that only choose or move numbers, towards the quantiser that made the integers.
 *
 * A maximum, a reshape, a transposition or a slice of integers, dequantised, is that of the real numbers: one scale, which is positive, and one zero point.
 */
import type { Graph, GraphNode } from '../types.ts';

const moving: ReadonlySet<string> = new Set(['Concat', 'Flatten', 'Identity', 'MaxPool', 'Reshape', 'Slice', 'Squeeze', 'Transpose', 'Unsqueeze']);

export function hoistDequantisers(graph: Graph): Graph {
  const open = graph.nodes.filter((node) => node.operator === 'DequantizeLinear' && node.domain === '' && isSingle(graph, node));
  if (open.length === 0) return graph;
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const uses = new Map<string, number>(graph.outputs.map((output) => [output.name, 1]));
  for (const node of graph.nodes) for (const input of node.inputs) uses.set(input, (uses.get(input) ?? 0) + 1);
  const nodes = new Set(graph.nodes);
  // Each operator is passed once at most: behind it stands no dequantiser any more.
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const maker = makers.get(node.inputs[0]!);
    if (maker === undefined || maker.domain !== '' || !moving.has(maker.operator) || maker.outputs.length !== 1) continue;
    if (uses.get(maker.outputs[0]!) !== 1) continue;
    const { operator, name, inputs } = maker;
    const above = inputs.slice(0, operator === 'Concat' ? undefined : 1).map((input, i): GraphNode => {
      const own = `${name}/dequantised ${i}`;
      return { ...node!, name: own, inputs: [input, ...node!.inputs.slice(1)], outputs: [own] };
    });
    const moved = { ...maker, inputs: inputs.map((input, i) => above[i]?.outputs[0] ?? input), outputs: node.outputs };
    nodes.delete(node);
    nodes.delete(maker);
    for (const each of [...above, moved]) {
      nodes.add(each);
      makers.set(each.outputs[0]!, each);
    }
    open.push(...above);
  }
  return { ...graph, nodes: [...nodes] };
}

/** One scale and one zero point for the tensor. */
function isSingle(graph: Graph, node: GraphNode): boolean {
  return node.inputs
    .slice(1)
    .every((name) => name === '' || (Object.hasOwn(graph.initializers, name) && graph.initializers[name]!.data.length === 1));
}
