/** What has been lowered so far: nodes, edges, and where each tensor of the graph comes from. */
import type { Resolved, Step } from '../resolve.ts';
import type { Edge, Encoding, Node } from '../types.ts';
import { type Consumers, consumersOf } from './chain.ts';

export interface Lowering {
  readonly resolved: Resolved;
  readonly consumers: Consumers;
  readonly nodes: Node[];
  readonly edges: Edge[];
  /** Steps that a dot product has taken in. */
  readonly absorbed: Set<Step>;
  /** Why a step is left to the digital unit, where lowering found out. */
  readonly why: Map<Step, string>;
  readonly sources: Map<string, Source>;
}

/** Where a tensor comes from in the lowered network. */
export interface Source {
  readonly node: string;
  /** Without the batch. */
  readonly dims: readonly number[];
  readonly encoding: Encoding | undefined;
}

export function beginLowering(resolved: Resolved): Lowering {
  const image: Source = { node: 'input', dims: withoutBatch(resolved.inputDims), encoding: undefined };
  return {
    resolved,
    consumers: consumersOf(resolved),
    nodes: [],
    edges: [],
    absorbed: new Set(),
    why: new Map(),
    sources: new Map([[resolved.input, image]]),
  };
}

/** Adds a node that reads the tensors `operands` and makes `output`, of `dims` with the batch. */
export function emit(state: Lowering, node: Node, operands: readonly string[], output: string, dims: readonly number[], encoding?: Encoding): void {
  operands.forEach((operand, port) => {
    connect(state, operand, node.name, port);
  });
  state.nodes.push(node);
  state.sources.set(output, { node: node.name, dims: withoutBatch(dims), encoding });
}

/** Adds the edge that takes a tensor to a node, or to 'output'. */
export function connect(state: Lowering, tensor: string, to: string, port: number): void {
  const { node, dims, encoding } = sourceOf(state, tensor);
  state.edges.push({ from: node, to, port, dims, ...(encoding && { encoding }) });
}

export function sourceOf(state: Lowering, tensor: string): Source {
  const source = state.sources.get(tensor);
  if (source === undefined) throw new Error(`tensor '${tensor}' was used before it was lowered`);
  return source;
}

/** Drops the leading batch of 1; a lone axis stays. */
export function withoutBatch(dims: readonly number[]): readonly number[] {
  return dims.length > 1 && dims[0] === 1 ? dims.slice(1) : dims;
}
