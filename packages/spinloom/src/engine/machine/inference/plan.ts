/** The order in which an image walks through a network: each node with its operands, and the tensors that nobody needs after it. */
import { type Edge, edgesTo, type Network, type Node } from '../../../network/index.ts';
import { refuse } from '../../../refusal/index.ts';

export interface PlanStep {
  readonly node: Node;
  /** By port. */
  readonly operands: readonly Edge[];
  /** Producers (node names or 'input') whose tensor this node uses last. */
  readonly release: readonly string[];
}

export interface Plan {
  readonly steps: readonly PlanStep[];
  /** The edge that carries the logits. */
  readonly output: Edge;
}

const plans = new WeakMap<Network, Plan>();

/** The plan of a network, made once. Refuses a network with a layer that has only shapes. */
export function planOf(network: Network): Plan {
  const known = plans.get(network);
  if (known !== undefined) return known;
  const made = makePlan(network);
  plans.set(network, made);
  return made;
}

function makePlan(network: Network): Plan {
  const bare = network.nodes.find((node) => node.kind === 'dot' && node.codes === undefined);
  if (bare !== undefined || network.costOnly) {
    refuse(
      `Network '${network.name}' is cost only: ${bare === undefined ? 'it' : `layer '${bare.name}'`} has no weights, so no image can run through it; evaluate its cost, or give a file with weights.`,
    );
  }
  const [output] = edgesTo(network, 'output');
  if (output === undefined) throw new Error(`network '${network.name}' has no edge to 'output'`);
  const last = new Map<string, string>();
  for (const node of network.nodes) for (const edge of edgesTo(network, node.name)) last.set(edge.from, node.name);
  const steps = network.nodes.map((node) => {
    const operands = edgesTo(network, node.name);
    const ending = operands.map((edge) => edge.from).filter((from) => last.get(from) === node.name && from !== output.from);
    return { node, operands, release: [...new Set(ending)] };
  });
  return { steps, output };
}
