/** ONNX and QONNX files into a `Graph`. */
import { fromBinary } from '@bufbuild/protobuf';
import { type GraphProto, type ModelProto, ModelProtoSchema, type NodeProto, TensorProto_DataType, type ValueInfoProto } from 'onnx-buf';
import { refuse } from '../../refusal/index.ts';
import type { Attribute, Constant, Graph, GraphNode, GraphValue } from '../types.ts';
import { readAttribute } from './attribute.ts';
import { elementOf, readTensor, unreadSentence, wordOf } from './tensor.ts';

/**
 * The graph of an ONNX file, as it stands there: nothing is folded but `Constant` nodes, which become initialisers.
 *
 * Unnamed nodes are named after operator and position (`Conv_3`), repeated names get a number. Initialisers that the file also lists as
 * inputs are not inputs. `name` is the file's name: it opens every refusal. Strings are left out (`unread`). Refuses what is no ONNX model, is damaged, or keeps data elsewhere.
 */
export function readGraph(bytes: Uint8Array, name: string): Graph {
  const model = decode(bytes, name);
  const file = model.graph;
  if (file === undefined || model.opsetImport.length === 0)
    refuse(`${name} holds no ONNX model (expected a graph and operator-set versions); export it again as .onnx`);
  const standard = model.opsetImport.find((entry) => entry.domain === '' || entry.domain === 'ai.onnx');
  return {
    ...readBranch(file, name, Number(standard?.version ?? 13)),
    metadata: Object.fromEntries(model.metadataProps.map((entry) => [entry.key, entry.value])),
  };
}

/** A graph of the file: its own, or one inside a node. */
function readBranch(file: GraphProto, name: string, opset: number): Graph {
  if (file.sparseInitializer.length > 0) refuse(`${name} has sparse initialisers, which are not read; export with dense weights`);
  const constants = new Map<string, Constant>();
  const unread = new Map<string, string>();
  for (const tensor of file.initializer) {
    const where = `${name}: initialiser '${tensor.name}'`;
    // Names of classes behind the last layer are no matter where only the scores are asked for.
    if (tensor.dataType === TensorProto_DataType.STRING) unread.set(tensor.name, unreadSentence(tensor, where));
    else constants.set(tensor.name, readTensor(tensor, where));
  }

  // The network's edges use these two words for its ends, so no node may bear them.
  const taken = new Set(['input', 'output', ...file.node.map((node) => node.name)]);
  const given = new Set<string>(['input', 'output']);
  const nodes: GraphNode[] = [];
  file.node.forEach((node, position) => {
    const own = node.name !== '' && !given.has(node.name) ? node.name : freeName(node.name || `${node.opType}_${position}`, taken);
    given.add(own);
    taken.add(own);
    const attributes = readAttributes(node, `${name}: ${node.opType} node '${own}'`, (graph) => readBranch(graph, name, opset));
    if (node.opType === 'Constant') constants.set(node.output[0] ?? own, constantOf(attributes, `${name}: Constant node '${own}'`));
    else
      nodes.push({
        name: own,
        operator: node.opType,
        domain: node.domain === 'ai.onnx' ? '' : node.domain,
        inputs: node.input,
        outputs: node.output,
        attributes,
      });
  });
  return {
    name,
    opset,
    inputs: file.input.filter((value) => !constants.has(value.name) && !unread.has(value.name)).map((value) => readInput(value, name)),
    outputs: file.output.map(readValue),
    // Made at once, so that even a tensor called '__proto__' is one among the others.
    initializers: Object.fromEntries(constants),
    ...(unread.size > 0 && { unread: Object.fromEntries(unread) }),
    nodes,
    metadata: {},
  };
}

function decode(bytes: Uint8Array, name: string): ModelProto {
  if (bytes.length === 0) refuse(`${name} is empty; expected an ONNX model`);
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch {
    // The decoder's own words ("cant skip wire type 7") would tell the user nothing.
    return refuse(`${name} is not an ONNX model, or is cut off (${bytes.length} bytes could not be decoded); export or copy it again`);
  }
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  let count = 2;
  while (taken.has(`${wanted}_${count}`)) count++;
  return `${wanted}_${count}`;
}

function readAttributes(node: NodeProto, where: string, branch: (graph: GraphProto) => Graph): Record<string, Attribute> {
  return Object.fromEntries(node.attribute.map((attribute) => [attribute.name, readAttribute(attribute, where, branch)]));
}

function constantOf(attributes: Readonly<Record<string, Attribute>>, where: string): Constant {
  const { value, value_float: float, value_floats: floats, value_int: int, value_ints: ints } = attributes;
  if (typeof value === 'object' && 'dims' in value) return value;
  if (typeof float === 'number') return { type: 'float32', dims: [], data: Float32Array.of(float) };
  if (typeof int === 'number') return { type: 'int64', dims: [], data: BigInt64Array.of(BigInt(int)) };
  if (Array.isArray(floats)) return { type: 'float32', dims: [floats.length], data: Float32Array.from(floats) };
  if (Array.isArray(ints)) return { type: 'int64', dims: [ints.length], data: BigInt64Array.from(ints, BigInt) };
  return refuse(
    `${where} holds neither a tensor nor numbers (found ${Object.keys(attributes).join(', ') || 'nothing'}); export with dense numeric constants`,
  );
}

/** An input; refuses one of an element type that is not read. */
function readInput(value: ValueInfoProto, file: string): GraphValue {
  const kind = value.type?.value;
  if (kind?.case === undefined) return readValue(value);
  if (kind.case !== 'tensorType')
    return refuse(`${file} has an input '${value.name}' that is no tensor (${kind.case}); export the network with one image as its input`);
  const code = kind.value.elemType;
  if (code !== 0 && elementOf(code) === undefined)
    refuse(`${file} has an input '${value.name}' of the element type ${wordOf(code)}, which is not read; export with a float32 image`);
  return readValue(value);
}

function readValue(value: ValueInfoProto): GraphValue {
  const kind = value.type?.value;
  const dims = kind?.case === 'tensorType' ? (kind.value.shape?.dim ?? []) : [];
  const element = kind?.case === 'tensorType' ? elementOf(kind.value.elemType) : undefined;
  return {
    name: value.name,
    ...(element && { type: element }),
    dims: dims.map((dim) => (dim.value.case === 'dimValue' && dim.value.value > 0n ? Number(dim.value.value) : -1)),
  };
}
