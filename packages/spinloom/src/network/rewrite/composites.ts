/**
 * Operators on integer tensors, spelt out in simpler ones: dequantise the operands, compute in real numbers, quantise the result.
 *
 * What ONNX computes in integer sums and one rescaling is the same real number, rounded once more. The node that computes keeps the file's name,
 * the others get the name of that node and a suffix. Source: ONNX operators QLinearConv, QLinearMatMul, ConvInteger, MatMulInteger; ONNX Runtime's
 * contributed operators (domain com.microsoft) of its quantiser's operator format; Scaler of ai.onnx.ml, (x - offset) x scale.
 */
import { refuse } from '../../refusal/index.ts';
import { whereOf } from '../order.ts';
import type { Attribute, Constant, Graph, GraphNode } from '../types.ts';

const runtime = 'com.microsoft';
const learn = 'ai.onnx.ml';

interface Sheet {
  readonly of: GraphNode;
  /** Opens a refusal: file and node. */
  readonly where: string;
  readonly nodes: GraphNode[];
  readonly initializers: Record<string, Constant>;
}

interface Composite {
  readonly domain: string;
  /** The operator that computes, and bears the name of the node. */
  readonly core: string;
  /** Operands that it has at least. */
  readonly least: number;
  readonly write: (sheet: Sheet) => void;
}

type Attributes = Readonly<Record<string, Attribute>>;

const composites: Readonly<Record<string, Composite>> = {
  ConvInteger: {
    domain: '',
    core: 'Conv',
    least: 2,
    write: (sheet) => {
      const [x, w, xZero = '', wZero = ''] = sheet.of.inputs as [string, string, string?, string?];
      const one = scalar(sheet, 'one', 1);
      const sums = core(sheet, [dequantise(sheet, 'x', x, one, xZero), dequantise(sheet, 'w', w, one, wZero, 0)], sheet.of.attributes);
      add(sheet, 'sums', 'Cast', [sums], { to: 6 }, sheet.of.outputs[0]);
    },
  },
  MatMulInteger: {
    domain: '',
    core: 'MatMul',
    least: 2,
    write: (sheet) => {
      const [a, b, aZero = '', bZero = ''] = sheet.of.inputs as [string, string, string?, string?];
      const one = scalar(sheet, 'one', 1);
      const sums = core(sheet, [dequantise(sheet, 'a', a, one, aZero, -2), dequantise(sheet, 'b', b, one, bZero, -1)]);
      add(sheet, 'sums', 'Cast', [sums], { to: 6 }, sheet.of.outputs[0]);
    },
  },
  QLinearConv: {
    domain: '',
    core: 'Conv',
    least: 8,
    write: (sheet) => {
      const [x, xScale, xZero, w, wScale, wZero, yScale, yZero, bias = ''] = sheet.of.inputs as Inputs;
      const operands = [dequantise(sheet, 'x', x, xScale, xZero), dequantise(sheet, 'w', w, wScale, wZero, 0)];
      if (bias !== '') operands.push(dequantise(sheet, 'bias', bias, add(sheet, 'bias scale', 'Mul', [xScale, wScale]), '', 0));
      quantise(sheet, core(sheet, operands, sheet.of.attributes), yScale, yZero);
    },
  },
  QLinearMatMul: {
    domain: '',
    core: 'MatMul',
    least: 8,
    write: (sheet) => {
      const [a, aScale, aZero, b, bScale, bZero, yScale, yZero] = sheet.of.inputs as Inputs;
      quantise(sheet, core(sheet, [dequantise(sheet, 'a', a, aScale, aZero, -2), dequantise(sheet, 'b', b, bScale, bZero, -1)]), yScale, yZero);
    },
  },
  QGemm: {
    domain: runtime,
    core: 'Gemm',
    least: 6,
    write: (sheet) => {
      const [a, aScale, aZero, b, bScale, bZero, c = '', yScale = '', yZero = ''] = sheet.of.inputs as Inputs;
      const { transB = 0 } = sheet.of.attributes;
      const operands = [dequantise(sheet, 'a', a, aScale, aZero), dequantise(sheet, 'b', b, bScale, bZero, transB === 1 ? 0 : 1)];
      if (c !== '') {
        const product = add(sheet, 'scales', 'Mul', [aScale, bScale]);
        const { alpha = 1 } = sheet.of.attributes;
        operands.push(
          dequantise(sheet, 'c', c, alpha === 1 ? product : add(sheet, 'c scale', 'Mul', [product, numbers(sheet, 'alpha', alpha)]), '', -1),
        );
      }
      const product = core(sheet, operands, sheet.of.attributes, yScale === '' ? sheet.of.outputs[0] : undefined);
      if (yScale !== '') quantise(sheet, product, yScale, yZero);
    },
  },
  Scaler: {
    domain: learn,
    core: 'Mul',
    least: 1,
    write: (sheet) => {
      const [x = ''] = sheet.of.inputs;
      const { offset = [0], scale = [1] } = sheet.of.attributes;
      const real = add(sheet, 'x', 'Cast', [x], { to: 1 });
      const centred = add(sheet, 'centred', 'Sub', [real, numbers(sheet, 'offset', offset)]);
      core(sheet, [centred, numbers(sheet, 'scale', scale)], {}, sheet.of.outputs[0]);
    },
  },
  QLinearAdd: { domain: runtime, core: 'Add', least: 7, write: binary },
  QLinearMul: { domain: runtime, core: 'Mul', least: 7, write: binary },
  QLinearAveragePool: { domain: runtime, core: 'AveragePool', least: 4, write: unary },
  QLinearGlobalAveragePool: { domain: runtime, core: 'GlobalAveragePool', least: 4, write: unary },
  QLinearLeakyRelu: { domain: runtime, core: 'LeakyRelu', least: 4, write: unary },
  QLinearSigmoid: { domain: runtime, core: 'Sigmoid', least: 4, write: unary },
  QLinearConcat: {
    domain: runtime,
    core: 'Concat',
    least: 5,
    write: (sheet) => {
      const [yScale = '', yZero = '', ...parts] = sheet.of.inputs;
      if (parts.length % 3 !== 0)
        refuse(`${sheet.where} has ${parts.length + 2} operands; a scale and a zero point, and three for each part, are expected`);
      const real = Array.from({ length: parts.length / 3 }, (_, i) =>
        dequantise(sheet, `part ${i}`, parts[3 * i]!, parts[3 * i + 1]!, parts[3 * i + 2]!),
      );
      quantise(sheet, core(sheet, real, sheet.of.attributes), yScale, yZero);
    },
  },
};

