/**
 * Operations into the nodes of a `Network`, as the reader of ONNX files makes them: a quantised layer reads codes, and what follows it up to the next
 * quantised layer folds into its thresholds where each step is monotone; all else runs in the digital unit. So a described network costs
 * what a file of the same shapes and widths costs (a test holds this).
 *
 * Each quantised layer quantises its own input, as DoReFa-Net does; layers that read the same tensor at the same width share the quantiser.
 */
import { type EncodingForm, encodingOf } from '../encoding-form.ts';
import { accumulatorsFit } from '../lowering/dot.ts';
import type { Digital, Dot, Edge, Encoding, Node, Pool } from '../types.ts';
import type { DotOperation, Operation } from './operations.ts';
import { elementsOf, tapsOf } from './shapes.ts';

export interface LoweredDescription {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

/** What codes of weights and inputs mean. */
export interface Forms {
  readonly weights: EncodingForm;
  readonly inputs: EncodingForm;
}

interface Source {
  readonly node: string;
  readonly dims: readonly number[];
  readonly encoding?: Encoding;
}

interface State {
  readonly forms: Forms;
  readonly nodes: Node[];
  readonly edges: Edge[];
  readonly names: Set<string>;
  /** Readers of each tensor; undefined is the network's output. */
  readonly readers: ReadonlyMap<string, readonly (Operation | undefined)[]>;
  readonly sources: Map<string, Source>;
  /** Codes of a tensor, by 'tensor bits'. */
  readonly codes: Map<string, Source>;
  readonly folded: Set<Operation>;
}

export function lowerOperations(operations: readonly Operation[], input: readonly number[], forms: Forms): LoweredDescription {
  const state: State = {
    forms,
    nodes: [],
    edges: [],
    names: new Set(['input', 'output', ...operations.map(({ name }) => name)]),
    readers: readersOf(operations),
    sources: new Map([['input', { node: 'input', dims: input }]]),
    codes: new Map(),
    folded: new Set(),
  };
  for (const operation of operations) if (!state.folded.has(operation)) lowerOne(state, operation);
  connect(state, sourceOf(state, operations.at(-1)!.name), 'output', 0);
  return { nodes: state.nodes, edges: state.edges };
}

function readersOf(operations: readonly Operation[]): State['readers'] {
  const readers = new Map<string, (Operation | undefined)[]>([[operations.at(-1)!.name, [undefined]]]);
  for (const operation of operations) {
    for (const source of operation.sources) {
      const list = readers.get(source) ?? [];
      list.push(operation);
      readers.set(source, list);
    }
  }
  return readers;
}

function lowerOne(state: State, operation: Operation): void {
  if (operation.kind === 'dot') {
    const dot = quantisedDot(state, operation);
    if (dot === undefined) floatDot(state, operation);
    else emitDot(state, operation, dot);
    return;
  }
  // What only quantisers read and they cut off anyway is part of them.
  if (operation.kind === 'activation' && cutAnyway(state, operation.which) && codeWidth(state, operation.name) !== undefined) {
    state.sources.set(operation.name, sourceOf(state, operation.sources[0]!));
    return;
  }
  emit(
    state,
    digital(operation),
    operation.sources.map((source) => sourceOf(state, source)),
    operation.name,
    sizesOf(state, operation),
  );
}

function cutAnyway(state: State, activation: string): boolean {
  return state.forms.inputs === 'unsigned' && (activation === 'relu' || activation === 'clip');
}

/** The width at which all readers of a tensor quantise it; undefined where one does not, or at another. */
function codeWidth(state: State, tensor: string): number | undefined {
  const widths = new Set(
    (state.readers.get(tensor) ?? []).map((reader) => (reader?.kind === 'dot' && fits(state, reader) ? reader.bits!.input : undefined)),
  );
  return widths.size === 1 ? [...widths][0] : undefined;
}

/** A layer runs on integers where its sums fit 32 bits. */
function fits(state: State, { bits, geometry }: DotOperation): boolean {
  return (
    bits !== undefined &&
    accumulatorsFit(geometry, encodingOf(weightForm(state, bits.weight), bits.weight), encodingOf(state.forms.inputs, bits.input))
  );
}

function weightForm(state: State, bits: number): EncodingForm {
  return state.forms.weights === 'dorefa' && bits === 1 ? 'bipolar' : state.forms.weights;
}

function quantisedDot(state: State, operation: DotOperation): Dot | undefined {
  const { name, geometry, bits } = operation;
  if (bits === undefined || !fits(state, operation)) return undefined;
  return {
    kind: 'dot',
    name,
    geometry,
    weight: encodingOf(weightForm(state, bits.weight), bits.weight),
    input: encodingOf(state.forms.inputs, bits.input),
  };
}

/** The dot product with the chain behind it, where that folds; else its sums, and the bias as an addition. */
function emitDot(state: State, operation: DotOperation, dot: Dot): void {
  const codes = flattened(state, codesOf(state, operation.sources[0]!, dot.input), operation);
  const chain = chainOf(state, operation, dot);
  if (chain !== undefined) {
    const { output, pool, encoding, steps } = chain;
    const folded: Dot = { ...dot, ...(pool && { pool }), thresholds: { output: encoding, rising: new Uint8Array(0), levels: new Int32Array(0) } };
    emit(state, folded, [codes], output, pool?.output ?? dot.geometry.output, encoding);
    for (const step of steps) state.folded.add(step);
    return;
  }
  const dims = operation.flat ? [operation.output[0]] : operation.output;
  emit(state, dot, [codes], operation.name, dims);
  if (!operation.bias) return;
  const bias: Digital = {
    ...digital({ ...operation, kind: 'add' }),
    name: free(state, `${operation.name}_bias`),
    parameterBits: 32 * operation.output[0],
  };
  emit(state, bias, [sourceOf(state, operation.name)], operation.name, dims);
}

interface Chain {
  readonly output: string;
  readonly pool?: Pool;
  readonly encoding: Encoding;
  readonly steps: readonly Operation[];
}

/** Single-reader steps that are monotone kernel by kernel, up to quantised layers of one input width. An average commutes with affine steps only. */
function chainOf(state: State, operation: DotOperation, dot: Dot): Chain | undefined {
  const steps: Operation[] = [];
  let pool: Pool | undefined;
  let affine = true;
  let output = operation.name;
  for (;;) {
    const width = codeWidth(state, output);
    if (width !== undefined) {
      const area = pool?.mode === 'average' ? pool.window[0] * pool.window[1] : 1;
      if (!accumulatorsFit(dot.geometry, dot.weight, dot.input, area)) return undefined;
      return { output, encoding: encodingOf(state.forms.inputs, width), steps, ...(pool && { pool }) };
    }
    const readers = state.readers.get(output)!;
    const step = readers.length === 1 ? readers[0] : undefined;
    if (step === undefined || step.kind === 'dot' || step.kind === 'add') return undefined;
    if (step.kind === 'activation') {
      if (step.which === 'softmax') return undefined;
      affine = false;
    }
    if (step.kind === 'pool') {
      if (pool !== undefined || (step.mode === 'average' && !affine)) return undefined;
      const { kernel, stride, pad } = step.region;
      pool = { mode: step.mode, window: kernel, stride, pad, output: step.output };
    }
    steps.push(step);
    output = step.name;
  }
}

function floatDot(state: State, operation: DotOperation): void {
  const { name, geometry, output, bias, flat } = operation;
  const source = flattened(state, sourceOf(state, operation.sources[0]!), operation);
  const weights = output[0] * tapsOf(geometry);
  const node: Digital = {
    kind: 'digital',
    name,
    operator: flat ? 'gemm' : 'conv',
    attributes: flat
      ? {}
      : { group: geometry.groups, kernel_shape: geometry.kernel, strides: geometry.stride, dilations: geometry.dilation, pads: geometry.pad },
    macs: elementsOf(output) * tapsOf(geometry),
    elements: elementsOf(output),
    parameterBits: 32 * (weights + (bias ? output[0] : 0)),
  };
  emit(state, node, [source], name, flat ? [output[0]] : output);
}

/** A fully connected layer reads a map as a vector, which moves nothing. */
function flattened(state: State, source: Source, { name, flat, geometry }: DotOperation): Source {
  if (!flat || source.dims.length === 1) return source;
  const view = free(state, `${name}_flatten`);
  const dims = [geometry.input[0]];
  state.nodes.push({ kind: 'view', name: view, operator: 'reshape', attributes: { dims } });
  connect(state, source, view, 0);
  return { node: view, dims, ...(source.encoding && { encoding: source.encoding }) };
}

/** The codes of a tensor; its quantiser is emitted when first asked for. */
function codesOf(state: State, tensor: string, encoding: Encoding): Source {
  const source = sourceOf(state, tensor);
  if (source.encoding !== undefined) return source;
  // By what makes the numbers: an activation that is part of its quantiser names the same ones.
  const key = `${source.node} ${encoding.bits}`;
  const known = state.codes.get(key);
  if (known !== undefined) return known;
  const name = free(state, `${tensor}_quant`);
  const elements = source.dims.reduce((product, size) => product * size, 1);
  // Scale, zero point and width, as the node of a file holds them.
  const node: Digital = { kind: 'digital', name, operator: 'quant', attributes: {}, macs: 0, elements, parameterBits: 96 };
  state.nodes.push(node);
  connect(state, source, name, 0);
  const codes = { node: name, dims: source.dims, encoding };
  state.codes.set(key, codes);
  return codes;
}

function digital(operation: Operation): Digital {
  const base = { kind: 'digital', name: operation.name, attributes: {}, macs: 0, elements: elementsOf(operation.output) } as const;
  switch (operation.kind) {
    case 'norm':
      return { ...base, operator: 'batch-normalization', parameterBits: 4 * 32 * operation.output[0] };
    case 'activation':
      return { ...base, operator: operation.which, parameterBits: operation.which === 'clip' ? 2 * 32 : 0 };
    case 'pool':
      return { ...base, operator: operation.global ? `global-${operation.mode}-pool` : `${operation.mode}-pool`, parameterBits: 0 };
    default:
      return { ...base, operator: 'add', parameterBits: 0 };
  }
}

/** A vector stays one through operations that keep its shape. */
function sizesOf(state: State, operation: Operation): readonly number[] {
  const before = sourceOf(state, operation.sources[0]!).dims;
  return before.length === 1 && operation.output[1] * operation.output[2] === 1 ? [operation.output[0]] : operation.output;
}

function emit(state: State, node: Node, operands: readonly Source[], output: string, dims: readonly number[], encoding?: Encoding): void {
  operands.forEach((operand, port) => {
    connect(state, operand, node.name, port);
  });
  state.nodes.push(node);
  state.sources.set(output, { node: node.name, dims, ...(encoding && { encoding }) });
}

function connect(state: State, { node, dims, encoding }: Source, to: string, port: number): void {
  state.edges.push({ from: node, to, port, dims, ...(encoding && { encoding }) });
}

function sourceOf(state: State, tensor: string): Source {
  const source = state.sources.get(tensor);
  if (source === undefined) throw new Error(`tensor '${tensor}' was used before it was made`);
  return source;
}

function free(state: State, wanted: string): string {
  let name = wanted;
  while (state.names.has(name)) name = `${name}_`;
  state.names.add(name);
  return name;
}
