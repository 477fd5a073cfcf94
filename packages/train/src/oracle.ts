/**
 * An independent witness: a QONNX graph lowered to standard ONNX operators and run in float32 by ONNX Runtime, sharing nothing with spinloom's
 * own arithmetic. BipolarQuant becomes Where(x >= 0, s, -s); Quant becomes (Clip(Round(x / s + z), min, max) - z) s. ONNX rounds halves to even.
 */
import { type Constant, type Graph, type GraphNode, refuse, writeGraph } from 'spinloom';
import { floats, numbers, open } from './graph/session.ts';

export interface Oracle {
  /** Logits [batch, classes] of `images`, whose dims include the batch. */
  readonly run: (images: Float32Array, dims: readonly number[]) => Promise<Float32Array>;
  readonly release: () => Promise<void>;
}

/** Opens a QONNX graph with one input and one output. */
export async function oracle(graph: Graph, threads = 1): Promise<Oracle> {
  const session = await open(writeGraph(toStandard(graph)), threads);
  const [into, out] = [graph.inputs[0]!.name, graph.outputs[0]!.name];
  return {
    run: async (images, dims) => numbers((await session.run({ [into]: floats(images, dims) }))[out]),
    release: session.release,
  };
}

/** The same function in operators of the standard set. Refuses custom operators other than BipolarQuant, Quant and IntQuant. */
export function toStandard(graph: Graph): Graph {
  const initializers: Record<string, Constant> = { ...graph.initializers };
  const nodes = graph.nodes.flatMap((node): readonly GraphNode[] => {
    if (node.operator === 'BipolarQuant') return bipolar(node, initializers);
    if (node.operator === 'Quant' || node.operator === 'IntQuant') return quant(node, initializers);
    if (node.domain !== '') return refuse(`node '${node.name}': the operator ${node.domain}.${node.operator} has no standard form here`);
    return [node];
  });
  return { ...graph, initializers, nodes };
}

const roundings: Readonly<Record<string, string>> = { ROUND: 'Round', FLOOR: 'Floor', CEIL: 'Ceil' };

function quant(node: GraphNode, initializers: Record<string, Constant>): readonly GraphNode[] {
  const [x, scale, zero, width] = node.inputs as [string, string, string, string];
  const bits = initializers[width]?.data[0];
  if (bits === undefined) return refuse(`node '${node.name}': its bit-width '${width}' is not a constant`);
  const rounding = roundings[String(node.attributes.rounding_mode ?? 'ROUND').toUpperCase()];
  if (rounding === undefined) return refuse(`node '${node.name}': the rounding mode ${node.attributes.rounding_mode} has no standard form here`);
  const signed = (node.attributes.signed ?? 1) === 1;
  const narrow = node.attributes.narrow === 1 ? 1 : 0;
  const codes = 2 ** Number(bits);
  const [low, high] = signed ? [-codes / 2 + narrow, codes / 2 - 1] : [0, codes - 1 - narrow];
  const bounds = [scalar(initializers, `${node.name}.low`, low), scalar(initializers, `${node.name}.high`, high)];
  const step = chain(node);
  return [
    step('Div', [x, scale]),
    step('Add', [step.last(), zero]),
    step(rounding, [step.last()]),
    step('Clip', [step.last(), ...bounds]),
    step('Sub', [step.last(), zero]),
    step('Mul', [step.last(), scale], node.outputs[0]!),
  ];
}

function bipolar(node: GraphNode, initializers: Record<string, Constant>): readonly GraphNode[] {
  const [x, scale] = node.inputs as [string, string];
  const zero = scalar(initializers, `${node.name}.zero`, 0);
  const [one, minus] = [scalar(initializers, `${node.name}.one`, 1), scalar(initializers, `${node.name}.minus`, -1)];
  const step = chain(node);
  return [step('GreaterOrEqual', [x, zero]), step('Where', [step.last(), one, minus]), step('Mul', [step.last(), scale], node.outputs[0]!)];
}

interface Chain {
  (operator: string, inputs: readonly string[], output?: string): GraphNode;
  /** Output of the latest node. */
  readonly last: () => string;
}

/** Makes the nodes that replace `of`, each with a fresh output unless one is named. */
function chain(of: GraphNode): Chain {
  let last = '';
  let count = 0;
  const step = (operator: string, inputs: readonly string[], output?: string): GraphNode => {
    const name = `${of.name}.${operator}${count++}`;
    last = output ?? name;
    return { name, operator, domain: '', inputs, outputs: [last], attributes: {} };
  };
  return Object.assign(step, { last: () => last });
}

function scalar(initializers: Record<string, Constant>, name: string, value: number): string {
  initializers[name] = { type: 'float32', dims: [], data: Float32Array.of(value) };
  return name;
}