type Inputs = [string, string, string, string, string, string, string, string, string?];

/** Operators that are read although they have no file of their own. */
export const compositeOperators: readonly { readonly operator: string; readonly domain: string; readonly core: string }[] = Object.entries(
  composites,
).map(([operator, { domain, core }]) => ({ operator, domain, core }));

/** The graph without composites: the same one where it has none. `file` opens a refusal. */
export function expandComposites(graph: Graph, file: string): Graph {
  if (!graph.nodes.some(isComposite)) return graph;
  const initializers: Record<string, Constant> = { ...graph.initializers };
  const nodes = graph.nodes.flatMap((node) => {
    if (!isComposite(node)) return [node];
    const { least, write } = composites[node.operator]!;
    const where = whereOf(node, file);
    if (node.inputs.length < least) refuse(`${where} has ${node.inputs.length} operands; at least ${least} are expected: export the file again`);
    const sheet: Sheet = { of: node, where, nodes: [], initializers };
    write(sheet);
    return sheet.nodes;
  });
  return { ...graph, initializers, nodes };
}

function isComposite(node: GraphNode): boolean {
  return Object.hasOwn(composites, node.operator) && composites[node.operator]!.domain === node.domain;
}

function unary(sheet: Sheet): void {
  const [x, xScale, xZero, yScale, yZero = ''] = sheet.of.inputs as [string, string, string, string, string?];
  const { channels_last: last = 0, ...attributes } = sheet.of.attributes;
  if (last !== 0) refuse(`${sheet.where} works on channels last, which is not supported; export with channels first`);
  quantise(sheet, core(sheet, [dequantise(sheet, 'x', x, xScale, xZero)], attributes), yScale, yZero);
}

function binary(sheet: Sheet): void {
  const [a, aScale, aZero, b, bScale, bZero, yScale, yZero = ''] = sheet.of.inputs as Inputs;
  quantise(sheet, core(sheet, [dequantise(sheet, 'a', a, aScale, aZero), dequantise(sheet, 'b', b, bScale, bZero)]), yScale, yZero);
}

/** Adds a node and returns the name of its output. */
function add(sheet: Sheet, suffix: string, operator: string, inputs: readonly string[], attributes: Attributes = {}, output?: string): string {
  const name = `${sheet.of.name}/${suffix}`;
  const result = output ?? name;
  sheet.nodes.push({ name, operator, domain: '', inputs, outputs: [result], attributes });
  return result;
}

/** The node that bears the name of the composite. */
function core(sheet: Sheet, inputs: readonly string[], attributes: Attributes = {}, output = `${sheet.of.name}/real`): string {
  const { core: operator } = composites[sheet.of.operator]!;
  sheet.nodes.push({ name: sheet.of.name, operator, domain: '', inputs, outputs: [output], attributes });
  return output;
}

function dequantise(sheet: Sheet, suffix: string, x: string, scale: string, zero: string, axis = 1): string {
  return add(sheet, suffix, 'DequantizeLinear', zero === '' ? [x, scale] : [x, scale, zero], { axis });
}

function quantise(sheet: Sheet, real: string, scale: string, zero: string): void {
  add(sheet, 'quantised', 'QuantizeLinear', zero === '' ? [real, scale] : [real, scale, zero], {}, sheet.of.outputs[0]);
}

/** A list of an attribute as a constant, which broadcasts. */
function numbers(sheet: Sheet, suffix: string, list: Attribute): string {
  const values = Array.isArray(list) ? list.map(Number) : [Number(list)];
  const name = `${sheet.of.name}/${suffix}`;
  sheet.initializers[name] = { type: 'float32', dims: [values.length], data: Float32Array.from(values) };
  return name;
}

function scalar(sheet: Sheet, suffix: string, value: number): string {
  const name = `${sheet.of.name}/${suffix}`;
  sheet.initializers[name] = { type: 'float32', dims: [], data: Float32Array.of(value) };
  return name;
}
