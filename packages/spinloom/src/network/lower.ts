/**
 * An ONNX graph into the three kinds of nodes that the rest of the house knows: integer dot products, digital operators, views.
 *
 * A convolution or matrix product becomes a `Dot` where both operands are integer codes of at most 8 bits; the affine and monotone steps after
 * it, up to the next quantiser, fold into its thresholds. Whatever does not fit runs in the digital unit in float32: slower, never wrong.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { sameEncoding } from './codes.ts';
import { isInteger } from './element.ts';
import { digitalOf } from './lowering/digital.ts';
import { lowerDot } from './lowering/lower-dot.ts';
import { preprocessingOf } from './lowering/preprocessing.ts';
import { beginLowering, connect, emit, type Lowering, sourceOf, withoutBatch } from './lowering/state.ts';
import { readGraph } from './onnx/read.ts';
import { type Call, keepsCodes, sizeOf } from './operators/operator.ts';
import { resolve, type Step, withoutBranches } from './resolve.ts';
import { prepareForLowering } from './rewrite/index.ts';
import type { Encoding, Graph, Network, Preprocessing } from './types.ts';

export interface LowerInfo {
  /** Lower-case hexadecimal hash of the file. */
  readonly sha256: string;
  /** Of the file: opens every refusal. */
  readonly name: string;
}

/** Reads an ONNX or QONNX file and lowers it. `name` is the file's name; the network is called by it without '.onnx'. Refuses bad files and unsupported networks with one sentence. */
export function readNetwork(bytes: Uint8Array, name: string): Network {
  return lower(readGraph(bytes, name), { name, sha256: bytesToHex(sha256(bytes)) });
}

/** Lowers a graph. Dots bear the names of their graph nodes. Refuses unsupported operators, misfitting shapes and numbers that are not finite. */
export function lower(graph: Graph, info: LowerInfo): Network {
  const resolved = resolve(prepareForLowering(withoutBranches(graph, info.name), info.name), info.name);
  const state = beginLowering(resolved);
  for (const step of resolved.steps) if (!state.absorbed.has(step)) lowerStep(state, step);
  connect(state, resolved.output, 'output', 0);
  // A file whose input is whole numbers takes pixels as they are.
  const preprocessing = preprocessingOf(graph.metadata, info.name) ?? (isInteger(resolved.inputType) ? asTheyAre : undefined);
  return {
    name: info.name.replace(/\.onnx$/i, ''),
    nodes: state.nodes,
    edges: state.edges,
    input: withoutBatch(resolved.inputDims),
    classes: sizeOf(resolved.outputDims),
    sha256: info.sha256,
    accuracyKnown: true,
    ...(preprocessing && { preprocessing }),
  };
}

const asTheyAre: Preprocessing = { scale: 1, mean: [0], std: [1] };

function lowerStep(state: Lowering, step: Step): void {
  const { call, operator, output, dims } = step;
  const { name } = step.node;
  const moving = call.operands.flatMap((operand) => (operand === undefined || operand.data !== undefined ? [] : [operand.name]));
  // An operator passes on or renames its first operand, never another.
  const only = moving.length === 1 && call.operands[0]?.data === undefined ? moving[0] : undefined;
  if (only !== undefined && operator.alias?.(call)) {
    state.sources.set(output, sourceOf(state, only));
  } else if (only !== undefined && quantisedAlready(state, step, only)) {
    state.sources.set(output, sourceOf(state, only));
  } else if (lowerDot(state, step)) {
    return;
  } else if (only !== undefined && operator.view?.(call)) {
    emit(
      state,
      { kind: 'view', name, operator: 'reshape', attributes: { dims: withoutBatch(dims) } },
      moving,
      output,
      dims,
      sourceOf(state, only).encoding,
    );
  } else {
    const encoding = operator.quantiser?.(call)?.encoding ?? (keepsCodes(operator, call) ? commonEncoding(state, call) : undefined);
    emit(state, digitalOf(step, name, state.why.get(step) ?? whyDigital(step)), moving, output, dims, encoding);
  }
}

function whyDigital({ operator }: Step): string {
  return operator.quantiser === undefined ? 'works on numbers that no sub-array holds' : 'quantises numbers that no sub-array makes';
}

/** A quantiser of codes that it would make again is no work: exporters put one before and behind each operator. */
function quantisedAlready(state: Lowering, { operator, call }: Step, operand: string): boolean {
  const { encoding } = sourceOf(state, operand);
  const again = encoding && operator.quantiser?.(call);
  // Which of the codes occur is not known here: one that makes fewer than the width allows is left to cut them off.
  return again !== undefined && sameEncoding(encoding!, again.encoding) && again.codes[0] === 0 && again.codes[1] === 2 ** encoding!.bits - 1;
}

/** The encoding that all moving operands share; undefined where one has another or none. Constant indices do not matter. */
function commonEncoding(state: Lowering, call: Call): Encoding | undefined {
  let common: Encoding | undefined;
  for (const operand of call.operands) {
    if (operand === undefined || (operand.data !== undefined && isInteger(operand.type))) continue;
    if (operand.data !== undefined) return undefined;
    const { encoding } = sourceOf(state, operand.name);
    if (encoding === undefined || (common !== undefined && !sameEncoding(common, encoding))) return undefined;
    common = encoding;
  }
  return common;
}
