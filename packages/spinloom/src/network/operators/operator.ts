/**
 * What one ONNX operator has to say: its shape, its float32 reference, and how it may be lowered.
 *
 * A new layer type is one file with one `Operator`, and one line in index.ts. `shape` and `run` are all that an operator needs:
 * without a lowering rule it runs in the digital unit.
 */
import { refuse } from '../../refusal/index.ts';
import { type ElementType, held, type Numbers } from '../element.ts';
import type { Attribute, Encoding, Geometry, Pad, Pair } from '../types.ts';

/** A tensor that an operator reads. Dims include the batch, which is 1 in a network. Integers and truth values are held in doubles. */
export interface Operand {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  /** Absent until an image has been run; present for constants. */
  readonly data?: Numbers;
}

/** An operand whose numbers are there. */
export interface Value {
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly data: Numbers;
}

/** One node with its operands: all that an operator's functions get. */
export interface Call {
  /** Opens every refusal: "FILE: Conv node 'conv1'". */
  readonly where: string;
  readonly operator: string;
  readonly opset: number;
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Undefined where an optional operand is left out. */
  readonly operands: readonly (Operand | undefined)[];
  /** Which of the node's outputs is asked for. Absent: the first, 0. */
  readonly output?: number;
  /** How many outputs the node has. Absent: 1. */
  readonly outputs?: number;
}

/** What an operator computes, before it is held in the type that `Operator.type` says. */
export type Result = Omit<Value, 'type'>;

/** A convolution or matrix product as the lowering sees it. */
export interface DotForm {
  readonly geometry: Geometry;
  /** Position of the activations and of the weights among the operands. */
  readonly input: number;
  readonly weight: number;
  /** Position in the weight operand of tap t of kernel k, as weight[k x kernelStride + t x tapStride]. */
  readonly kernelStride: number;
  readonly tapStride: number;
  /** Multiplies the weights' scale (Gemm's alpha). */
  readonly factor: number;
  /** Added to each kernel's result, if any. */
  readonly bias?: Float64Array;
}

/** A pooling region, shapes without the batch. `dilation` other than 1 does not lower. */
export interface Region {
  readonly window: Pair;
  readonly stride: Pair;
  readonly dilation: Pair;
  /** Also covers an overhang that ceil_mode makes: output x stride fits exactly. */
  readonly pad: Pad;
  readonly output: Pair;
  /** Average only: positions that the divisor counts, for each output row and column (divisor = product). */
  readonly counted?: readonly [rows: readonly number[], columns: readonly number[]];
}

/** A monotone step between a dot product and the quantiser that ends its chain, kernel by kernel. */
export type Link =
  | {
      readonly kind: 'map';
      readonly affine: boolean;
      readonly slope: (kernel: number) => number;
      readonly apply: (x: number, kernel: number) => number;
    }
  | { readonly kind: 'max' | 'average'; readonly region: Region };

/** A quantiser with constant parameters: what its codes mean, and the code of a real number in float64. */
export interface Quantiser {
  readonly encoding: Encoding;
  readonly code: (x: number) => number;
  /** Least and greatest code that it makes: a narrow range or a Clip leaves some of the width unused. */
  readonly codes: readonly [least: number, greatest: number];
  /** Of three codes: what says the same in one bit where the middle one never occurs. */
  readonly twoLevel?: Encoding;
}

/** A constant tensor that a quantiser made: its codes, and scales that broadcast to them. */
export interface Coded {
  readonly dims: readonly number[];
  readonly codes: Uint8Array;
  readonly bits: number;
  readonly gain: number;
  readonly offset: number;
  /** One scale, or as many as `scaleDims` says; of the same rank as the codes. */
  readonly scale: Float64Array;
  readonly scaleDims: readonly number[];
}

export interface Operator {
  /** How far it goes short of the standard, in a few words, for docs/onnx.md. */
  readonly limits?: string;
  /** Attributes that are understood; any other is refused. */
  readonly attributes: readonly string[];
  /** Domains other than the standard one in which this operator is known. */
  readonly domains?: readonly string[];
  /** Dims of the output, from dims and constants. Refuses operands that do not fit. */
  readonly shape: (call: Call) => readonly number[];
  /** Element type of the output. Absent: that of the first operand. */
  readonly type?: (call: Call) => ElementType;
  /** Reference in float32 (float64 for float64 and integers). Every operand has data. The numbers may be wider than the type of the output: see `runOperator`. */
  readonly run: (call: Call) => Result;
  /** How many outputs it may be asked for, one call each (`Call.output`). Absent: 1. */
  readonly outputs?: number;
  /** Takes the first axis of its first operand as the batch, which is 1 in a network. */
  readonly batched?: true;
  /** Depends on shapes and types only (or on constants besides), so that it is a constant whatever its other operands hold. */
  readonly ofShape?: true | ((call: Call) => boolean);
  /** Multiply-accumulates of one image. Absent: none. */
  readonly macs?: (call: Call) => number;
  /** Passes its first operand on unchanged. */
  readonly alias?: (call: Call) => boolean;
  /** Reorders nothing: the output has the data of its first operand under other dims. */
  readonly view?: (call: Call) => boolean;
  /** Every output element is one of the operands': codes stay codes, where all operands that hold any share their meaning. */
  readonly keepsCodes?: true | ((call: Call) => boolean);
  /** Lowers to an integer dot product when both operands are encoded. */
  readonly dot?: (call: Call) => DotForm | undefined;
  /** May stand between a dot product of `kernels` channels and its quantiser. `operand`: the position at which the chain enters. */
  readonly link?: (call: Call, operand: number, kernels: number) => Link | undefined;
  readonly quantiser?: (call: Call) => Quantiser | undefined;
  /** Carries integer codes of a constant through this operator. `source`: the codes of the first operand, where it has some. */
  readonly coded?: (call: Call, source: Coded | undefined) => Coded | undefined;
}

