/**
 * The network as the rest of the house sees it: integer dot products, digital (float32) operators and views.
 *
 * One representation serves every integer tensor: an unsigned code and an affine meaning,
 * real = scale x (gain x code + offset), with integers gain and offset. Reading an ONNX file ends in these types;
 * nothing above this room knows ONNX. A padded tap of a dot product has code 0 and drops out of its sums.
 */
import type { ElementType } from './element.ts';

/** [channels, height, width]; a vector of n features is [n, 1, 1]. */
export type Shape = readonly [channels: number, height: number, width: number];

/** [vertical, horizontal]. */
export type Pair = readonly [vertical: number, horizontal: number];

/** [top, left, bottom, right]. */
export type Pad = readonly [top: number, left: number, bottom: number, right: number];

/** What an unsigned code of an integer tensor means: real = scale x (gain x code + offset). */
export interface Encoding {
  /** Width of a code, 1 to 8 bits. */
  readonly bits: number;
  /** Integer; 1 (unsigned, signed) or 2 (bipolar, DoReFa weights). */
  readonly gain: number;
  /** Integer: 0 unsigned, -1 bipolar, -2^(k-1) signed, -(2^k-1) DoReFa weights, less the zero point. */
  readonly offset: number;
  /** One scale for the tensor, or one for each kernel. */
  readonly scale: Float64Array;
}

/** Shapes of a convolution; a fully connected layer is a convolution whose kernel covers its input. */
export interface Geometry {
  readonly input: Shape;
  /** Shape of the accumulators, before any pooling. */
  readonly output: Shape;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly pad: Pad;
  readonly groups: number;
}

/**
 * Pooling after a dot product. `average`: the accumulators of a region are summed before the thresholds, whose levels carry the divisor.
 * `max`: the largest code of a region after the thresholds (equal to the maximum before them, and cheaper to compare).
 */
export interface Pool {
  readonly mode: 'average' | 'max';
  readonly window: Pair;
  readonly stride: Pair;
  /** Positions of a region that lie outside the map do not count: they add 0 to a sum and never win a maximum. */
  readonly pad: Pad;
  /** [channels, height, width] after pooling. */
  readonly output: Shape;
  /** Mode `max` only, one per kernel: 1 = take the smallest code instead (the maximum stood before a falling quantiser, gamma < 0). */
  readonly smallest?: Uint8Array;
}

/**
 * Integer thresholds (without numbers, and `rising` and `levels` empty, in a network that has no weights): code = number of levels j with acc >= level (rising) or acc <= level (falling).
 * `acc` is the accumulator, or its sum over an average-pooling region. Levels that are always met are -2^31 (rising) or 2^31-1 (falling); never met: the other.
 */
export interface Thresholds {
  readonly output: Encoding;
  /** [kernel]: 1 rising, 0 falling. */
  readonly rising: Uint8Array;
  /** [border class, kernel, 2^k-1], sorted ascending for rising kernels and descending for falling ones. */
  readonly levels: Int32Array;
}

/**
 * What a window that reaches into the padding lacks. Outputs whose windows (or pooled windows) miss the same taps form a class.
 * One class, with empty `of`, where nothing depends on position.
 */
export interface Borders {
  readonly classes: number;
  /** [output position, row-major] -> class; positions after average pooling where there is one. Empty: all 0. */
  readonly of: Uint16Array;
  /** [class, kernel]: g_w o_x sum(q) + o_w o_x L over the valid taps (summed over an average-pooling region). */
  readonly constants: Int32Array;
}

/** An integer dot product: convolution, grouped, dilated, or fully connected. acc = g_w sum(qp) + o_w sum(p). */
export interface Dot {
  readonly kind: 'dot';
  readonly name: string;
  readonly geometry: Geometry;
  readonly weight: Encoding;
  readonly input: Encoding;
  /** [kernel, channel of its group, y, x]; absent: a network without weights, cost only. */
  readonly codes?: Uint8Array;
  readonly pool?: Pool;
  /** Absent: real output = s_w s_x (g_x acc + constant) goes to the digital unit (divided by the area of an average-pooling region). */
  readonly thresholds?: Thresholds;
  /** Present with `codes`. */
  readonly borders?: Borders;
}

