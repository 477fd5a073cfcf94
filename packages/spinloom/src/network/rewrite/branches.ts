/**
 * If nodes whose condition is known once sizes are, replaced by the branch that is taken.
 *
 * PyTorch writes one for `squeeze(dim)` of a size that it does not know: a branch for a size of 1, another for any other. Names within a branch get the
 * name of the node before them; what a branch uses from outside keeps its name.
 */
import type { Attribute, Constant, Graph, GraphNode } from '../types.ts';

/** More would take long, each condition being followed through the whole graph; exporters write a few. */
const mostBranches = 500;

/**
 * The graph without the If nodes whose condition `isTrue` can tell: true, false, or undefined where that depends on more than sizes.
 * The others stay, and are refused as operators that are not supported.
 */
export function chooseBranches(given: Graph, isTrue: (graph: Graph, condition: string) => boolean | undefined): Graph {
  let graph = given;
  const undecided = new Set<string>();
  for (let seen = 0; seen < mostBranches; seen++) {
    const node = graph.nodes.find((own) => isBranching(own) && !undecided.has(own.name));
    if (node === undefined) return graph;
    const condition = isTrue(graph, node.inputs[0] ?? '');
    const branch = condition === undefined ? undefined : node.attributes[condition ? 'then_branch' : 'else_branch'];
    if (isGraph(branch) && branch.outputs.length >= node.outputs.length) graph = inlined(graph, node, branch);
    else undecided.add(node.name);
  }
  return graph;
}

export function isBranching({ operator, domain }: GraphNode): boolean {
  return operator === 'If' && domain === '';
}

function inlined(graph: Graph, node: GraphNode, branch: Graph): Graph {
  const taken = new Set([
    ...Object.keys(graph.initializers),
    ...graph.inputs.map((input) => input.name),
    ...graph.nodes.flatMap((own) => [own.name, ...own.outputs]),
  ]);
  const free = (wanted: string): string => {
    let name = `${node.name}/${wanted}`;
    while (taken.has(name)) name += '_';
    taken.add(name);
    return name;
  };
  const made = branch.nodes.flatMap((own) => own.outputs).filter((name) => name !== '');
  const names = new Map<string, string>();
  node.outputs.forEach((output, at) => {
    const result = branch.outputs[at]!.name;
    if (output !== '' && made.includes(result) && !names.has(result)) names.set(result, output);
  });
  for (const local of [...Object.keys(branch.initializers), ...made]) if (!names.has(local)) names.set(local, free(local));
  const nodes = branch.nodes.map((own) => ({ ...renamed(own, names), name: free(own.name) }));
  // A branch that hands on a constant, a tensor from outside, or one tensor twice.
  node.outputs.forEach((output, at) => {
    const result = branch.outputs[at]!.name;
    const inner = names.get(result) ?? result;
    if (output !== '' && inner !== output)
      nodes.push({ name: free(`output ${at}`), operator: 'Identity', domain: '', inputs: [inner], outputs: [output], attributes: {} });
  });
  return {
    ...graph,
    initializers: { ...graph.initializers, ...renamedKeys(branch.initializers, names) },
    nodes: graph.nodes.flatMap((own) => (own === node ? nodes : [own])),
  };
}

function renamed(node: GraphNode, names: ReadonlyMap<string, string>): GraphNode {
  const own = (name: string): string => names.get(name) ?? name;
  const attributes = Object.entries(node.attributes).map(([name, value]): [string, Attribute] => [
    name,
    isGraph(value)
      ? {
          ...value,
          nodes: value.nodes.map((inner) => renamed(inner, names)),
          outputs: value.outputs.map((output) => ({ ...output, name: own(output.name) })),
        }
      : value,
  ]);
  return { ...node, inputs: node.inputs.map(own), outputs: node.outputs.map(own), attributes: Object.fromEntries(attributes) };
}

function renamedKeys(constants: Readonly<Record<string, Constant>>, names: ReadonlyMap<string, string>): Record<string, Constant> {
  return Object.fromEntries(Object.entries(constants).map(([name, constant]) => [names.get(name)!, constant]));
}

function isGraph(value: Attribute | undefined): value is Graph {
  return typeof value === 'object' && 'nodes' in value;
}
