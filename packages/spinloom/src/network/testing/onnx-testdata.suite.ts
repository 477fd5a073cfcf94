/** ONNX's own backend tests, as Debian packs them (libonnx-testdata): models, inputs, and the outputs that are expected of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { TensorProto_DataType, TensorProtoSchema } from 'onnx-buf';
import { refuse } from '../../refusal/index.ts';
import type { ElementType } from '../element.ts';
import { interpret, runGraph } from '../execute.ts';
import { lower } from '../lower.ts';
import { readGraph } from '../onnx/read.ts';
import { readTensor } from '../onnx/tensor.ts';
import type { Value } from '../operators/operator.ts';
import { operandOfConstant } from '../resolve.ts';
import type { Graph, Tensor } from '../types.ts';
import { executeNetwork } from './execute-network.ts';

/** Folder of the test data: $ONNX_TESTDATA, or where Debian puts them. */
export const testdata: string = process.env.ONNX_TESTDATA ?? '/usr/share/libonnx-testdata/data';

/** Folders with a model, as 'node/test_abs'; those of the group `real` would have to be downloaded. */
export function modelsIn(root: string): readonly string[] {
  const groups = readdirSync(root).sort();
  const folders = groups.flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}`));
  return folders.filter((folder) => existsSync(join(root, folder, 'model.onnx'))).sort();
}

/** Runs a model on all its data sets; what differs, in words, or undefined. Throws the refusal of what is not supported. */
export function differenceOf(root: string, model: string): string | undefined {
  const folder = join(root, model);
  const graph = readGraph(readFileSync(join(folder, 'model.onnx')), model);
  for (const set of readdirSync(folder).filter((name) => name.startsWith('test_data_set'))) {
    const value = (kind: 'input' | 'output', at: number, type: ElementType | undefined): Value =>
      valueIn(join(folder, set, `${kind}_${at}.pb`), `${model}/${set}/${kind}_${at}`, type);
    const inputs = Object.fromEntries(graph.inputs.map(({ name, type }, at) => [name, value('input', at, type)]));
    const found = runGraph(graph, inputs);
    for (const [at, output] of found.entries()) {
      const own = differenceBetween(output, value('output', at, graph.outputs[at]!.type));
      if (own !== undefined) return `${set}, output ${at}: ${own}`;
    }
  }
  return undefined;
}

/**
 * A model as the network of one image, its first input; the other inputs are constants. Its reference and its lowered form against `runGraph`:
 * what differs, in words. Undefined: the same. Throws the refusal of what is no such network.
 */
export function loweredDifferenceOf(root: string, model: string): string | undefined {
  const folder = join(root, model, 'test_data_set_0');
  const whole = readGraph(readFileSync(join(root, model, 'model.onnx')), model);
  const values = whole.inputs.map(({ type }, at) => valueIn(join(folder, `input_${at}.pb`), `${model}/input_${at}`, type));
  const [first, ...others] = whole.inputs;
  if (first === undefined) return refuse(`${model} has no input; a network has an image`);
  const constants = Object.fromEntries(others.map(({ name }, at) => [name, values[at + 1]!]));
  const graph: Graph = { ...whole, inputs: [first], initializers: { ...whole.initializers, ...constants } };
  const [x] = values;
  const image: Tensor = { dims: x!.dims.slice(1), data: Float32Array.from(x!.data) };
  const network = lower(graph, { name: model, sha256: '' });
  if (network.input.reduce((size, dim) => size * dim, 1) !== image.data.length) return refuse(`${model} has a batch`);
  const expected = { ...runGraph(graph, { [first.name]: { ...x!, data: image.data } })[0]!, type: 'float32', dims: [] } as const;
  for (const found of [interpret(graph, image), executeNetwork(network, image)]) {
    const own = differenceBetween({ type: 'float32', dims: [], data: found.data }, expected);
    if (own !== undefined || found.data.length !== expected.data.length) return own ?? 'sizes differ';
  }
  return undefined;
}

/** A TensorProto file. bfloat16 tensors stand there as uint16, the type of the array that held them; the graph tells. */
function valueIn(path: string, name: string, type: ElementType | undefined): Value {
  const proto = fromBinary(TensorProtoSchema, readFileSync(path));
  if (type === 'bfloat16' && proto.dataType === TensorProto_DataType.UINT16) proto.dataType = TensorProto_DataType.BFLOAT16;
  const { type: own, dims, data } = operandOfConstant(name, readTensor(proto, name), name);
  return { type: own, dims, data: data! };
}

/** Tolerances of onnx.backend.test: types and shapes equal, |found - expected| <= 1e-7 + 1e-3 |expected|. */
function differenceBetween(found: Value, expected: Value): string | undefined {
  if (found.type !== expected.type) return `type ${found.type} where ${expected.type} is expected`;
  if (found.dims.join() !== expected.dims.join()) return `shape [${found.dims}] where [${expected.dims}] is expected`;
  for (let i = 0; i < expected.data.length; i++) {
    const [own, right] = [found.data[i]!, expected.data[i]!];
    const close = own === right || (Number.isNaN(own) && Number.isNaN(right)) || Math.abs(own - right) <= 1e-7 + 1e-3 * Math.abs(right);
    if (!close) return `number ${i} is ${own} where ${right} is expected`;
  }
  return undefined;
}

/** Everything that may keep a model from running, by the sentence that refuses it. A refusal that none of these describes is a fault. */
const limits: readonly (readonly [sentence: RegExp, reason: (match: RegExpExecArray) => string])[] = [
  [
    /uses the operator (\w+)(?: of domain '(.+)')?, which is not supported/,
    ([, operator, domain]) => `operator ${domain ? `${domain}.` : ''}${operator}`,
  ],
  [/: (\w+) node '.*' has the attribute '(\w+)', which is not supported/, ([, operator, attribute]) => `attribute ${attribute} of ${operator}`],
  [/of the kind TYPE_PROTO, which is not read/, () => 'sequences and optional values'],
  [/has an input '.*' that is no tensor/, () => 'sequences and optional values'],
  [/element type (\w+), which is not (?:read|supported)/, ([, type]) => `element type ${type}`],

  [/only maps \[batch, channels, height, width\]/, () => 'convolution and pooling over three axes'],
  [/has coordinate_transformation_mode '(tf_crop_and_resize)'/, ([, mode]) => `Resize with ${mode}`],
  [/is in training mode/, () => 'training mode'],
];

/** Why a model is not run, from the sentence that refuses it; undefined for a sentence that states no known limit. */
export function reasonOf(sentence: string): string | undefined {
  for (const [pattern, reason] of limits) {
    const match = pattern.exec(sentence);
    if (match !== null) return reason(match);
  }
  return undefined;
}
