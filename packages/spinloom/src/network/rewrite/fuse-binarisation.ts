/**
 * The ways in which frameworks write a two-level quantiser, in one node: Where(x >= 0, c, -c) and its relatives (PyTorch), Sign(Sign(x) + 1/10) (Larq, which
 * leaves no 0). Comparisons with another number than 0, and levels that are not opposite, stay as they are.
 */
import { ownDomain } from '../operators/quantize-dequantize.ts';
import type { Graph, GraphNode } from '../types.ts';

export function fuseBinarisation(graph: Graph): Graph {
  if (!graph.nodes.some(({ operator }) => operator === 'Where' || operator === 'Sign')) return graph;
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const scalar: Scalar = (name = '', real = false) => {
    const constant = Object.hasOwn(graph.initializers, name) ? graph.initializers[name] : undefined;
    if (constant?.data.length !== 1 || (real && (constant.type !== 'float32' || constant.dims.length > 1))) return undefined;
    return Number(constant.data[0]);
  };
  const nodes = graph.nodes.map((node): GraphNode => {
    const found =
      node.domain !== ''
        ? undefined
        : node.operator === 'Where'
          ? ofWhere(node, makers, scalar)
          : node.operator === 'Sign'
            ? ofSigns(node, makers, scalar)
            : undefined;
    if (found === undefined) return node;
    const { x, scale, strict } = found;
    return { ...node, operator: 'Binarise', domain: ownDomain, inputs: [x], attributes: { scale, strict: strict ? 1 : 0 } };
  });
  return { ...graph, nodes };
}

interface Binarisation {
  readonly x: string;
  readonly scale: number;
  readonly strict: boolean;
}

type Makers = ReadonlyMap<string, GraphNode>;
/** The number of a constant that holds one; `real`: a float32 that makes no tensor of more axes. */
type Scalar = (name?: string, real?: boolean) => number | undefined;

function ofWhere({ inputs }: GraphNode, makers: Makers, scalar: Scalar): Binarisation | undefined {
  const [condition, then, otherwise] = inputs;
  const above = comparisonOf(condition ?? '', makers, scalar);
  const [a, b] = [scalar(then, true), scalar(otherwise, true)];
  if (above === undefined || a === undefined || b === undefined || a !== -b || a === 0) return undefined;
  // Where the condition holds below 0, the levels have changed places.
  const scale = above.holds ? a : b;
  return scale > 0 ? { x: above.x, scale, strict: above.strict } : undefined;
}

interface Comparison {
  readonly x: string;
  /** Whether the level above needs x > 0, not only x >= 0. */
  readonly strict: boolean;
  /** Whether the condition is true above. */
  readonly holds: boolean;
}

/** x compared with 0, from either side, or the contrary of that. */
function comparisonOf(name: string, makers: Makers, scalar: Scalar): Comparison | undefined {
  const node = makers.get(name);
  if (node === undefined || node.domain !== '') return undefined;
  const [left = '', right = ''] = node.inputs;
  if (node.operator === 'Not') {
    const inner = makers.get(left)?.operator === 'Not' ? undefined : comparisonOf(left, makers, scalar);
    return inner && { ...inner, holds: !inner.holds };
  }
  const first = scalar(right) === 0;
  if (!first && scalar(left) !== 0) return undefined;
  const x = first ? left : right;
  switch (node.operator) {
    case 'GreaterOrEqual':
      return first ? { x, strict: false, holds: true } : { x, strict: true, holds: false };
    case 'Greater':
      return first ? { x, strict: true, holds: true } : { x, strict: false, holds: false };
    case 'Less':
      return first ? { x, strict: false, holds: false } : { x, strict: true, holds: true };
    case 'LessOrEqual':
      return first ? { x, strict: true, holds: false } : { x, strict: false, holds: true };
    default:
      return undefined;
  }
}

/** Sign(Sign(x) + c): +1 at 0 for c in (0, 1), -1 for c in (-1, 0). */
function ofSigns({ inputs }: GraphNode, makers: Makers, scalar: Scalar): Binarisation | undefined {
  const sum = makers.get(inputs[0] ?? '');
  if (sum?.operator !== 'Add' || sum.domain !== '') return undefined;
  const constant = sum.inputs.findIndex((input) => scalar(input) !== undefined);
  const shift = scalar(sum.inputs[constant] ?? '');
  const inner = makers.get(sum.inputs[1 - constant] ?? '');
  if (constant < 0 || shift === undefined || shift === 0 || Math.abs(shift) >= 1 || inner?.operator !== 'Sign' || inner.domain !== '')
    return undefined;
  return { x: inner.inputs[0] ?? '', scale: 1, strict: shift < 0 };
}
