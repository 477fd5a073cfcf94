/** Damage at the level of fields: a file that decodes, and says something that no exporter means. */
import { clone, create } from '@bufbuild/protobuf';
import {
  type AttributeProto,
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type GraphProto,
  GraphProtoSchema,
  type ModelProto,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProto_DataLocation,
  TensorProtoSchema,
  type TensorShapeProto_Dimension,
  TensorShapeProto_DimensionSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from 'onnx-buf';
import { operatorSummaries } from 'spinloom';
import { type Choice, oddFloats, oddIntegers, oddNames } from './choice.ts';

const operators = operatorSummaries();
const attributeNames: readonly string[] = [...new Set(operators.flatMap(({ attributes }) => attributes))];

/** Changes one to three things of a model, in place. */
export function misstate(model: ModelProto, choice: Choice): void {
  const { graph } = model;
  if (graph === undefined) return;
  for (let times = choice.of([1, 1, 1, 2, 3]); times > 0; times--) {
    const kind = choice.next(20);
    if (kind < 8 && graph.node.length > 0) misstateNode(graph, choice);
    else if (kind < 13 && graph.node.length > 0) misstateAttribute(choice.of(graph.node), choice);
    else if (kind < 17 && graph.initializer.length > 0) misstateInitializer(graph, choice);
    else if (kind < 18) misstateModel(model, choice);
    else misstateEnds(graph, choice);
  }
}

function misstateNode(graph: GraphProto, choice: Choice): void {
  const { node: nodes } = graph;
  const at = choice.next(nodes.length);
  const node = nodes[at]!;
  const tensors = [...graph.initializer, ...graph.input].map(({ name }) => name).concat(nodes.flatMap(({ output }) => output));
  switch (choice.next(13)) {
    case 0:
      nodes.splice(at, 1);
      break;
    case 1:
      nodes.splice(choice.next(nodes.length), 0, clone(NodeProtoSchema, node));
      break;
    case 2:
      nodes.splice(choice.next(nodes.length), 0, ...nodes.splice(at, 1));
      break;
    case 3:
    case 4:
      if (node.input.length > 0) node.input[choice.next(node.input.length)] = choice.of(tensors);
      break;
    case 5:
      if (node.input.length > 0) node.input[choice.next(node.input.length)] = choice.of([...node.output, ...oddNames]);
      break;
    case 6:
      node.input.splice(choice.next(node.input.length), 1);
      break;
    case 7:
      node.input.splice(choice.next(node.input.length + 1), 0, choice.of([...tensors, '']));
      break;
    case 8: {
      const { name, domains } = choice.of(operators);
      node.opType = name;
      node.domain = choice.of(domains);
      break;
    }
    case 9:
      node.domain = choice.of(['', 'ai.onnx', 'onnx.brevitas', 'qonnx.custom_op.general', 'com.microsoft', ...oddNames]);
      break;
    case 10:
      node.name = choice.of([...oddNames, ...nodes.map(({ name }) => name)]);
      break;
    case 11:
      node.output[choice.next(node.output.length + 1)] = choice.of([...tensors, ...oddNames]);
      break;
    default:
      node.output = choice.once(2) ? [] : node.output.toReversed();
  }
}

function misstateAttribute(node: NodeProto, choice: Choice): void {
  const list = node.attribute;
  const at = choice.next(list.length);
  const attribute = list[at];
  const kind = choice.next(10);
  if (attribute === undefined || kind === 0) {
    list.push(newAttribute(choice));
  } else if (kind === 1) {
    list.splice(at, 1);
  } else if (kind === 2) {
    list.push(clone(AttributeProtoSchema, attribute));
  } else if (kind === 3) {
    attribute.type = choice.next(15) as AttributeProto_AttributeType;
  } else if (kind === 4) {
    attribute.name = choice.of([...attributeNames, ...oddNames]);
  } else if (kind === 5) {
    attribute.s = new TextEncoder().encode(choice.of(['SAME_UPPER', 'VALID', 'edge', 'reflect', 'linear', 'cubic', 'FLOOR', ...oddNames]));
  } else {
    misstateNumbers(attribute, choice);
  }
}

function newAttribute(choice: Choice): AttributeProto {
  const name = choice.of(attributeNames);
  const type = AttributeProto_AttributeType;
  if (choice.once(2)) return create(AttributeProtoSchema, { name, type: type.INT, i: choice.of(oddIntegers) });
  if (choice.once(8)) return create(AttributeProtoSchema, { name, type: type.GRAPH, g: create(GraphProtoSchema) });
  return create(AttributeProtoSchema, { name, type: type.INTS, ints: Array.from({ length: choice.next(6) }, () => choice.of(oddIntegers)) });
}

function misstateNumbers(attribute: AttributeProto, choice: Choice): void {
  const { ints, t } = attribute;
  if (t !== undefined) misstateTensor(t, choice);
  else if (ints.length > 0) misstateList(ints, choice);
  else if (attribute.type === AttributeProto_AttributeType.FLOAT) attribute.f = choice.of(oddFloats);
  else attribute.i = choice.of(oddIntegers);
}

function misstateList(list: bigint[], choice: Choice): void {
  const at = choice.next(list.length);
  switch (choice.next(5)) {
    case 0:
      list.splice(at, 1);
      break;
    case 1:
      list.splice(at, 0, choice.of(oddIntegers));
      break;
    case 2:
      list.reverse();
      break;
    case 3:
      list[at] = BigInt.asIntN(64, (list[at] ?? 0n) + BigInt(choice.next(5) - 2));
      break;
    default:
      list[at] = choice.of(oddIntegers);
  }
}

function misstateInitializer(graph: GraphProto, choice: Choice): void {
  const list = graph.initializer;
  const at = choice.next(list.length);
  const tensor = list[at]!;
  switch (choice.next(12)) {
    case 0:
      list.splice(at, 1);
      break;
    case 1:
      list.push(clone(TensorProtoSchema, tensor));
      break;
    case 2:
      tensor.name = choice.of([...oddNames, ...list.map(({ name }) => name)]);
      break;
    case 3:
      [tensor.name, list[choice.next(list.length)]!.name] = [list[choice.next(list.length)]!.name, tensor.name];
      break;
    default:
      misstateTensor(tensor, choice);
  }
}

function misstateTensor(tensor: TensorProto, choice: Choice): void {
  switch (choice.next(12)) {
    case 0:
    case 1:
      tensor.dims.reverse();
      break;
    case 2:
      misstateList(tensor.dims, choice);
      break;
    case 3:
      tensor.dims = choice.once(2) ? [] : [...tensor.dims, 1n];
      break;
    case 4:
      tensor.dataType = choice.next(24);
      break;
    case 5:
      tensor.rawData = tensor.rawData.slice(0, choice.next(tensor.rawData.length));
      break;
    case 6:
      // A tensor that holds nothing, and says so.
      tensor.rawData = new Uint8Array(0);
      tensor.dims = [0n, ...tensor.dims.slice(1)];
      break;
    case 7:
      if (choice.once(4)) tensor.dataLocation = TensorProto_DataLocation.EXTERNAL;
      else tensor.floatData = [choice.of(oddFloats)];
      break;
    default:
      misstatePayload(tensor, choice);
  }
}

/** Odd numbers in the place of some or all that the tensor holds. */
function misstatePayload(tensor: TensorProto, choice: Choice): void {
  const bytes = tensor.rawData.slice();
  const view = new DataView(bytes.buffer);
  const every = choice.once(3);
  const [float, integer] = [choice.of(oddFloats), choice.of(oddIntegers)];
  const from = choice.next(bytes.length >> 3);
  const long = tensor.dataType === 7;
  for (let at = every ? 0 : long ? 8 * from : 4 * from; at + (long ? 8 : 4) <= bytes.length; at += long ? 8 : 4) {
    if (long) view.setBigInt64(at, integer, true);
    else view.setFloat32(at, float, true);
    if (!every) break;
  }
  tensor.rawData = bytes;
  if (tensor.floatData.length > 0) tensor.floatData[choice.next(tensor.floatData.length)] = float;
  if (tensor.int64Data.length > 0) misstateList(tensor.int64Data, choice);
  if (tensor.int32Data.length > 0) tensor.int32Data[choice.next(tensor.int32Data.length)] = choice.of([0, -1, 255, 65_536, 2 ** 31 - 1]);
}

function misstateEnds(graph: GraphProto, choice: Choice): void {
  const ends: ValueInfoProto[] = choice.once(4) ? graph.output : graph.input;
  const end = ends[choice.next(ends.length)];
  const kind = choice.next(7);
  if (end === undefined || kind === 0) {
    ends.splice(0, 1);
  } else if (kind === 1) {
    ends.push(clone(ValueInfoProtoSchema, end));
  } else if (kind === 2) {
    end.name = choice.of([...oddNames, ...graph.node.flatMap(({ output }) => output), ...graph.initializer.map(({ name }) => name)]);
  } else if (end.type?.value.case === 'tensorType') {
    const tensor = end.type.value.value;
    const dims = (tensor.shape?.dim ?? []).map(({ value }) => (value.case === 'dimValue' ? value.value : 0n));
    if (kind === 3) tensor.elemType = choice.next(24);
    else misstateList(dims, choice);
    if (tensor.shape !== undefined) tensor.shape.dim = dims.map(sizedDimension);
  }
}

function sizedDimension(value: bigint): TensorShapeProto_Dimension {
  return create(TensorShapeProto_DimensionSchema, { value: { case: 'dimValue', value } });
}

function misstateModel(model: ModelProto, choice: Choice): void {
  switch (choice.next(4)) {
    case 0:
      model.opsetImport = [];
      break;
    case 1:
    case 2:
      for (const entry of model.opsetImport) entry.version = choice.of([...oddIntegers, 6n, 7n, 9n, 10n, 11n, 12n, 17n, 18n, 21n, 25n]);
      break;
    default:
      for (const entry of model.metadataProps)
        entry.value = choice.of(['{}', '[]', 'null', '{"scale":1e999,"mean":[],"std":[0]}', '{"scale":"x"}', ...oddNames]);
  }
}
