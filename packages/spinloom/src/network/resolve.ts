/**
 * A graph made concrete for one image: every size known, every constant computed, dead nodes gone.
 *
 * Both the reference interpreter and the lowering start from here; it decides nothing about integers.
 */
import { Refusal, refuse } from '../refusal/index.ts';
import { type ElementType, isInteger, type Numbers } from './element.ts';
import { beginFolding, countFolding, type Folding } from './folding.ts';
import { type Entry, operatorOf } from './operators/index.ts';
import {
  type Call,
  checkBatch,
  checkDims,
  mostElements,
  type Operand,
  type Operator,
  refuseCall,
  runOperator,
  showDims,
  sizeOf,
  typeOf,
  type Value,
} from './operators/operator.ts';
import { type Ordered, ordered, whereOf } from './order.ts';
import { chooseBranches, chooseOutput, expandComposites, isBranching } from './rewrite/index.ts';
import type { Constant, Graph, GraphNode, GraphValue } from './types.ts';

/** One output of a live node that depends on the image, or on nothing but constants (`call.operands` all have data). */
export interface Step {
  /** Under a name of its own where the step makes a further output. */
  readonly node: GraphNode;
  /** Name of the file in operators/. */
  readonly file: string;
  readonly operator: Operator;
  readonly call: Call;
  readonly output: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
}

export interface Resolved {
  readonly input: string;
  /** With the batch, which is 1. */
  readonly inputDims: readonly number[];
  readonly inputType: ElementType;
  readonly output: string;
  readonly outputDims: readonly number[];
  /** Nodes that depend on the image, each after what feeds it. */
  readonly steps: readonly Step[];
  /** Nodes whose results are constants, by the tensor that they make. */
  readonly folded: ReadonlyMap<string, Step>;
}

/** Orders, folds and shapes a graph. `file` opens every refusal. Refuses unknown operators, misfitting shapes, missing tensors and numbers that are not finite. */
export function resolve(given: Graph, file: string): Resolved {
  const state = beginResolving(given, file);
  for (const live of state.order) resolveNode(state, live);
  return finishResolving(state);
}

/** A graph on its way to be resolved, node by node. */
export interface Resolving {
  readonly graph: Graph;
  readonly file: string;
  readonly order: readonly Ordered[];
  readonly image: GraphValue;
  readonly inputDims: readonly number[];
  readonly output: string;
  /** What is known of every tensor so far. */
  readonly tensors: Map<string, Operand>;
  readonly steps: Step[];
  readonly folded: Map<string, Step>;
  readonly folding: Folding;
  /** Names of nodes. */
  readonly taken: Set<string>;
}

/** Refuses a graph without output, with other than one input, or whose nodes cannot be ordered. */
export function beginResolving(given: Graph, file: string): Resolving {
  const graph = chooseOutput(expandComposites(withoutBranches(given, file), file), file);
  const output = graph.outputs[0]?.name ?? refuse(`${file} has no output; expected the logits; export the file again`);
  const order = ordered(graph, [output], file);
  const used = new Set(order.flatMap(({ node }) => node.inputs));
  const image = imageOf(graph, used, file);
  const inputDims = concreteDims(image.dims, image.name, file);
  return begun(graph, order, used, image, inputDims, output, file);
}

function begun(
  graph: Graph,
  order: readonly Ordered[],
  used: ReadonlySet<string>,
  image: GraphValue,
  inputDims: readonly number[],
  output: string,
  file: string,
): Resolving {
  const tensors = new Map<string, Operand>([[image.name, { name: image.name, type: image.type ?? 'float32', dims: inputDims }]]);
  for (const [name, constant] of Object.entries(graph.initializers))
    if (used.has(name) || name === output) tensors.set(name, operandOfConstant(name, constant, file));
  const taken = new Set(graph.nodes.map((node) => node.name));
  return { graph, file, order, image, inputDims, output, tensors, steps: [], folded: new Map(), folding: beginFolding(graph), taken };
}

