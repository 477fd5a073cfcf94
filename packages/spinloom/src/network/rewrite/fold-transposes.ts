/**
 * Transpositions pushed down through operators that work element by element, until they meet their inverse.
 *
 * Exporters from channels-last frameworks (tf2onnx, QKeras, Keras) put one before and one behind each convolution, with the activation or the
 * quantiser between them: no chain would reach its quantiser. f(T(x)) = T(f(x)) where f works on elements alone; a constant operand is
 * transposed back. Nodes are taken in the order of the file, in which each follows what feeds it.
 */
import { permute } from '../arithmetic/permute.ts';
import type { Constant, Graph, GraphNode } from '../types.ts';

/** Of one tensor; other operands (scales, bounds, widths) broadcast to it or hold one number. */
const single: ReadonlySet<string> = new Set(
  'Binarise BipolarQuant Cast Ceil Clip Dropout Elu Floor HardSigmoid HardSwish Identity IntQuant LeakyRelu Neg Quant Relu Round Selu Sigmoid Sign Softplus Sqrt Tanh'.split(
    ' ',
  ),
);
/** The same, with parameters along an axis that only one number escapes. */
const alongAxis: ReadonlySet<string> = new Set(['DequantizeLinear', 'QuantizeLinear']);
/** Of two tensors that broadcast: both transposed alike, or one of them constant. */
const paired: ReadonlySet<string> = new Set(['Add', 'Div', 'Mul', 'PRelu', 'Sub']);

interface Folding {
  readonly opset: number;
  readonly initializers: Record<string, Constant>;
  /** Transpositions so far, by the tensor that they make. */
  readonly made: Map<string, Transposition>;
}

interface Transposition {
  readonly source: string;
  readonly order: readonly number[];
}

export function foldTransposes(graph: Graph): Graph {
  if (!graph.nodes.some(isTranspose)) return graph;
  const state: Folding = { opset: graph.opset, initializers: { ...graph.initializers }, made: new Map() };
  /** Tensors that transpositions in a row leave as they were: the nodes that follow read the source itself. */
  const same = new Map<string, string>();
  const nodes: GraphNode[] = [];
  const transpose = (name: string, source: string, order: readonly number[], output: string): void => {
    const first = state.made.get(source);
    const whole = first?.order.length === order.length ? { source: first.source, order: order.map((axis) => first.order[axis]!) } : { source, order };
    const undone = whole.order.every((axis, at) => axis === at);
    if (undone) same.set(output, whole.source);
    else state.made.set(output, whole);
    const step = undone ? { operator: 'Identity', attributes: {} } : { operator: 'Transpose', attributes: { perm: whole.order } };
    nodes.push({ name, domain: '', inputs: [whole.source], outputs: [output], ...step });
  };
  for (const given of graph.nodes) {
    const node = { ...given, inputs: given.inputs.map((input) => same.get(input) ?? input) };
    const [output] = node.outputs;
    const order = isTranspose(node) ? permOf(node) : undefined;
    const moved = order === undefined && node.outputs.length === 1 && output !== '' ? beforeTransposition(node, state) : undefined;
    if (order !== undefined && Object.hasOwn(state.initializers, node.inputs[0]!)) nodes.push(node);
    else if (order !== undefined) transpose(node.name, node.inputs[0]!, order, output!);
    else if (moved === undefined) nodes.push(node);
    else {
      const before = `${output}/before transposition`;
      nodes.push({ ...moved.node, outputs: [before] });
      transpose(`${output}/transposition`, before, moved.order, output!);
    }
  }
  return { ...graph, initializers: state.initializers, nodes };
}

function isTranspose(node: GraphNode): boolean {
  return node.operator === 'Transpose' && node.domain === '';
}

function permOf({ attributes }: GraphNode): readonly number[] | undefined {
  const { perm } = attributes;
  if (!Array.isArray(perm)) return undefined;
  const order = perm as readonly number[];
  return [...order].sort((a, b) => a - b).every((axis, at) => axis === at) ? order : undefined;
}

/** An element-wise node on the tensors as they were before they were transposed; undefined where it cannot change places with that. */
function beforeTransposition(node: GraphNode, state: Folding): { readonly node: GraphNode; readonly order: readonly number[] } | undefined {
  // Before operator set 7 slopes lie along the last axes, whatever they are.
  if (node.operator === 'PRelu' && state.opset < 7) return undefined;
  const isConcat = node.operator === 'Concat' && typeof node.attributes.axis === 'number';
  const wanted = isConcat || paired.has(node.operator) ? node.inputs.length : 1;
  if (!isConcat && !paired.has(node.operator) && !single.has(node.operator) && !alongAxis.has(node.operator)) return undefined;
  const order = orderOf(node.inputs.slice(0, wanted), state);
  if (order === undefined) return undefined;
  const inputs: string[] = [];
  for (const input of node.inputs) {
    const found = state.made.get(input);
    const moved = found === undefined ? constantBefore(input, order, node, state) : found.order.join() === order.join() ? found.source : undefined;
    if (moved === undefined) return undefined;
    inputs.push(moved);
  }
  if (!isConcat) return { node: { ...node, inputs }, order };
  const axis = node.attributes.axis as number;
  const at = order[axis < 0 ? axis + order.length : axis];
  return at === undefined ? undefined : { node: { ...node, inputs, attributes: { axis: at } }, order };
}

/** The order of the first transposed tensor among `inputs`. */
function orderOf(inputs: readonly string[], { made }: Folding): readonly number[] | undefined {
  const first = inputs.find((input) => made.has(input));
  return first === undefined ? undefined : made.get(first)!.order;
}

/** The constant `name` in the layout before a transposition by `order`; undefined where it is no constant or does not fit. */
function constantBefore(name: string, order: readonly number[], node: GraphNode, { initializers }: Folding): string | undefined {
  if (name === '') return name;
  const constant = Object.hasOwn(initializers, name) ? initializers[name] : undefined;
  if (constant === undefined || constant.dims.length > order.length) return undefined;
  if (constant.data.length === 1 && node.operator !== 'Concat') return name;
  if (!(constant.data instanceof Float32Array) || alongAxis.has(node.operator) || node.operator === 'Concat') return undefined;
  const own = `${name}/before transposition by ${order.join()}`;
  if (!Object.hasOwn(initializers, own)) {
    const dims = [...order.slice(constant.dims.length).map(() => 1), ...constant.dims];
    // Axis i behind the transposition is axis order[i] before it.
    const back = order.map((_, axis) => order.indexOf(axis));
    initializers[own] = { type: constant.type, dims: back.map((axis) => dims[axis]!), data: permute(constant.data, dims, back) };
  }
  return own;
}
