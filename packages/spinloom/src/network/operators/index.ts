/**
 * The operators that Spinloom knows, by their ONNX names. One file each; a new one is one file and one line here.
 *
 * `Digital.operator` names the file that runs it.
 */
import { nearest, refuse } from '../../refusal/index.ts';
import type { GraphNode } from '../types.ts';
import { abs } from './abs.ts';
import { add } from './add.ts';
import { adviceFor } from './advice.ts';
import { and } from './and.ts';
import { argMax } from './arg-max.ts';
import { argMin } from './arg-min.ts';
import { arrayFeatureExtractor } from './array-feature-extractor.ts';
import { averagePool } from './average-pool.ts';
import { batchNormalization } from './batch-normalization.ts';
import { binarise } from './binarise.ts';
import { bipolarQuant } from './bipolar-quant.ts';
import { cast } from './cast.ts';
import { castLike } from './cast-like.ts';
import { ceil } from './ceil.ts';
import { celu } from './celu.ts';
import { clip } from './clip.ts';
import { concat } from './concat.ts';
import { constantOfShape } from './constant-of-shape.ts';
import { conv } from './conv.ts';
import { convTranspose } from './conv-transpose.ts';
import { cos } from './cos.ts';
import { cumSum } from './cum-sum.ts';
import { depthToSpace } from './depth-to-space.ts';
import { dequantizeLinear } from './dequantize-linear.ts';
import { div } from './div.ts';
import { dropout } from './dropout.ts';
import { dynamicQuantizeLinear } from './dynamic-quantize-linear.ts';
import { elu } from './elu.ts';
import { equal } from './equal.ts';
import { erf } from './erf.ts';
import { exp } from './exp.ts';
import { expand } from './expand.ts';
import { flatten } from './flatten.ts';
import { floor } from './floor.ts';
import { gather } from './gather.ts';
import { gatherElements } from './gather-elements.ts';
import { gelu } from './gelu.ts';
import { gemm } from './gemm.ts';
import { globalAveragePool } from './global-average-pool.ts';
import { globalMaxPool } from './global-max-pool.ts';
import { greater } from './greater.ts';
import { greaterOrEqual } from './greater-or-equal.ts';
import { groupNormalization } from './group-normalization.ts';
import { hardSigmoid } from './hard-sigmoid.ts';
import { hardSwish } from './hard-swish.ts';
import { hardmax } from './hardmax.ts';
import { identity } from './identity.ts';
import { instanceNormalization } from './instance-normalization.ts';
import { isInf } from './is-inf.ts';
import { isNan } from './is-nan.ts';
import { layerNormalization } from './layer-normalization.ts';
import { leakyRelu } from './leaky-relu.ts';
import { less } from './less.ts';
import { lessOrEqual } from './less-or-equal.ts';
import { log } from './log.ts';
import { logSoftmax } from './log-softmax.ts';
import { lpNormalization } from './lp-normalization.ts';
import { lpPool } from './lp-pool.ts';
import { lrn } from './lrn.ts';
import { matMul } from './mat-mul.ts';
import { max } from './max.ts';
import { maxPool } from './max-pool.ts';
import { mean } from './mean.ts';
import { min } from './min.ts';
import { mish } from './mish.ts';
import { mod } from './mod.ts';
import { mul } from './mul.ts';
import { neg } from './neg.ts';
import { not } from './not.ts';
import { oneHot } from './one-hot.ts';
import type { Operator } from './operator.ts';
import { or } from './or.ts';
import { pRelu } from './p-relu.ts';
import { pad } from './pad.ts';
import { pow } from './pow.ts';
import { quant } from './quant.ts';
import { quantizeDequantize } from './quantize-dequantize.ts';
import { quantizeLinear } from './quantize-linear.ts';
import { range } from './range.ts';
import { reciprocal } from './reciprocal.ts';
import { reduceL1 } from './reduce-l1.ts';
import { reduceL2 } from './reduce-l2.ts';
import { reduceLogSum } from './reduce-log-sum.ts';
import { reduceLogSumExp } from './reduce-log-sum-exp.ts';
import { reduceMax } from './reduce-max.ts';
import { reduceMean } from './reduce-mean.ts';
import { reduceMin } from './reduce-min.ts';
import { reduceProd } from './reduce-prod.ts';
import { reduceSum } from './reduce-sum.ts';
import { reduceSumSquare } from './reduce-sum-square.ts';
import { relu } from './relu.ts';
import { reshape } from './reshape.ts';
import { resize } from './resize.ts';
import { rmsNormalization } from './rms-normalization.ts';
import { round } from './round.ts';
import { selu } from './selu.ts';
import { shape } from './shape.ts';
import { shrink } from './shrink.ts';
import { sigmoid } from './sigmoid.ts';
import { sign } from './sign.ts';
import { sin } from './sin.ts';
import { size } from './size.ts';
import { slice } from './slice.ts';
import { softmax } from './softmax.ts';
import { softplus } from './softplus.ts';
import { softsign } from './softsign.ts';
import { spaceToDepth } from './space-to-depth.ts';
import { split } from './split.ts';
import { sqrt } from './sqrt.ts';
import { squeeze } from './squeeze.ts';
import { sub } from './sub.ts';
import { sum } from './sum.ts';
import { swish } from './swish.ts';
import { tanh } from './tanh.ts';
import { thresholdedRelu } from './thresholded-relu.ts';
import { tile } from './tile.ts';
import { topK } from './top-k.ts';
import { transpose } from './transpose.ts';
import { trilu } from './trilu.ts';
import { unsqueeze } from './unsqueeze.ts';
import { upsample } from './upsample.ts';
import { where } from './where.ts';
import { xor } from './xor.ts';

