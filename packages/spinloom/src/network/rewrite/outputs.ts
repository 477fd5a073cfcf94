/**
 * The output that tells the class: of several, the scores rather than the label.
 *
 * Classifiers of scikit-learn (skl2onnx) have two outputs, the label and the probabilities, the second often packed into maps by ZipMap;
 * `tensor.max(1)` of PyTorch gives the greatest score and its position, `tensor.topk(k)` the best few and theirs. A network with one output keeps it.
 */
import { isFloat } from '../element.ts';
import { ordered } from '../order.ts';
import type { Graph, GraphNode, GraphValue } from '../types.ts';

/** The same graph with the output that tells the class as its only one, and without the nodes that served the others. `file` opens the refusal of a graph that cannot be ordered. */
export function chooseOutput(graph: Graph, file: string): Graph {
  const outputs = graph.outputs.map((output) => unpacked(graph, output));
  const chosen = scores(outputs) ?? position(graph, outputs) ?? outputs[0];
  if (chosen === undefined || chosen === graph.outputs[0]) return graph;
  const { unread: _, ...rest } = graph;
  const nodes = ordered(graph, [chosen.name], file).map(({ node }) => node);
  return { ...rest, outputs: [chosen], nodes };
}

/** What a ZipMap packs into maps from class to probability. */
function unpacked(graph: Graph, output: GraphValue): GraphValue {
  const maker = makerOf(graph, output.name);
  return maker?.operator === 'ZipMap' && maker.inputs[0] ? { name: maker.inputs[0], type: 'float32', dims: [] } : output;
}

/** Scores that stand behind a label: a whole number, or a string, whose type is not read. */
function scores([first, ...others]: readonly GraphValue[]): GraphValue | undefined {
  const isLabel = first !== undefined && (first.type === undefined || first.type === 'int64' || first.type === 'int32');
  return isLabel ? others.find(({ type }) => type !== undefined && isFloat(type)) : undefined;
}

/** The position of a maximum, where the first output is that maximum; all scores, where the outputs are the best few and their positions. */
function position(graph: Graph, outputs: readonly GraphValue[]): GraphValue | undefined {
  const first = outputs[0] && makerOf(graph, outputs[0].name);
  const [all] = first?.inputs ?? [];
  if (first?.operator === 'TopK' && all && outputs.some(({ name }) => name === first.outputs[1])) return { name: all, type: 'float32', dims: [] };
  if (first?.operator !== 'ReduceMax') return undefined;
  return outputs.find(({ name }) => {
    const maker = makerOf(graph, name);
    return maker?.operator === 'ArgMax' && maker.inputs[0] === first.inputs[0];
  });
}

function makerOf(graph: Graph, tensor: string): GraphNode | undefined {
  return graph.nodes.find((node) => node.outputs.includes(tensor));
}