/** The graph with the branches that are taken in place of If nodes, where the sizes of the image tell which. */
export function withoutBranches(given: Graph, file: string): Graph {
  if (!given.nodes.some(isBranching)) return given;
  return chooseBranches(given, (graph, condition) => {
    try {
      return truthOf(expandComposites(graph, file), condition, file);
    } catch (error) {
      // What the condition depends on is not supported: the whole graph is refused for that.
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  });
}

/** Whether a tensor is true, or undefined where that is no constant. */
function truthOf(graph: Graph, condition: string, file: string): boolean | undefined {
  const order = ordered(graph, [condition], file);
  const used = new Set([condition, ...order.flatMap(({ node }) => node.inputs)]);
  const [image] = graph.inputs;
  if (image === undefined || graph.inputs.some((input) => input !== image && used.has(input.name))) return undefined;
  const state = begun(graph, order, used, image, concreteDims(image.dims, image.name, file), condition, file);
  for (const live of order) resolveNode(state, live);
  const data = state.tensors.get(condition)?.data;
  return data?.length === 1 ? data[0] !== 0 : undefined;
}

/** Shapes a node whose operands are known, and folds it where they are constants. */
export function resolveNode({ graph, file, tensors, steps, folded, folding, taken }: Resolving, { node, outputs }: Ordered): void {
  const entry = operatorOf(node, whereOf(node, file));
  for (const position of outputs) {
    const call = callOf(graph, node, position, entry, (input) => tensors.get(input), file);
    checkConstants(call);
    const name = node.outputs[position]!;
    const dims = entry.operator.shape(call);
    checkDims(call, dims, 'a tensor');
    const type = typeOf(entry.operator, call);
    const step: Step = {
      node: position === 0 ? node : renamed(node, position, taken),
      file: entry.file,
      operator: entry.operator,
      call,
      output: name,
      type,
      dims,
    };
    if (isConstant(entry.operator, call)) {
      countFolding(folding, entry.operator, call, dims);
      const value = runOperator(entry.operator, call);
      checkResult(call, value);
      tensors.set(name, { name, ...value });
      folded.set(name, step);
    } else {
      if (entry.operator.batched) checkBatch(call);
      refuseNothing(call, dims, 'makes a tensor');
      tensors.set(name, { name, type, dims });
      steps.push(step);
    }
  }
}

/** Refuses an output that nothing makes, that is a constant, or that still holds a batch. */
export function finishResolving({ file, image, inputDims, output, tensors, steps, folded }: Resolving): Resolved {
  const result = tensors.get(output) ?? refuse(`${file} promises the output '${output}', which no node makes; export the file again`);
  if (result.data !== undefined) refuse(`${file} has an output '${output}' that does not depend on its input; export the whole network`);
  // A map without a batch keeps its first size to the end only where that was a batch after all.
  if (inputDims.length > 2 && inputDims[0]! > 1 && result.dims.length > 1 && result.dims[0] === inputDims[0]) {
    refuse(
      `${file} has an input '${image.name}' of shape ${showDims(inputDims)} and an output of shape ${showDims(result.dims)}, which looks like a batch of ${inputDims[0]}; export with batch 1 or a symbolic batch`,
    );
  }
  return { input: image.name, inputDims, inputType: image.type ?? 'float32', output, outputDims: result.dims, steps, folded };
}

function imageOf(graph: Graph, used: ReadonlySet<string>, file: string): GraphValue {
  const images = graph.inputs.filter((input) => used.has(input.name));
  if (images.length === 1) return images[0]!;
  const found = images.length === 0 ? 'none that reaches the output' : images.map((input) => `'${input.name}'`).join(', ');
  return refuse(`${file} should have one input, the image, but has ${found}; export the network with one input`);
}

/** Dims for one image. A batch of another size becomes 1; a map without a batch keeps its dims. */
function concreteDims(dims: readonly number[], name: string, file: string): readonly number[] {
  if (dims.length === 0) return refuse(`${file} has an input '${name}' without a shape; export with a fixed image size`);
  const batched = dims.length === 2 || dims.length === 4 || dims[0]! < 1;
  const concrete = batched ? dims.with(0, 1) : dims;
  if (concrete.some((size) => size < 1)) {
    refuse(
      `${file} has an input '${name}' of shape ${showDims(dims)} (-1: not fixed); only the batch may be left open; export with a fixed image size`,
    );
  }
  if (sizeOf(concrete) > mostElements)
    refuse(
      `${file} has an input '${name}' of shape ${showDims(dims)}, which has more than the ${mostElements} elements that are supported; check the export`,
    );
  return concrete;
}

/** The call that makes one output of a node; refuses one of which the operator does not know. */
export function callOf(
  graph: Graph,
  node: GraphNode,
  output: number,
  { operator }: Entry,
  tensor: (name: string) => Operand | undefined,
  file: string,
): Call {
  const where = whereOf(node, file);
  if (output >= (operator.outputs ?? 1))
    refuse(`${where} is asked for its output ${output + 1}, '${node.outputs[output]}', which is not supported; export without it`);
  const operands = node.inputs.map((input) => (input === '' ? undefined : tensor(input)));
  return {
    where,
    operator: node.operator,
    opset: graph.opset,
    attributes: node.attributes,
    operands,
    ...(output > 0 && { output }),
    ...(node.outputs.length > 1 && { outputs: node.outputs.length }),
  };
}

/** Whether a call can be computed without an image. */
function isConstant({ ofShape }: Operator, call: Call): boolean {
  if (typeof ofShape === 'function' ? ofShape(call) : ofShape) return true;
  return call.operands.every((operand) => operand === undefined || operand.data !== undefined);
}

/** The node that a step of a further output seems to be: 'split/1', as edges and digital nodes name it. */
function renamed(node: GraphNode, output: number, taken: Set<string>): GraphNode {
  let name = `${node.name}/${output}`;
  while (taken.has(name)) name += '_';
  taken.add(name);
  return { ...node, name };
}

/** Holds a constant in floats. */
export function operandOfConstant(name: string, constant: Constant, file: string): Operand {
  const { data, dims, type } = constant;
  if (data.length !== sizeOf(dims))
    refuse(`${file}: initialiser '${name}' of shape ${showDims(dims)} holds ${data.length} numbers; ${sizeOf(dims)} are expected`);
  return { name, type, dims, data: data instanceof Float32Array || data instanceof Float64Array ? data : doubles(data) };
}

function doubles(integers: Constant['data']): Float64Array {
  // A loop: the mapping that `from` takes would collect all numbers in a list first.
  const data = new Float64Array(integers.length);
  for (let i = 0; i < data.length; i++) data[i] = Number(integers[i]);
  return data;
}

/** Position of the first number that is not finite, or -1. */
function firstInfinite(data: Numbers): number {
  // 0 x is 0 for finite numbers alone: one pass without a branch or a call.
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += 0 * data[i]!;
  return sum === 0 ? -1 : data.findIndex((value) => !Number.isFinite(value));
}

/** Refuses constant operands that hold nothing or numbers that are not finite. */
function checkConstants(call: Call): void {
  for (const operand of call.operands) {
    if (operand?.data === undefined) continue;
    const { name, type, dims, data } = operand;
    // Empty lists of integers are shapes of scalars and the like; exporters give Resize empty scales where it has sizes.
    if (!isInteger(type) && call.operator !== 'Resize') refuseNothing(call, dims, `reads '${name}'`);
    // An infinite bound of Clip is a way to say that there is none.
    const at = call.operator === 'Clip' ? -1 : firstInfinite(data);
    if (at >= 0)
      refuseCall(call, `reads '${name}', whose number ${at + 1} of ${sizeOf(dims)} is ${data[at]}; finite weights are expected: check the training`);
  }
}

/** Refuses what a node computes from constants when it is not finite: a square root of a negative number, an overflow. */
function checkResult(call: Call, { dims, data }: Value): void {
  // These two may hand on an infinity that the file states, as a bound of Clip.
  if (call.operator === 'Clip' || call.operator === 'ConstantOfShape') return;
  const at = firstInfinite(data);
  if (at >= 0)
    refuseCall(
      call,
      `makes ${data[at]} from constants (number ${at + 1} of ${sizeOf(dims)}); finite numbers are expected: check training and export`,
    );
}

/** Refuses a tensor without elements. */
function refuseNothing(call: Call, dims: readonly number[], what: string): void {
  if (dims.includes(0))
    refuseCall(call, `${what} of shape ${showDims(dims)}, which holds nothing; sizes of at least 1 are expected: check the export`);
}

/** The call with the image's numbers in place of the operands that depend on it. */
export function withValues(call: Call, value: (name: string) => Value): Call {
  return {
    ...call,
    operands: call.operands.map((operand) =>
      operand === undefined || operand.data !== undefined ? operand : { name: operand.name, ...value(operand.name) },
    ),
  };
}
