/** The order in which an image walks through a network: each node with its operands, and the tensors that nobody needs after it. */
import { type Dot, type Edge, edgesFrom, edgesTo, type Network, type Node } from '../../../network/index.ts';
import { refuse } from '../../../refusal/index.ts';

export interface PlanStep {
  readonly node: Node;
  /** By port. */
  readonly operands: readonly Edge[];
  /** Producers (node names or 'input') whose tensor this node uses last. */
  readonly release: readonly string[];
  /** Layers of which each feeds the next and nothing else; `node` is the last of them, the operand that of the first. */
  readonly chain?: readonly Dot[];
}

export interface Plan {
  readonly steps: readonly PlanStep[];
  /** The same with chains of layers joined. */
  readonly joined: readonly PlanStep[];
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
  return { steps, joined: joinChains(network, steps), output };
}

function joinChains(network: Network, steps: readonly PlanStep[]): readonly PlanStep[] {
  const byName = new Map(steps.map((step) => [step.node.name, step]));
  const inside = new Set<string>();
  const chains = new Map<string, PlanStep>();
  for (const step of steps) {
    if (step.node.kind !== 'dot' || inside.has(step.node.name)) continue;
    const chain: Dot[] = [step.node];
    const passed: string[] = [];
    for (let last: Dot | undefined = step.node; last !== undefined; ) {
      const next = followerOf(network, byName, last);
      last = next?.dot;
      if (next === undefined) break;
      chain.push(next.dot);
      passed.push(...next.names);
    }
    for (const name of passed) inside.add(name);
    const end = byName.get(chain.at(-1)!.name)!;
    // What the first layer used last is gone after the chain; tensors within it are never kept.
    chains.set(step.node.name, { node: end.node, operands: step.operands, release: step.release, chain });
  }
  return steps.flatMap((step) => (inside.has(step.node.name) ? [] : [chains.get(step.node.name) ?? step]));
}

/** The layer that alone takes the codes of a layer, straight or through reshapes, and the names of the nodes from there on. */
function followerOf(
  network: Network,
  byName: ReadonlyMap<string, PlanStep>,
  layer: Dot,
): { readonly dot: Dot; readonly names: readonly string[] } | undefined {
  if (layer.thresholds === undefined) return undefined;
  const names: string[] = [];
  for (let from = layer.name; ; ) {
    const edges = edgesFrom(network, from);
    const step = edges.length === 1 ? byName.get(edges[0]!.to) : undefined;
    if (step === undefined || step.operands.length !== 1) return undefined;
    names.push(step.node.name);
    if (step.node.kind === 'dot') return { dot: step.node, names };
    if (step.node.kind !== 'view' || step.node.operator !== 'reshape') return undefined;
    from = step.node.name;
  }
}
