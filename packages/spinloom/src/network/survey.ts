/** Everything about a graph that is not supported, at once: what `resolve` would refuse first, and all that it would refuse after that. */
import { Refusal } from '../refusal/index.ts';
import { operatorOf } from './operators/index.ts';
import { whereOf } from './order.ts';
import { beginResolving, finishResolving, type Resolving, resolveNode, type Step } from './resolve.ts';
import { expandComposites } from './rewrite/index.ts';
import type { Graph, GraphNode } from './types.ts';

export interface Problem {
  /** Null where the graph as a whole is meant. */
  readonly node: string | null;
  readonly operator: string | null;
  /** Why, and what to do: the sentence with which the file would be refused. */
  readonly sentence: string;
}

export interface Survey {
  /** Empty: the network is read. */
  readonly problems: readonly Problem[];
  /** Nodes that depend on the image, as far as their shapes could be told, in the order in which they run. */
  readonly steps: readonly Step[];
}

/**
 * Goes on behind every problem. A node behind one that is not supported has no known shape: its operator and attributes are still looked at.
 * `file` opens every sentence.
 */
export function survey(graph: Graph, file: string): Survey {
  const problems: Problem[] = [];
  const attempt = <Value>(node: GraphNode | undefined, work: () => Value): Value | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push({ node: node?.name ?? null, operator: node?.operator ?? null, sentence: error.message });
      return undefined;
    }
  };
  const state = attempt(undefined, () => beginResolving(graph, file));
  if (state === undefined) {
    const whole = attempt(undefined, () => expandComposites(graph, file)) ?? graph;
    for (const node of whole.nodes) attempt(node, () => operatorOf(node, whereOf(node, file)));
    return { problems: withoutRepeats(problems), steps: [] };
  }
  for (const live of state.order) {
    const { node } = live;
    attempt(node, () => (isKnown(state, node) ? resolveNode(state, live) : operatorOf(node, whereOf(node, file))));
  }
  if (problems.length === 0) attempt(undefined, () => finishResolving(state));
  return { problems: withoutRepeats(problems), steps: state.steps };
}

function isKnown({ tensors }: Resolving, node: GraphNode): boolean {
  return node.inputs.every((input) => input === '' || tensors.has(input));
}

/** One sentence may come from several sides. */
function withoutRepeats(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [problem.sentence, problem])).values()];
}
