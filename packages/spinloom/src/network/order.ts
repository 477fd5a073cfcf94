/** The nodes of a graph that its outputs need, in an order in which they can run. */
import { refuse } from '../refusal/index.ts';
import type { Graph, GraphNode } from './types.ts';

export interface Ordered {
  readonly node: GraphNode;
  /** Positions of its outputs that are needed, ascending. */
  readonly outputs: readonly number[];
}

/** Opens a refusal of a node: "FILE: Conv node 'conv1'". */
export function whereOf(node: GraphNode, file: string): string {
  return `${file}: ${node.operator} node '${node.name}'`;
}

/** The nodes that the tensors `wanted` need, each after what feeds it. `file` opens a refusal: of a tensor that nothing makes, of a cycle. */
export function ordered(graph: Graph, wanted: readonly string[], file: string): readonly Ordered[] {
  const makers = new Map<string, { readonly node: GraphNode; readonly output: number }>();
  for (const node of graph.nodes) for (const [output, name] of node.outputs.entries()) if (name !== '') makers.set(name, { node, output });
  const known = new Set([...Object.keys(graph.initializers), ...graph.inputs.map((input) => input.name)]);
  const order: GraphNode[] = [];
  const needed = new Map<GraphNode, Set<number>>();
  const state = new Map<GraphNode, 'open' | 'done'>();
  // Depth first with an own stack: exported graphs can be thousands of nodes deep.
  const stack: { readonly node: GraphNode; next: number }[] = [];
  const visit = (name: string, by: string): void => {
    if (name === '' || known.has(name)) return;
    const { node, output } =
      makers.get(name) ?? refuse(graph.unread?.[name] ?? `${file}: ${by} needs the tensor '${name}', which nothing makes; export the file again`);
    needed.set(node, (needed.get(node) ?? new Set()).add(output));
    if (state.get(node) === 'open') refuse(`${whereOf(node, file)} feeds itself; export the file again`);
    if (state.get(node) === 'done') return;
    state.set(node, 'open');
    stack.push({ node, next: 0 });
  };
  for (const name of wanted) {
    visit(name, 'the output');
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const { node } = top;
      const input = node.inputs[top.next++];
      if (input !== undefined) visit(input, `${node.operator} node '${node.name}'`);
      else {
        state.set(node, 'done');
        order.push(node);
        stack.pop();
      }
    }
  }
  return order.map((node) => ({ node, outputs: [...needed.get(node)!].sort((a, b) => a - b) }));
}
