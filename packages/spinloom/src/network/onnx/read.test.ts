import { create, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { AttributeProto_AttributeType, ModelProtoSchema, TensorProto_DataLocation, TensorProto_DataType } from 'onnx-buf';
import { describe, expect, test } from 'vitest';
import type { ElementType } from '../element.ts';
import { interpret, lower, readGraph, readNetwork, writeGraph } from '../index.ts';
import { build } from '../testing/build.ts';
import type { Constant, Graph } from '../types.ts';

/** The sentence with which `work` is refused. */
function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect((error as Error).name).toBe('Refusal');
    expect((error as Error).message).not.toContain('\n');
    return (error as Error).message;
  }
  throw new Error('was not refused');
}

const tensors = [
  { type: 'float32', dataType: TensorProto_DataType.FLOAT, rawData: Uint8Array.of(0, 0, 128, 63, 0, 0, 0, 192), expected: Float32Array.of(1, -2) },
  { type: 'float32', dataType: TensorProto_DataType.FLOAT, floatData: [1, -2], expected: Float32Array.of(1, -2) },
  { type: 'float64', dataType: TensorProto_DataType.DOUBLE, doubleData: [1, 0.1], expected: Float64Array.of(1, 0.1) },
  { type: 'int64', dataType: TensorProto_DataType.INT64, int64Data: [1n, -2n], expected: BigInt64Array.of(1n, -2n) },
  { type: 'int32', dataType: TensorProto_DataType.INT32, int32Data: [1, -2], expected: Int32Array.of(1, -2) },
  { type: 'int8', dataType: TensorProto_DataType.INT8, rawData: Uint8Array.of(1, 254), expected: Int8Array.of(1, -2) },
  { type: 'uint8', dataType: TensorProto_DataType.UINT8, int32Data: [1, 254], expected: Uint8Array.of(1, 254) },
  { type: 'bool', dataType: TensorProto_DataType.BOOL, rawData: Uint8Array.of(1, 0), expected: Uint8Array.of(1, 0) },
  { type: 'uint16', dataType: TensorProto_DataType.UINT16, rawData: Uint8Array.of(1, 0, 255, 255), expected: Uint16Array.of(1, 65535) },
  { type: 'float16', dataType: TensorProto_DataType.FLOAT16, rawData: Uint8Array.of(0, 60, 1, 128), expected: Float32Array.of(1, -(2 ** -24)) },
  { type: 'bfloat16', dataType: TensorProto_DataType.BFLOAT16, int32Data: [0x3f80, 0xc000], expected: Float32Array.of(1, -2) },
  { type: 'int16', dataType: TensorProto_DataType.INT16, rawData: Uint8Array.of(1, 0, 254, 255), expected: Int16Array.of(1, -2) },
  { type: 'uint32', dataType: TensorProto_DataType.UINT32, uint64Data: [1n, 4294967295n], expected: Uint32Array.of(1, 4294967295) },
  { type: 'uint64', dataType: TensorProto_DataType.UINT64, uint64Data: [1n, 2n ** 64n - 1n], expected: BigUint64Array.of(1n, 2n ** 64n - 1n) },
  { type: 'int4', dataType: TensorProto_DataType.INT4, rawData: Uint8Array.of(0xe1), expected: Int8Array.of(1, -2) },
  { type: 'uint4', dataType: TensorProto_DataType.UINT4, int32Data: [0xe1], expected: Uint8Array.of(1, 14) },
];

const constants = (type: ElementType, data: fc.Arbitrary<Constant['data']>): fc.Arbitrary<Constant> =>
  data.map((own) => ({ type, dims: [own.length], data: own }));

