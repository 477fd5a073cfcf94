/** A `Graph` into the bytes of an ONNX file. */
import { create, toBinary } from '@bufbuild/protobuf';
import { type GraphProto, GraphProtoSchema, ModelProtoSchema, NodeProtoSchema, type ValueInfoProto, ValueInfoProtoSchema } from 'onnx-buf';
import type { Graph, GraphValue } from '../types.ts';
import { writeAttribute } from './attribute.ts';
import { codeOf, writeTensor } from './tensor.ts';

export interface WriteOptions {
  /** Written as the file's producer. Default 'spinloom'. */
  readonly producer?: string;
  /** Adds to the graph's own metadata. Default: none. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * Encodes a graph as ONNX, IR version 8, or 10 from operator set 21 on. Every domain that a node uses is declared, custom ones with version 1; sizes of -1 become symbolic.
 *
 * Reading the bytes back under the same name gives an equal graph, as far as float attributes are float32 numbers.
 */
export function writeGraph(graph: Graph, options: WriteOptions = {}): Uint8Array {
  const domains = new Set(graph.nodes.map((node) => node.domain).filter((domain) => domain !== ''));
  const model = create(ModelProtoSchema, {
    irVersion: graph.opset < 21 ? 8n : 10n,
    producerName: options.producer ?? 'spinloom',
    opsetImport: [{ domain: '', version: BigInt(graph.opset) }, ...Array.from(domains, (domain) => ({ domain, version: 1n }))],
    metadataProps: Object.entries({ ...graph.metadata, ...options.metadata }).map(([key, value]) => ({ key, value })),
    graph: protoOf(graph),
  });
  return toBinary(ModelProtoSchema, model);
}

function protoOf(graph: Graph): GraphProto {
  return create(GraphProtoSchema, {
    name: graph.name,
    input: graph.inputs.map(writeValue),
    output: graph.outputs.map(writeOutput),
    initializer: Object.entries(graph.initializers).map(([name, constant]) => writeTensor(constant, name)),
    node: graph.nodes.map((node) =>
      create(NodeProtoSchema, {
        name: node.name,
        opType: node.operator,
        domain: node.domain,
        input: [...node.inputs],
        output: [...node.outputs],
        attribute: Object.entries(node.attributes).map(([name, value]) => writeAttribute(name, value, protoOf)),
      }),
    ),
  });
}

/** An output whose type is not known, a string or no tensor, is written without one, and without a shape. */
function writeOutput(value: GraphValue): ValueInfoProto {
  return value.type === undefined ? create(ValueInfoProtoSchema, { name: value.name }) : writeValue(value);
}

function writeValue(value: GraphValue): ValueInfoProto {
  const dim = value.dims.map((size, at) => ({
    value:
      size >= 0 ? ({ case: 'dimValue', value: BigInt(size) } as const) : ({ case: 'dimParam', value: at === 0 ? 'batch' : `size${at}` } as const),
  }));
  return create(ValueInfoProtoSchema, {
    name: value.name,
    type: { value: { case: 'tensorType', value: { elemType: codeOf(value.type ?? 'float32'), shape: { dim } } } },
  });
}
