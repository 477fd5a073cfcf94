/** Float32 execution: one digital node of a lowered network, or a whole graph as the reference that lowering is held against. */
import { refuse } from '../refusal/index.ts';
import { held } from './element.ts';
import type { DigitalOperand } from './lowering/digital.ts';
import { operatorInFile, operatorOf } from './operators/index.ts';
import { type Call, checkDims, type Operand, runOperator, showDims, sizeOf, type Value } from './operators/operator.ts';
import { ordered, whereOf } from './order.ts';
import { callOf, operandOfConstant, type Resolved, resolve } from './resolve.ts';
import { expandComposites } from './rewrite/index.ts';
import { runSteps } from './run-steps.ts';
import type { Attribute, Digital, Graph, Tensor } from './types.ts';

/**
 * Runs a digital node on its operands, in the order of their ports, and returns its real output, dims without the batch.
 * Sums are kept in float64 and rounded once to float32. An encoded operand is given as real numbers (see `decode`).
 */
export function runDigital(node: Digital, operands: readonly Tensor[]): Tensor {
  const {
    opset,
    output = 0,
    outputs = 1,
    where = `network: node '${node.name}'`,
    operands: listed,
    ...attributes
  } = node.attributes as Readonly<Record<string, Attribute>> & {
    readonly opset: number;
    readonly output?: number;
    readonly outputs?: number;
    readonly where?: string;
    readonly operands: readonly (DigitalOperand | undefined)[];
  };
  let port = 0;
  const filled = listed.map((operand): Operand | undefined => {
    if (operand === undefined || operand.data !== undefined) return operand && { name: node.name, ...operand };
    const given = operands[port++];
    if (given === undefined || given.data.length !== sizeOf(operand.dims)) {
      throw new Error(
        `digital node '${node.name}' got ${given === undefined ? 'no operand' : showDims(given.dims)} at port ${port - 1} for ${showDims(operand.dims)}`,
      );
    }
    // Pixels may have fractions where the graph takes integers.
    return { name: node.name, ...operand, data: held(operand.type, given.data) };
  });
  const call: Call = { where, operator: node.operator, opset, attributes, operands: filled, output, outputs };
  return tensorOf(runOperator(operatorInFile(node.operator), call));
}

/**
 * The graph as it stands, node by node in float32, on one image: the oracle of the lowering, of which it knows nothing.
 * `image.dims` without the batch; the result is the first output of the graph. Refuses what `lower` refuses, and an image of another size.
 */
export function interpret(graph: Graph, image: Tensor): Tensor {
  const resolved = resolvedOnce(graph);
  const expected = sizeOf(resolved.inputDims);
  if (image.data.length !== expected)
    refuse(`${graph.name} takes an image of ${expected} numbers ${showDims(resolved.inputDims.slice(1))}, but ${image.data.length} were given`);
  return tensorOf(runSteps(resolved, image));
}

/**
 * A whole graph as it stands, node by node, on the given inputs: any number of inputs, any sizes, any element types; the results are all outputs
 * of the graph, in its order. Refuses what an operator refuses, and an input that is missing.
 */
export function runGraph(given: Graph, inputs: Readonly<Record<string, Value>>): readonly Value[] {
  const graph = expandComposites(given, given.name);
  const file = graph.name;
  const values = new Map<string, Operand>(Object.entries(graph.initializers).map(([name, own]) => [name, operandOfConstant(name, own, file)]));
  for (const { name } of graph.inputs) {
    const value = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    values.set(name, { name, ...(value ?? refuse(`${file} has an input '${name}', which was not given`)) });
  }
  const wanted = graph.outputs.map((output) => output.name);
  for (const { node, outputs } of ordered(graph, wanted, file)) {
    const entry = operatorOf(node, whereOf(node, file));
    for (const position of outputs) {
      const call = callOf(graph, node, position, entry, (name) => values.get(name), file);
      const dims = entry.operator.shape(call);
      checkDims(call, dims, 'a tensor');
      const name = node.outputs[position]!;
      const value = runOperator(entry.operator, call);
      if (value.dims.join() !== dims.join()) throw new Error(`${call.where} made ${showDims(value.dims)} where ${showDims(dims)} was foretold`);
      values.set(name, { name, ...value });
    }
  }
  return wanted.map((name) => {
    const { type, dims, data } = values.get(name) ?? refuse(`${file} promises the output '${name}', which no node makes; export the file again`);
    return { type, dims, data: data! };
  });
}

// Folding the constants of a large network takes longer than an image does.
const resolvedGraphs = new WeakMap<Graph, Resolved>();

function resolvedOnce(graph: Graph): Resolved {
  let resolved = resolvedGraphs.get(graph);
  if (resolved === undefined) {
    resolved = resolve(graph, graph.name);
    resolvedGraphs.set(graph, resolved);
  }
  return resolved;
}

function tensorOf(value: Value): Tensor {
  const { dims, data } = value;
  return { dims: dims.length > 1 && dims[0] === 1 ? dims.slice(1) : dims, data: data instanceof Float32Array ? data : Float32Array.from(data) };
}