/** Constants of every type that shares its array with another, or has one of its own that is seldom seen. */
const narrowTypes = {
  float64: constants('float64', fc.float64Array({ maxLength: 3, noNaN: true })),
  float16: constants(
    'float16',
    fc.array(fc.constantFrom(0, -0, 1, -2.5, 65504, 2 ** -24, 2 ** -14, 1 / 0, 1023 / 1024), { maxLength: 3 }).map((own) => Float32Array.from(own)),
  ),
  bfloat16: constants(
    'bfloat16',
    fc.array(fc.constantFrom(0, -0, 1, -2.5, 2 ** 100, -(2 ** -100)), { maxLength: 3 }).map((own) => Float32Array.from(own)),
  ),
  int16: constants('int16', fc.int16Array({ maxLength: 3 })),
  uint16: constants('uint16', fc.uint16Array({ maxLength: 3 })),
  int32: constants('int32', fc.int32Array({ maxLength: 3 })),
  uint32: constants('uint32', fc.uint32Array({ maxLength: 3 })),
  uint64: constants('uint64', fc.bigUint64Array({ maxLength: 3 })),
  int8: constants('int8', fc.int8Array({ maxLength: 3 })),
  uint8: constants('uint8', fc.uint8Array({ maxLength: 3 })),
  bool: constants('bool', fc.uint8Array({ maxLength: 3, max: 1 })),
  int4: constants('int4', fc.int8Array({ maxLength: 5, min: -8, max: 7 })),
  uint4: constants('uint4', fc.uint8Array({ maxLength: 5, max: 15 })),
};