/** An operator that runs in float32 in the digital unit: first and last layers, residual additions, soft-max. */
export interface Digital {
  readonly kind: 'digital';
  readonly name: string;
  /** Name of the file in `operators/` that runs it. */
  readonly operator: string;
  /** Why it does not run in the sub-arrays: "reads the image as it is, without a quantiser". */
  readonly why?: string;
  /** The node's ONNX attributes, `opset`, `where` (file and node, for refusals), and `operands`: its `DigitalOperand`s, weights and other constants among them, for `runDigital`. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Multiply-accumulates of one image. */
  readonly macs: number;
  /** Output elements of one image. */
  readonly elements: number;
  /** Parameters that it keeps in memory, in bits. */
  readonly parameterBits: number;
}

/** Moves nothing but names. */
export interface View {
  readonly kind: 'view';
  readonly name: string;
  readonly operator: 'reshape' | 'concat' | 'slice';
  /** `dims` of the output without the batch. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export type Node = Dot | Digital | View;

/** A tensor on its way from one node to another. */
export interface Edge {
  /** Node name, or 'input' for the image. */
  readonly from: string;
  /** Node name, or 'output' for the logits. */
  readonly to: string;
  /** Position among the operands of `to`, from 0. */
  readonly port: number;
  /** Without the batch. */
  readonly dims: readonly number[];
  /** Present: integer codes; absent: float32. */
  readonly encoding?: Encoding;
}

/** How an image file becomes the network's input: x = (pixel x scale - mean[c]) / std[c]. */
export interface Preprocessing {
  readonly scale: number;
  /** One for all channels, or one a channel. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** Bit-widths that are not those of a network's file. */
export interface Imposed {
  /** 'W:I', weights first. */
  readonly bits: string;
  /** The first and the last layer too. */
  readonly quantiseAll: boolean;
  /** Of a float file that was quantised on images. */
  readonly calibration?: Calibration;
}

/** How the activations of a float network were quantised. */
export interface Calibration {
  /** Images of the sample. */
  readonly images: number;
  /** Least and greatest number that the codes of a tensor reach, by its name. */
  readonly ranges: Readonly<Record<string, readonly [least: number, greatest: number]>>;
}

export interface Network {
  readonly name: string;
  /** In an order in which each node follows what feeds it. */
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  /** Image dims without the batch, e.g. [1, 28, 28] or [784]. */
  readonly input: readonly number[];
  /** Number of logits, or 1 where the network itself ends in an arg-max. */
  readonly classes: number;
  /** Of the file that it was read from (lower-case hexadecimal). */
  readonly sha256: string;
  /** False when bit-widths were imposed on a float network, and where there are no weights. */
  readonly accuracyKnown: boolean;
  /** Present: a description without weights. It can be placed and priced, but no image can run through it. */
  readonly costOnly?: true;
  /** What was asked of the network beside its file: a configuration keeps it, so that a result can be explained later. */
  readonly imposed?: Imposed;
  /** Defaults that travel with a file (metadata `spinloom.preprocessing`, JSON). */
  readonly preprocessing?: Preprocessing;
}

/** A real tensor of one image (no batch dimension). */
export interface Tensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

// ---- the file's own graph, before lowering -----------------------------------------------------------------------

/** A constant of a graph: initialiser or attribute. */
export interface Constant {
  readonly type: ElementType;
  readonly dims: readonly number[];
  /** The array that JavaScript has for the type; a Float32Array for float16 and bfloat16, a byte each for bool, int4 and uint4. */
  readonly data:
    | Float32Array
    | Float64Array
    | Int8Array
    | Uint8Array
    | Int16Array
    | Uint16Array
    | Int32Array
    | Uint32Array
    | BigInt64Array
    | BigUint64Array;
}

/** A graph inside a node: a branch of If, the body of a loop. */
export type Attribute = number | string | readonly number[] | readonly string[] | Constant | Graph;

export interface GraphNode {
  /** Unique; made from the operator and position where the file gives none. */
  readonly name: string;
  readonly operator: string;
  /** '' for standard ONNX; e.g. 'qonnx.custom_op.general'. */
  readonly domain: string;
  /** Tensor names; '' where an optional operand is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export interface GraphValue {
  readonly name: string;
  /** Absent: the file does not say. */
  readonly type?: ElementType;
  /** With the batch first; a symbolic size is -1. */
  readonly dims: readonly number[];
}

export interface Graph {
  readonly name: string;
  readonly opset: number;
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  readonly initializers: Readonly<Record<string, Constant>>;
  /** Initialisers that are not read, strings, with the sentence that refuses a network which needs them. Absent: none. */
  readonly unread?: Readonly<Record<string, string>>;
  readonly nodes: readonly GraphNode[];
  /** metadata_props of the file. */
  readonly metadata: Readonly<Record<string, string>>;
}
