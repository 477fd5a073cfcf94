/**
 * A trained network as QONNX (domain qonnx.custom_op.general, opset 13): batch normalisation and pooling stay explicit,
 * activations are unsigned `Quant` (which clips by itself), one-bit weights `BipolarQuant` with scale E = mean |w|, weights of k bits unsigned `Quant`
 * of the tanh-normalised weights with scale 2 / n and zero point n / 2, n = 2^k - 1. Initialisers are float32.
 */
import type { Attribute, Constant, Graph, GraphNode } from 'spinloom';
import { type Parameter, parametersOf, type Weights } from './parameters.ts';
import { activationBound, type ConvolutionStage, type Recipe, type Stage } from './recipe.ts';

const qonnx = 'qonnx.custom_op.general';

/** A file being written: nodes in order; `flow` is the tensor that the next node reads. */
interface Sheet {
  readonly recipe: Recipe;
  readonly weights: Weights;
  readonly shapes: ReadonlyMap<string, Parameter>;
  readonly nodes: GraphNode[];
  readonly initializers: Record<string, Constant>;
  flow: string;
}

/** Input `image` [-1, channels, height, width], preprocessed; output `logits` [-1, classes]. `metadata` is added to the recipe's own. */
export function toQonnx(recipe: Recipe, weights: Weights, metadata: Readonly<Record<string, string>> = {}): Graph {
  const shapes = new Map(parametersOf(recipe).map((parameter) => [parameter.name, parameter]));
  const sheet: Sheet = { recipe, weights, shapes, nodes: [], initializers: {}, flow: 'image' };
  recipe.stages.forEach((stage, position) => {
    writeStage(sheet, stage, position);
  });
  const last = sheet.nodes.pop()!;
  sheet.nodes.push({ ...last, outputs: ['logits'] });
  return {
    name: recipe.name,
    opset: 13,
    inputs: [{ name: 'image', type: 'float32', dims: [-1, ...recipe.input] }],
    outputs: [{ name: 'logits', type: 'float32', dims: [-1, recipe.classes] }],
    initializers: sheet.initializers,
    nodes: sheet.nodes,
    metadata: {
      'spinloom.preprocessing': JSON.stringify(recipe.preprocessing),
      'spinloom.recipe': JSON.stringify(recipe),
      ...metadata,
    },
  };
}

function writeStage(sheet: Sheet, stage: Stage, position: number): void {
  const { recipe } = sheet;
  switch (stage.kind) {
    case 'convolution': {
      const weight = stage.quantised && recipe.bits.weight !== 32 ? quantisedWeight(sheet, stage) : parameter(sheet, `${stage.name}/weight`);
      const { kernel, stride = 1, pad = 0 } = stage;
      follow(sheet, stage.name, 'Conv', [weight], { kernel_shape: [kernel, kernel], strides: [stride, stride], pads: [pad, pad, pad, pad] });
      break;
    }
    case 'average-pool':
    case 'max-pool':
      follow(sheet, `pool${position}`, stage.kind === 'max-pool' ? 'MaxPool' : 'AveragePool', [], {
        kernel_shape: [stage.size, stage.size],
        strides: [stage.size, stage.size],
      });
      break;
    case 'batch-norm': {
      const operands = ['gamma', 'beta', 'mean', 'variance'].map((each) => parameter(sheet, `${stage.name}/${each}`));
      follow(sheet, stage.name, 'BatchNormalization', operands, { epsilon: recipe.training.varianceFloor });
      break;
    }
    case 'activation':
      writeActivation(sheet, `activation${position}`, stage.quantised ? recipe.bits.activation : 32);
      break;
    case 'dropout':
      break;
    case 'dense':
      follow(sheet, `flatten${position}`, 'Flatten', [], { axis: 1 });
      follow(sheet, stage.name, 'Gemm', [parameter(sheet, `${stage.name}/weight`), parameter(sheet, `${stage.name}/bias`)], { transB: 1 });
      break;
  }
}

function writeActivation(sheet: Sheet, name: string, bits: number): void {
  const most = activationBound(sheet.recipe);
  if (bits === 32 && most === Number.POSITIVE_INFINITY) {
    follow(sheet, name, 'Relu', []);
    return;
  }
  const zero = scalar(sheet, 'zero', 0);
  if (bits === 32) follow(sheet, name, 'Clip', [zero, scalar(sheet, 'one', most)]);
  else
    follow(
      sheet,
      name,
      'Quant',
      [scalar(sheet, 'activation.scale', 1 / (2 ** bits - 1)), zero, scalar(sheet, 'activation.bits', bits)],
      unsigned,
      qonnx,
    );
}

const unsigned: Readonly<Record<string, Attribute>> = { signed: 0, narrow: 0, rounding_mode: 'ROUND' };

/** Adds a node that reads the flow and becomes it. */
function follow(
  sheet: Sheet,
  name: string,
  operator: string,
  operands: readonly string[],
  attributes: Readonly<Record<string, Attribute>> = {},
  domain = '',
): void {
  const result = `${name}.out`;
  sheet.nodes.push({ name, operator, domain, inputs: [sheet.flow, ...operands], outputs: [result], attributes });
  sheet.flow = result;
}

/** The quantiser node of a layer's weights; returns its output. */
function quantisedWeight(sheet: Sheet, stage: ConvolutionStage): string {
  const { name } = stage;
  const { weight: bits } = sheet.recipe.bits;
  const latent = sheet.weights[`${name}/weight`]!;
  const { dims } = sheet.shapes.get(`${name}/weight`)!;
  const [values, scale, result] = [`${name}.weight`, `${name}.scale`, `${name}.quantised`];
  if (bits === 1) {
    // Only the signs matter from here on, and they pack better than the latent weights.
    sheet.initializers[values] = { type: 'float32', dims, data: latent.map((w) => (w >= 0 ? 1 : -1)) };
    sheet.initializers[scale] = { type: 'float32', dims: [], data: Float32Array.of(latent.reduce((sum, w) => sum + Math.abs(w), 0) / latent.length) };
    sheet.nodes.push({
      name: `${name}.quantiser`,
      operator: 'BipolarQuant',
      domain: qonnx,
      inputs: [values, scale],
      outputs: [result],
      attributes: {},
    });
    return result;
  }
  const levels = 2 ** bits - 1;
  const largest = latent.reduce((most, w) => Math.max(most, Math.abs(Math.tanh(w))), 0);
  sheet.initializers[values] = { type: 'float32', dims, data: latent.map((w) => Math.tanh(w) / largest) };
  sheet.initializers[scale] = { type: 'float32', dims: [], data: Float32Array.of(2 / levels) };
  const operands = [values, scale, scalar(sheet, 'weight.zero', levels / 2), scalar(sheet, 'weight.bits', bits)];
  sheet.nodes.push({ name: `${name}.quantiser`, operator: 'Quant', domain: qonnx, inputs: operands, outputs: [result], attributes: unsigned });
  return result;
}

function parameter(sheet: Sheet, name: string): string {
  const tensor = name.replace('/', '.');
  sheet.initializers[tensor] = { type: 'float32', dims: sheet.shapes.get(name)!.dims, data: sheet.weights[name]! };
  return tensor;
}

function scalar(sheet: Sheet, name: string, value: number): string {
  sheet.initializers[name] = { type: 'float32', dims: [], data: Float32Array.of(value) };
  return name;
}
