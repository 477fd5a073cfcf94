/**
 * The operators that Spinloom knows, by their ONNX names. One file each; a new one is one file and one line here.
 *
 * `Digital.operator` names the file that runs it.
 */
import { nearest, refuse } from '../../refusal/index.ts';
import type { GraphNode } from '../types.ts';
import { add } from './add.ts';
import { adviceFor } from './advice.ts';
import { averagePool } from './average-pool.ts';
import { batchNormalization } from './batch-normalization.ts';
import { bipolarQuant } from './bipolar-quant.ts';
import { cast } from './cast.ts';
import { clip } from './clip.ts';
import { concat } from './concat.ts';
import { constantOfShape } from './constant-of-shape.ts';
import { conv } from './conv.ts';
import { dequantizeLinear } from './dequantize-linear.ts';
import { div } from './div.ts';
import { dropout } from './dropout.ts';
import { dynamicQuantizeLinear } from './dynamic-quantize-linear.ts';
import { flatten } from './flatten.ts';
import { gather } from './gather.ts';
import { gemm } from './gemm.ts';
import { globalAveragePool } from './global-average-pool.ts';
import { identity } from './identity.ts';
import { matMul } from './mat-mul.ts';
import { maxPool } from './max-pool.ts';
import { mul } from './mul.ts';
import type { Operator } from './operator.ts';
import { pow } from './pow.ts';
import { quant } from './quant.ts';
import { quantizeDequantize } from './quantize-dequantize.ts';
import { quantizeLinear } from './quantize-linear.ts';
import { reduceProd } from './reduce-prod.ts';
import { relu } from './relu.ts';
import { reshape } from './reshape.ts';
import { shape } from './shape.ts';
import { slice } from './slice.ts';
import { softmax } from './softmax.ts';
import { sqrt } from './sqrt.ts';
import { squeeze } from './squeeze.ts';
import { sub } from './sub.ts';
import { transpose } from './transpose.ts';
import { unsqueeze } from './unsqueeze.ts';

export interface Entry {
  /** Name of the file. */
  readonly file: string;
  readonly operator: Operator;
}

const entries: Readonly<Record<string, Entry>> = {
  Add: { file: 'add', operator: add },
  AveragePool: { file: 'average-pool', operator: averagePool },
  BatchNormalization: { file: 'batch-normalization', operator: batchNormalization },
  BipolarQuant: { file: 'bipolar-quant', operator: bipolarQuant },
  Cast: { file: 'cast', operator: cast },
  Clip: { file: 'clip', operator: clip },
  Concat: { file: 'concat', operator: concat },
  ConstantOfShape: { file: 'constant-of-shape', operator: constantOfShape },
  Conv: { file: 'conv', operator: conv },
  DequantizeLinear: { file: 'dequantize-linear', operator: dequantizeLinear },
  Div: { file: 'div', operator: div },
  Dropout: { file: 'dropout', operator: dropout },
  DynamicQuantizeLinear: { file: 'dynamic-quantize-linear', operator: dynamicQuantizeLinear },
  Flatten: { file: 'flatten', operator: flatten },
  Gather: { file: 'gather', operator: gather },
  Gemm: { file: 'gemm', operator: gemm },
  GlobalAveragePool: { file: 'global-average-pool', operator: globalAveragePool },
  Identity: { file: 'identity', operator: identity },
  IntQuant: { file: 'quant', operator: quant },
  MatMul: { file: 'mat-mul', operator: matMul },
  MaxPool: { file: 'max-pool', operator: maxPool },
  Mul: { file: 'mul', operator: mul },
  Pow: { file: 'pow', operator: pow },
  Quant: { file: 'quant', operator: quant },
  QuantizeDequantize: { file: 'quantize-dequantize', operator: quantizeDequantize },
  QuantizeLinear: { file: 'quantize-linear', operator: quantizeLinear },
  ReduceProd: { file: 'reduce-prod', operator: reduceProd },
  Relu: { file: 'relu', operator: relu },
  Reshape: { file: 'reshape', operator: reshape },
  Shape: { file: 'shape', operator: shape },
  Slice: { file: 'slice', operator: slice },
  Softmax: { file: 'softmax', operator: softmax },
  Sqrt: { file: 'sqrt', operator: sqrt },
  Squeeze: { file: 'squeeze', operator: squeeze },
  Sub: { file: 'sub', operator: sub },
  Transpose: { file: 'transpose', operator: transpose },
  Unsqueeze: { file: 'unsqueeze', operator: unsqueeze },
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

/** The operator in the file of this name. A program fault where there is none: lowering writes these names. */
export function operatorInFile(file: string): Operator {
  const operator = byFile.get(file);
  if (operator === undefined) throw new Error(`no operators/${file}.ts`);
  return operator;
}

function whatToDo(operator: string): string {
  if (Object.hasOwn(entries, operator)) return `export it in ${['the standard domain', ...(entries[operator]?.operator.domains ?? [])].join(' or ')}`;
  const names = Object.keys(entries);
  // Most short names are within two letters of Add, Mul or Div, and mean something else.
  const near = operator.length > 4 ? nearest(operator, names) : names.find((name) => name.toLowerCase() === operator.toLowerCase());
  return adviceFor(operator) ?? (near === undefined ? `there are: ${names.join(', ')}` : `did you mean '${near}'?`);
}