/** Element type of the output of a call. */
export function typeOf(operator: Operator, call: Call): ElementType {
  return operator.type?.(call) ?? operandOf(call, 0).type;
}

/** Whether codes stay codes through this call. */
export function keepsCodes(operator: Operator, call: Call): boolean {
  const keeps = operator.keepsCodes ?? false;
  return typeof keeps === 'function' ? keeps(call) : keeps;
}

/** Runs an operator and holds its result in its type: rounded, truncated, wrapped around. */
export function runOperator(operator: Operator, call: Call): Value {
  const { dims, data } = operator.run(call);
  const type = typeOf(operator, call);
  return { type, dims, data: held(type, data) };
}

/** Refuses bad input in the words of a node: "FILE: Conv node 'conv1' ...". */
export function refuseCall(call: Call, sentence: string): never {
  return refuse(`${call.where} ${sentence}`);
}

/** The operand at `position`; refuses a node that leaves it out. */
export function operandOf(call: Call, position: number): Operand {
  return call.operands[position] ?? refuseCall(call, `has no operand ${position + 1}; export the file again`);
}

/** Numbers of the operand at `position`; refuses one that is not constant where a constant is needed. */
export function dataOf(call: Call, position: number): Numbers {
  const operand = operandOf(call, position);
  return operand.data ?? refuseCall(call, `needs '${operand.name}' (operand ${position + 1}) to be a constant; export with constant folding`);
}

/** A whole-number attribute. */
export function integerOf(call: Call, name: string, otherwise: number): number {
  const value = numberOf(call, name, otherwise);
  return Number.isInteger(value) ? value : refuseCall(call, `has ${name} = ${value}, but a whole number is expected`);
}

export function numberOf(call: Call, name: string, otherwise: number): number {
  const value = call.attributes[name] ?? otherwise;
  return typeof value === 'number' ? value : refuseCall(call, `has an attribute '${name}' that is not a number`);
}

export function textOf(call: Call, name: string, otherwise: string): string {
  const value = call.attributes[name] ?? otherwise;
  return typeof value === 'string' ? value : refuseCall(call, `has an attribute '${name}' that is not a word`);
}

/** A list of whole numbers, or undefined where the attribute is absent or empty. */
export function integersOf(call: Call, name: string): readonly number[] | undefined {
  const value = call.attributes[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return refuseCall(call, `has an attribute '${name}' that is not a list of numbers`);
  const list = value as readonly (number | string)[];
  if (list.length === 0) return undefined;
  const numbers = list.filter((entry): entry is number => Number.isInteger(entry));
  return numbers.length === list.length ? numbers : refuseCall(call, `has an attribute '${name}' that is not a list of whole numbers`);
}

/** A whole-number list that older operator sets give as an attribute and newer ones as operand `position`. */
export function integersFrom(call: Call, name: string, position: number): readonly number[] | undefined {
  const operand = call.operands[position];
  if (operand === undefined) return integersOf(call, name);
  const list = Array.from(dataOf(call, position));
  const fraction = list.find((entry) => !Number.isInteger(entry));
  if (fraction !== undefined) refuseCall(call, `reads ${name} from '${operand.name}', which holds ${fraction}; whole numbers are expected`);
  return list;
}

/** Axis of a tensor of `rank` dimensions; negative ones count from the end. */
export function axisOf(call: Call, axis: number, rank: number): number {
  const positive = axis < 0 ? axis + rank : axis;
  if (positive < 0 || positive >= rank)
    refuseCall(call, `has axis ${axis}, but its operand has ${rank} dimension${rank === 1 ? '' : 's'}; check the export`);
  return positive;
}

/** Refuses a first operand whose first axis, the batch, is not 1. */
export function checkBatch(call: Call): void {
  const { dims, name } = operandOf(call, 0);
  if (dims[0] !== 1)
    refuseCall(
      call,
      `takes the first size of '${name}', of shape ${showDims(dims)}, as the batch, which should be 1; export with batch 1 or a symbolic batch`,
    );
}

/** The most elements of one tensor: twice the largest layer of VGG-16, and still an array that an engine can make. */
export const mostElements: number = 2 ** 28;

/** As many as NumPy has. */
const mostDimensions = 64;

/** Refuses the shape of a tensor that cannot be: sizes that are negative or no whole numbers, or more elements than are held. */
export function checkDims(call: Call, dims: readonly number[], what: string): void {
  if (dims.some((size) => !Number.isInteger(size) || size < 0))
    refuseCall(call, `makes ${what} of the impossible shape ${showDims(dims)}; whole numbers of at least 0 are expected: check the export`);
  if (dims.length > mostDimensions)
    refuseCall(call, `makes ${what} of ${dims.length} dimensions; at most ${mostDimensions} are supported: check the export`);
  if (sizeOf(dims) > mostElements)
    refuseCall(
      call,
      `makes ${what} of shape ${showDims(dims)}, which has more than the ${mostElements} elements that are supported; check the export`,
    );
}

export function sizeOf(dims: readonly number[]): number {
  let size = 1;
  for (const dim of dims) size *= dim;
  return size;
}

/** "[1, 3, 32, 32]" */
export function showDims(dims: readonly number[]): string {
  return `[${dims.join(', ')}]`;
}
