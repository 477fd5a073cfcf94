/** Edges of a network by the node at either end. The index is made once a network: searching all edges for each node is slow in deep ones. */
import type { Edge, Network } from './types.ts';

interface Index {
  readonly from: ReadonlyMap<string, readonly Edge[]>;
  readonly to: ReadonlyMap<string, readonly Edge[]>;
}

const indices = new WeakMap<Network, Index>();

/** Edges that leave a node, or 'input', in the order of the network. */
export function edgesFrom(network: Network, node: string): readonly Edge[] {
  return indexOf(network).from.get(node) ?? [];
}

/** Edges that reach a node, or 'output', in the order of its operands. */
export function edgesTo(network: Network, node: string): readonly Edge[] {
  return indexOf(network).to.get(node) ?? [];
}

function indexOf(network: Network): Index {
  let index = indices.get(network);
  if (index === undefined) {
    index = {
      from: grouped(network.edges, (edge) => edge.from),
      to: grouped(
        network.edges.toSorted((a, b) => a.port - b.port),
        (edge) => edge.to,
      ),
    };
    indices.set(network, index);
  }
  return index;
}

function grouped(edges: readonly Edge[], end: (edge: Edge) => string): ReadonlyMap<string, readonly Edge[]> {
  const groups = new Map<string, Edge[]>();
  for (const edge of edges) {
    const group = groups.get(end(edge));
    if (group === undefined) groups.set(end(edge), [edge]);
    else group.push(edge);
  }
  return groups;
}