describe('reading ONNX files', () => {
  test.each(tensors)('every form of tensor data is read: %o', ({ type, expected, ...fields }) => {
    const model = create(ModelProtoSchema, {
      irVersion: 8n,
      opsetImport: [{ version: 13n }],
      graph: { initializer: [{ name: 't', dims: [2n], ...fields }] },
    });
    expect(readGraph(toBinary(ModelProtoSchema, model), 'f.onnx').initializers.t).toEqual({ type, dims: [2], data: expected });
  });

  test('nodes get unique names, initialisers are no inputs, Constant nodes become initialisers', () => {
    const node = (opType: string, name: string, output: string) => ({ opType, name, input: ['x'], output: [output] });
    const model = create(ModelProtoSchema, {
      opsetImport: [{ version: 9n }, { domain: 'onnx.brevitas', version: 1n }],
      graph: {
        input: [
          {
            name: 'x',
            type: {
              value: {
                case: 'tensorType',
                value: { shape: { dim: [{ value: { case: 'dimParam', value: 'N' } }, { value: { case: 'dimValue', value: 3n } }] } },
              },
            },
          },
          { name: 'w' },
        ],
        initializer: [{ name: 'w', dataType: TensorProto_DataType.FLOAT, dims: [], floatData: [4] }],
        node: [
          node('Relu', '', 'a'),
          node('Relu', 'same', 'b'),
          node('Relu', 'same', 'c'),
          node('Relu', 'output', 'd'),
          node('Conv', '', 'e'),
          { opType: 'Constant', output: ['k'], attribute: [{ name: 'value_ints', type: AttributeProto_AttributeType.INTS, ints: [1n, -1n] }] },
        ],
      },
    });
    const graph = readGraph(toBinary(ModelProtoSchema, model), 'f.onnx');
    expect(graph.nodes.map((own) => own.name)).toEqual(['Relu_0', 'same', 'same_2', 'output_2', 'Conv_4']);
    expect(graph.inputs).toEqual([{ name: 'x', dims: [-1, 3] }]);
    expect(Object.keys(graph.initializers)).toEqual(['w', 'k']);
    expect(graph.initializers.k?.data).toEqual(BigInt64Array.of(1n, -1n));
    expect(graph.opset).toBe(9);
  });

  test('a graph written and read again is equal', () => {
    const attribute = fc.oneof(
      fc.integer(),
      fc.float({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
      fc.string(),
      fc.array(fc.integer(), { minLength: 1 }),
      fc.array(fc.string(), { minLength: 1 }),
    );
    const graph: fc.Arbitrary<Graph> = fc
      .record({
        names: fc.uniqueArray(
          fc.string({ minLength: 1 }).filter((name) => name !== 'input' && name !== 'output'),
          { maxLength: 5 },
        ),
        attributes: fc.dictionary(fc.constantFrom('axis', 'kind', 'foo', 'pads'), attribute),
        floats: fc.float32Array({ maxLength: 5, noNaN: true }),
        integers: fc.bigInt64Array({ maxLength: 4 }),
        narrow: fc.record(narrowTypes),
        metadata: fc.dictionary(
          fc.string().filter((key) => key !== '__proto__'),
          fc.string(),
        ),
      })
      .map(({ names, attributes, floats, integers, narrow, metadata }) => ({
        name: 'g.onnx',
        opset: 13,
        inputs: [{ name: 'image', type: 'uint8', dims: [-1, 3, 8, 8] }],
        outputs: [{ name: 'y', type: 'float32', dims: [-1, 10] }],
        initializers: {
          f: { type: 'float32', dims: [floats.length], data: floats },
          i: { type: 'int64', dims: [integers.length], data: integers },
          ...narrow,
        },
        nodes: names.map((name) => ({
          name,
          operator: 'Quant',
          domain: 'qonnx.custom_op.general',
          inputs: ['image', ''],
          outputs: ['y'],
          attributes: { ...attributes },
        })),
        metadata: { ...metadata },
      }));
    fc.assert(
      fc.property(graph, (own) => {
        expect(readGraph(writeGraph(own), 'g.onnx')).toEqual(own);
      }),
    );
  });

  test('empty, text, foreign and cut-off files are refused in one sentence that names the file', () => {
    expect(refusal(() => readGraph(new Uint8Array(0), 'a/empty.onnx'))).toBe('a/empty.onnx is empty; expected an ONNX model');
    const b = build([1, 4]);
    const whole = writeGraph(b.graph(b.node('MatMul', ['image', b.floats([4, 3], new Float32Array(12))])));
    for (let length = 1; length < whole.length; length++) {
      // Only the metadata, which may be missing, stand behind the graph.
      expect(refusal(() => readNetwork(whole.subarray(0, length), 'cut.onnx'))).toMatch(/^cut\.onnx /);
    }
    const texts = ['hello, world', '{"a": 1}', '<html></html>', 'network: x\nbits: 3\n'];
    for (const text of texts) expect(refusal(() => readGraph(new TextEncoder().encode(text), 'text.onnx'))).toMatch(/^text\.onnx /);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        expect(refusal(() => readGraph(bytes, 'foreign.onnx'))).toMatch(/^foreign\.onnx /);
      }),
    );
  });

  test('a damaged byte never ends in anything but a network or a refusal', () => {
    const b = build([1, 4]);
    const x = b.quant('image', { bits: 2, scale: 0.5 });
    const whole = writeGraph(b.graph(b.node('MatMul', [x, b.bipolar(b.floats([4, 3], new Float32Array(12)), 1)])));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = whole.slice();
        bytes[at]! ^= flip;
        try {
          readNetwork(bytes, 'damaged.onnx');
        } catch (error) {
          expect((error as Error).name).toBe('Refusal');
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('data in another file is refused', () => {
    const model = create(ModelProtoSchema, {
      opsetImport: [{ version: 13n }],
      graph: { initializer: [{ name: 't', dims: [2n], dataType: TensorProto_DataType.FLOAT, dataLocation: TensorProto_DataLocation.EXTERNAL }] },
    });
    expect(refusal(() => readGraph(toBinary(ModelProtoSchema, model), 'f.onnx'))).toMatch(
      /^f\.onnx: initialiser 't' keeps its data in another file; /,
    );
  });
});

describe('networks that cannot be lowered', () => {
  const lowered = (graph: Graph) => () => lower(graph, { name: 'net.onnx', sha256: '' });

  test('unsupported operators, domains and attributes name the node and say what to do', () => {
    const b = build([1, 4]);
    const trunc = b.graph(b.node('Trunc', ['image'], {}, 'cut'));
    expect(refusal(lowered(trunc))).toMatch(/^net\.onnx: Trunc node 'cut' uses the operator Trunc, which is not supported; replace /);
    expect(refusal(lowered(b.graph(b.node('Relux', ['image'], {}, 'r'))))).toContain("did you mean 'Relu'?");
    expect(refusal(lowered(b.graph(b.node('Relu', ['image'], { slope: 1 }, 'r2'))))).toContain("has the attribute 'slope', which is not supported");
    const last = { name: 'n', operator: 'Conv', domain: 'qonnx.custom_op.channels_last', inputs: ['image'], outputs: ['y'], attributes: {} };
    const own = { ...trunc, nodes: [last], outputs: [{ name: 'y', dims: [] }] };
    expect(refusal(lowered(own))).toContain("Conv of domain 'qonnx.custom_op.channels_last'");
    expect(refusal(lowered(b.graph(b.node('BitShift', ['image'], {}, 'm'))))).toContain('not supported; docs/onnx.md lists the operators that are');
    expect(refusal(lowered(b.graph(b.node('relu', ['image'], {}, 'r3'))))).toContain("did you mean 'Relu'?");
  });

  test.each([
    ['Trunc', 'AveragePool and a Quant'],
    ['QLinearAdd', 'export_qonnx'],
    ['SoftmaxCrossEntropyLoss', 'without its loss'],
    ['Einsum', 'matrix products'],
    ['NonZero', 'constant folding'],
    ['LSTM', 'matrix products'],
  ])('%s, often met, comes with advice instead of a name that is spelt alike', (operator, what) => {
    const b = build([1, 4]);
    const sentence = refusal(lowered(b.graph(b.node(operator, ['image'], {}, 'n'))));
    expect(sentence).toContain(what);
    expect(sentence).not.toContain('did you mean');
  });

  test('shapes that do not fit name the node and both shapes', () => {
    const b = build([1, 3, 8, 8]);
    const conv = b.graph(b.node('Conv', ['image', b.floats([4, 2, 3, 3], new Float32Array(72))], {}, 'conv'));
    expect(refusal(lowered(conv))).toBe(
      "net.onnx: Conv node 'conv' cannot convolve [1, 3, 8, 8] with weights [4, 2, 3, 3] in 1 group(s); check the export",
    );
    const sum = b.graph(b.node('Add', ['image', b.floats([5], new Float32Array(5))], {}, 'sum'));
    expect(refusal(lowered(sum))).toContain('cannot combine shapes [1, 3, 8, 8] and [5]');
    const product = b.graph(b.node('MatMul', [b.node('Flatten', ['image']), b.floats([100, 2], new Float32Array(200))], {}, 'fc'));
    expect(refusal(lowered(product))).toContain("MatMul node 'fc' cannot multiply shapes [1, 192] and [100, 2]");
    const view = b.graph(b.node('Reshape', ['image', b.integers([1, 100])], {}, 'view'));
    expect(refusal(lowered(view))).toContain("Reshape node 'view' cannot turn shape [1, 3, 8, 8] into [1, 100]");
  });

  test('weights that are not finite and scales that are not positive name the initialiser', () => {
    const b = build([1, 2]);
    const weights = b.floats([2, 2], [1, 2, Number.NaN, 3]);
    expect(refusal(lowered(b.graph(b.node('MatMul', ['image', weights], {}, 'fc'))))).toContain(`reads '${weights}', whose number 3 of 4 is NaN`);
    const scaled = b.graph(b.quant('image', { bits: 2, scale: 0 }));
    expect(refusal(lowered(scaled))).toMatch(/has the scale 0 in 'c\d+'; positive numbers are expected/);
    const mode = b.graph(b.quant('image', { bits: 2, scale: 1, mode: 'SIDEWAYS' }));
    expect(refusal(lowered(mode))).toContain("unknown rounding_mode 'SIDEWAYS'");
  });

  test('open sizes, several images and missing tensors are refused', () => {
    const open = build([-1, 3, -1, -1]);
    expect(refusal(lowered(open.graph(open.node('Relu', ['image']))))).toContain('only the batch may be left open');
    const missing = build([1, 3]);
    expect(refusal(lowered(missing.graph(missing.node('Add', ['image', 'nowhere'], {}, 'sum'))))).toContain(
      "Add node 'sum' needs the tensor 'nowhere'",
    );
    const two = build([1, 3]);
    const graph = two.graph(two.node('Add', ['image', 'other']));
    expect(refusal(lowered({ ...graph, inputs: [...graph.inputs, { name: 'other', dims: [1, 3] }] }))).toContain("has 'image', 'other'");
    expect(refusal(() => interpret(open.graph('image'), { dims: [3], data: new Float32Array(3) }))).toContain('built.onnx');
  });
});
