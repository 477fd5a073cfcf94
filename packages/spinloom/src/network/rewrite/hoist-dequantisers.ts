/**
 * DequantizeLinear moved up over operators that only choose or move numbers, towards the quantiser that made the integers.
 *
 * A maximum, a reshape, a transposition or a slice of integers, dequantised, is that of the real numbers: one scale, which is positive, and one zero point.
 */
import type { Graph, GraphNode } from '../types.ts';
import { constantNamed } from './constant.ts';

const moving: ReadonlySet<string> = new Set(['Concat', 'Flatten', 'Identity', 'MaxPool', 'Reshape', 'Slice', 'Squeeze', 'Transpose', 'Unsqueeze']);

const mostInARow = 100;

export function hoistDequantisers(graph: Graph): Graph {
  let { nodes } = graph;
  // Each round moves every dequantiser by one operator at most; no exporter puts so many that only move numbers in a row.
  for (let round = 0; round < mostInARow; round++) {
    const next = hoistOnce({ ...graph, nodes });
    if (next === undefined) break;
    nodes = next;
  }
  return nodes === graph.nodes ? graph : { ...graph, nodes };
}

function hoistOnce(graph: Graph): readonly GraphNode[] | undefined {
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const uses = new Map<string, number>(graph.outputs.map((output) => [output.name, 1]));
  for (const node of graph.nodes) for (const input of node.inputs) uses.set(input, (uses.get(input) ?? 0) + 1);
  const replaced = new Map<GraphNode, readonly GraphNode[]>();
  for (const node of graph.nodes) {
    if (node.operator !== 'DequantizeLinear' || node.domain !== '' || !isSingle(graph, node)) continue;
    const maker = makers.get(node.inputs[0]!);
    if (maker === undefined || maker.domain !== '' || !moving.has(maker.operator) || replaced.has(maker)) continue;
    if (maker.outputs.length !== 1 || uses.get(maker.outputs[0]!) !== 1) continue;
    const operands = maker.operator === 'Concat' ? maker.inputs : maker.inputs.slice(0, 1);
    const above = operands.map((input, i): GraphNode => {
      const name = `${node.name}/above ${maker.name}${i === 0 ? '' : ` ${i}`}`;
      return { ...node, name, inputs: [input, ...node.inputs.slice(1)], outputs: [name] };
    });
    const moved = { ...maker, inputs: maker.inputs.map((input, i) => above[i]?.outputs[0] ?? input), outputs: node.outputs };
    replaced.set(maker, []);
    replaced.set(node, [...above, moved]);
  }
  return replaced.size === 0 ? undefined : graph.nodes.flatMap((node) => replaced.get(node) ?? [node]);
}

/** One scale and one zero point for the tensor. */
function isSingle(graph: Graph, node: GraphNode): boolean {
  return node.inputs.slice(1).every((name) => name === '' || constantNamed(graph, name)?.data.length === 1);
}