export interface Entry {
  /** Name of the file. */
  readonly file: string;
  readonly operator: Operator;
}

const entries: Readonly<Record<string, Entry>> = {
  Abs: { file: 'abs', operator: abs },
  Add: { file: 'add', operator: add },
  And: { file: 'and', operator: and },
  ArgMax: { file: 'arg-max', operator: argMax },
  ArgMin: { file: 'arg-min', operator: argMin },
  ArrayFeatureExtractor: { file: 'array-feature-extractor', operator: arrayFeatureExtractor },
  AveragePool: { file: 'average-pool', operator: averagePool },
  BatchNormalization: { file: 'batch-normalization', operator: batchNormalization },
  Binarise: { file: 'binarise', operator: binarise },
  BipolarQuant: { file: 'bipolar-quant', operator: bipolarQuant },
  Cast: { file: 'cast', operator: cast },
  CastLike: { file: 'cast-like', operator: castLike },
  Ceil: { file: 'ceil', operator: ceil },
  Celu: { file: 'celu', operator: celu },
  Clip: { file: 'clip', operator: clip },
  Concat: { file: 'concat', operator: concat },
  ConstantOfShape: { file: 'constant-of-shape', operator: constantOfShape },
  Conv: { file: 'conv', operator: conv },
  ConvTranspose: { file: 'conv-transpose', operator: convTranspose },
  Cos: { file: 'cos', operator: cos },
  CumSum: { file: 'cum-sum', operator: cumSum },
  DepthToSpace: { file: 'depth-to-space', operator: depthToSpace },
  DequantizeLinear: { file: 'dequantize-linear', operator: dequantizeLinear },
  Div: { file: 'div', operator: div },
  Dropout: { file: 'dropout', operator: dropout },
  DynamicQuantizeLinear: { file: 'dynamic-quantize-linear', operator: dynamicQuantizeLinear },
  Elu: { file: 'elu', operator: elu },
  Equal: { file: 'equal', operator: equal },
  Erf: { file: 'erf', operator: erf },
  Exp: { file: 'exp', operator: exp },
  Expand: { file: 'expand', operator: expand },
  Flatten: { file: 'flatten', operator: flatten },
  Floor: { file: 'floor', operator: floor },
  Gather: { file: 'gather', operator: gather },
  GatherElements: { file: 'gather-elements', operator: gatherElements },
  Gelu: { file: 'gelu', operator: gelu },
  Gemm: { file: 'gemm', operator: gemm },
  GlobalAveragePool: { file: 'global-average-pool', operator: globalAveragePool },
  GlobalMaxPool: { file: 'global-max-pool', operator: globalMaxPool },
  Greater: { file: 'greater', operator: greater },
  GreaterOrEqual: { file: 'greater-or-equal', operator: greaterOrEqual },
  GroupNormalization: { file: 'group-normalization', operator: groupNormalization },
  Hardmax: { file: 'hardmax', operator: hardmax },
  HardSigmoid: { file: 'hard-sigmoid', operator: hardSigmoid },
  HardSwish: { file: 'hard-swish', operator: hardSwish },
  Identity: { file: 'identity', operator: identity },
  InstanceNormalization: { file: 'instance-normalization', operator: instanceNormalization },
  IntQuant: { file: 'quant', operator: quant },
  IsInf: { file: 'is-inf', operator: isInf },
  IsNaN: { file: 'is-nan', operator: isNan },
  LayerNormalization: { file: 'layer-normalization', operator: layerNormalization },
  LeakyRelu: { file: 'leaky-relu', operator: leakyRelu },
  Less: { file: 'less', operator: less },
  LessOrEqual: { file: 'less-or-equal', operator: lessOrEqual },
  Log: { file: 'log', operator: log },
  LogSoftmax: { file: 'log-softmax', operator: logSoftmax },
  LpNormalization: { file: 'lp-normalization', operator: lpNormalization },
  LpPool: { file: 'lp-pool', operator: lpPool },
  LRN: { file: 'lrn', operator: lrn },
  MatMul: { file: 'mat-mul', operator: matMul },
  Max: { file: 'max', operator: max },
  MaxPool: { file: 'max-pool', operator: maxPool },
  Mean: { file: 'mean', operator: mean },
  Min: { file: 'min', operator: min },
  Mish: { file: 'mish', operator: mish },
  Mod: { file: 'mod', operator: mod },
  Mul: { file: 'mul', operator: mul },
  Neg: { file: 'neg', operator: neg },
  Not: { file: 'not', operator: not },
  OneHot: { file: 'one-hot', operator: oneHot },
  Or: { file: 'or', operator: or },
  Pad: { file: 'pad', operator: pad },
  Pow: { file: 'pow', operator: pow },
  PRelu: { file: 'p-relu', operator: pRelu },
  Quant: { file: 'quant', operator: quant },
  QuantizeDequantize: { file: 'quantize-dequantize', operator: quantizeDequantize },
  QuantizeLinear: { file: 'quantize-linear', operator: quantizeLinear },
  Range: { file: 'range', operator: range },
  Reciprocal: { file: 'reciprocal', operator: reciprocal },
  ReduceL1: { file: 'reduce-l1', operator: reduceL1 },
  ReduceL2: { file: 'reduce-l2', operator: reduceL2 },
  ReduceLogSum: { file: 'reduce-log-sum', operator: reduceLogSum },
  ReduceLogSumExp: { file: 'reduce-log-sum-exp', operator: reduceLogSumExp },
  ReduceMax: { file: 'reduce-max', operator: reduceMax },
  ReduceMean: { file: 'reduce-mean', operator: reduceMean },
  ReduceMin: { file: 'reduce-min', operator: reduceMin },
  ReduceProd: { file: 'reduce-prod', operator: reduceProd },
  ReduceSum: { file: 'reduce-sum', operator: reduceSum },
  ReduceSumSquare: { file: 'reduce-sum-square', operator: reduceSumSquare },
  Relu: { file: 'relu', operator: relu },
  Reshape: { file: 'reshape', operator: reshape },
  Resize: { file: 'resize', operator: resize },
  RMSNormalization: { file: 'rms-normalization', operator: rmsNormalization },
  Round: { file: 'round', operator: round },
  Selu: { file: 'selu', operator: selu },
  Shape: { file: 'shape', operator: shape },
  Shrink: { file: 'shrink', operator: shrink },
  Sigmoid: { file: 'sigmoid', operator: sigmoid },
  Sign: { file: 'sign', operator: sign },
  Sin: { file: 'sin', operator: sin },
  Size: { file: 'size', operator: size },
  Slice: { file: 'slice', operator: slice },
  Softmax: { file: 'softmax', operator: softmax },
  Softplus: { file: 'softplus', operator: softplus },
  Softsign: { file: 'softsign', operator: softsign },
  SpaceToDepth: { file: 'space-to-depth', operator: spaceToDepth },
  Split: { file: 'split', operator: split },
  Sqrt: { file: 'sqrt', operator: sqrt },
  Squeeze: { file: 'squeeze', operator: squeeze },
  Sub: { file: 'sub', operator: sub },
  Sum: { file: 'sum', operator: sum },
  Swish: { file: 'swish', operator: swish },
  Tanh: { file: 'tanh', operator: tanh },
  ThresholdedRelu: { file: 'thresholded-relu', operator: thresholdedRelu },
  Tile: { file: 'tile', operator: tile },
  TopK: { file: 'top-k', operator: topK },
  Transpose: { file: 'transpose', operator: transpose },
  Trilu: { file: 'trilu', operator: trilu },
  Unsqueeze: { file: 'unsqueeze', operator: unsqueeze },
  Upsample: { file: 'upsample', operator: upsample },
  Where: { file: 'where', operator: where },
  Xor: { file: 'xor', operator: xor },
};

