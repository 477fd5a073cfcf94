/**
 * A graph under construction: values with static shapes, nodes that make them, constants, inputs and outputs.
 *
 * The whole training step (forward, backward, optimiser) is drafted as one graph, so that ONNX Runtime runs it without returning to JavaScript.
 * Shapes are static, the batch included: every backward rule can then be written with plain numbers.
 */
import { writeGraph } from 'spinloom';

/** Types of the tensors of a draft; `float` is 32 bits. */
export type ElementType = 'float' | 'int64' | 'bool';

/** A tensor of the graph. `dims` [] is a scalar. */
export interface Value {
  readonly name: string;
  readonly dims: readonly number[];
  readonly type: ElementType;
}

export type DraftAttribute = number | string | readonly number[];

export interface DraftNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, DraftAttribute>>;
}

export interface DraftConstant {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

export interface Draft {
  readonly name: string;
  readonly inputs: Value[];
  readonly outputs: Value[];
  readonly constants: DraftConstant[];
  readonly nodes: DraftNode[];
}

export function draft(name: string): Draft {
  return { name, inputs: [], outputs: [], constants: [], nodes: [] };
}

/** Declares an input tensor of floats, fed at each run. */
export function input(graph: Draft, name: string, dims: readonly number[]): Value {
  const value: Value = { name, dims, type: 'float' };
  graph.inputs.push(value);
  return value;
}

/** Declares `value` an output under `name`. */
export function output(graph: Draft, name: string, value: Value): void {
  const named: Value = { ...value, name };
  graph.nodes.push({ operator: 'Identity', inputs: [value.name], outputs: [name], attributes: {} });
  graph.outputs.push(named);
}

/** A float constant; `dims` defaults to a scalar or to a vector of the given values. */
export function constant(graph: Draft, values: number | readonly number[] | Float32Array, dims?: readonly number[]): Value {
  const data = typeof values === 'number' ? Float32Array.of(values) : Float32Array.from(values);
  const value: Value = { name: `c${graph.constants.length}`, dims: dims ?? (typeof values === 'number' ? [] : [data.length]), type: 'float' };
  graph.constants.push({ name: value.name, dims: value.dims, data });
  return value;
}

/** An int64 vector: shapes, axes, starts and ends. */
export function integers(graph: Draft, values: readonly number[]): Value {
  const value: Value = { name: `c${graph.constants.length}`, dims: [values.length], type: 'int64' };
  graph.constants.push({ name: value.name, dims: value.dims, data: BigInt64Array.from(values, BigInt) });
  return value;
}

/** Adds a standard ONNX node with one output of the given shape. */
export function emit(
  graph: Draft,
  operator: string,
  inputs: readonly Value[],
  dims: readonly number[],
  attributes: Readonly<Record<string, DraftAttribute>> = {},
  type: ElementType = 'float',
): Value {
  const value: Value = { name: `v${graph.nodes.length}`, dims, type };
  graph.nodes.push({ operator, inputs: inputs.map((each) => each.name), outputs: [value.name], attributes });
  return value;
}

/** As `emit`, for an operator with a second output of the same shape and of type int64. */
export function emitWithIndices(
  graph: Draft,
  operator: string,
  inputs: readonly Value[],
  dims: readonly number[],
  attributes: Readonly<Record<string, DraftAttribute>> = {},
): readonly [Value, Value] {
  const value = emit(graph, operator, inputs, dims, attributes);
  const indices: Value = { name: `${value.name}.indices`, dims, type: 'int64' };
  const node = graph.nodes.pop()!;
  graph.nodes.push({ ...node, outputs: [value.name, indices.name] });
  return [value, indices];
}

/** The bytes of the draft as an ONNX file, opset 17. Inputs and outputs are float32. */
export function encode(graph: Draft): Uint8Array {
  return writeGraph({
    name: graph.name,
    opset: 17,
    inputs: graph.inputs.map(({ name, dims }) => ({ name, dims, type: 'float32' })),
    outputs: graph.outputs.map(({ name, dims }) => ({ name, dims, type: 'float32' })),
    initializers: Object.fromEntries(
      graph.constants.map(({ name, dims, data }) => [name, { type: data instanceof Float32Array ? 'float32' : 'int64', dims, data }]),
    ),
    nodes: graph.nodes.map((node, index) => ({ ...node, name: `n${index}`, domain: '' })),
    metadata: {},
  });
}

/** Number of elements of a shape. */
export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}
