/** Attributes of ONNX nodes, to and from plain values. */
import { create } from '@bufbuild/protobuf';
import { type AttributeProto, AttributeProto_AttributeType, AttributeProtoSchema, type GraphProto } from 'onnx-buf';
import { refuse } from '../../refusal/index.ts';
import type { Attribute, Constant, Graph } from '../types.ts';
import { readTensor, writeTensor } from './tensor.ts';

const type = AttributeProto_AttributeType;

/** Decodes one attribute; `branch` reads a graph inside the node. `where` opens the sentence of a refusal: file and node. */
export function readAttribute(attribute: AttributeProto, where: string, branch: (graph: GraphProto) => Graph): Attribute {
  switch (attribute.type === type.UNDEFINED ? guessType(attribute) : attribute.type) {
    case type.FLOAT:
      return attribute.f;
    case type.INT:
      return Number(attribute.i);
    case type.STRING:
      return new TextDecoder().decode(attribute.s);
    case type.TENSOR:
      if (attribute.t === undefined) break;
      return readTensor(attribute.t, `${where}, attribute '${attribute.name}',`);
    case type.GRAPH:
      if (attribute.g === undefined) break;
      return branch(attribute.g);
    case type.FLOATS:
      return attribute.floats;
    case type.INTS:
      return attribute.ints.map(Number);
    case type.STRINGS:
      return attribute.strings.map((bytes) => new TextDecoder().decode(bytes));
  }
  return refuse(
    `${where} has an attribute '${attribute.name}' of the kind ${type[attribute.type] ?? attribute.type}, which is not read; export the file again`,
  );
}

/** Files before IR version 3 may leave the type out: the field that is filled tells. */
function guessType(attribute: AttributeProto): AttributeProto_AttributeType {
  if (attribute.t !== undefined) return type.TENSOR;
  if (attribute.g !== undefined) return type.GRAPH;
  if (attribute.ints.length > 0) return type.INTS;
  if (attribute.floats.length > 0) return type.FLOATS;
  if (attribute.strings.length > 0) return type.STRINGS;
  if (attribute.s.length > 0) return type.STRING;
  return attribute.f !== 0 ? type.FLOAT : type.INT;
}

/** Encodes one attribute; `branch` writes a graph inside the node. Numbers become integers unless the name is one that ONNX declares as a float, or the value has a fraction. */
export function writeAttribute(name: string, value: Attribute, branch: (graph: Graph) => GraphProto): AttributeProto {
  if (typeof value === 'string') return create(AttributeProtoSchema, { name, type: type.STRING, s: encode(value) });
  if (typeof value === 'number') {
    return floats.has(name) || !Number.isSafeInteger(value)
      ? create(AttributeProtoSchema, { name, type: type.FLOAT, f: value })
      : create(AttributeProtoSchema, { name, type: type.INT, i: BigInt(value) });
  }
  if (isConstant(value)) return create(AttributeProtoSchema, { name, type: type.TENSOR, t: writeTensor(value, name) });
  if (isGraph(value)) return create(AttributeProtoSchema, { name, type: type.GRAPH, g: branch(value) });
  if (isStrings(value)) return create(AttributeProtoSchema, { name, type: type.STRINGS, strings: value.map(encode) });
  return floats.has(name) || !value.every(Number.isSafeInteger)
    ? create(AttributeProtoSchema, { name, type: type.FLOATS, floats: [...value] })
    : create(AttributeProtoSchema, { name, type: type.INTS, ints: value.map(BigInt) });
}

// Attributes that onnx.ai/onnx/operators declares as float, whatever their value.
const floats = new Set([
  'alpha',
  'beta',
  'gamma',
  'bias',
  'lambd',
  'epsilon',
  'momentum',
  'ratio',
  'min',
  'max',
  'scale',
  'scales',
  'offset',
  'value_float',
  'value_floats',
]);

function isConstant(value: Attribute): value is Constant {
  return typeof value === 'object' && 'dims' in value;
}

function isGraph(value: Attribute): value is Graph {
  return typeof value === 'object' && 'nodes' in value;
}

function isStrings(value: readonly number[] | readonly string[]): value is readonly string[] {
  return typeof value[0] === 'string';
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(text));
}