const byFile: ReadonlyMap<string, Operator> = new Map(Object.values(entries).map((entry) => [entry.file, entry.operator]));

/** The operator of a node; refuses unknown operators, domains and attributes. `where` opens the sentence: "FILE: Conv node 'conv1'". */
export function operatorOf(node: GraphNode, where: string): Entry {
  const entry = Object.hasOwn(entries, node.operator) ? entries[node.operator] : undefined;
  const known = entry !== undefined && (node.domain === '' || entry.operator.domains?.includes(node.domain));
  if (!known) {
    const domain = node.domain === '' ? '' : ` of domain '${node.domain}'`;
    return refuse(`${where} uses the operator ${node.operator}${domain}, which is not supported; ${whatToDo(node.operator)}`);
  }
  const foreign = Object.keys(node.attributes).find((attribute) => !entry.operator.attributes.includes(attribute));
  if (foreign !== undefined) {
    refuse(
      `${where} has the attribute '${foreign}', which is not supported (known: ${entry.operator.attributes.join(', ') || 'none'}); export without it`,
    );
  }
  return entry;
}

/** Every operator by its ONNX name. */
export function registered(): readonly (readonly [name: string, operator: Operator])[] {
  return Object.entries(entries).map(([name, { operator }]) => [name, operator]);
}

/** The operator in the file of this name. A program fault where there is none: lowering writes these names. */
export function operatorInFile(file: string): Operator {
  const operator = byFile.get(file);
  if (operator === undefined) throw new Error(`no operators/${file}.ts`);
  return operator;
}

function whatToDo(operator: string): string {
  if (Object.hasOwn(entries, operator)) return `export it in ${['the standard domain', ...(entries[operator]?.operator.domains ?? [])].join(' or ')}`;
  const names = Object.keys(entries);
  // Among so many names some is always near; most short ones are within two letters of Add, Mul or Div, and mean something else.
  const alike = names.filter((name) => name[0]!.toLowerCase() === operator[0]?.toLowerCase() && Math.abs(name.length - operator.length) <= 2);
  const near = operator.length > 4 ? nearest(operator, alike) : names.find((name) => name.toLowerCase() === operator.toLowerCase());
  return adviceFor(operator) ?? (near === undefined ? 'docs/onnx.md lists the operators that are' : `did you mean '${near}'?`);
}
