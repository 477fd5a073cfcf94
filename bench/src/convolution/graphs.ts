/** The same shapes as ONNX graphs for the peers: convolution, rectifier, maximum pool, in float32 and in 8-bit integers. */
import { type Constant, type Dot, type Graph, type GraphNode, stream } from 'spinloom';

/** Conv, Relu and MaxPool in float32. An average pool of the original is a maximum pool here: as fast, and one operator in both types. */
export function floatGraph(layers: readonly Dot[]): Graph {
  const initializers: Record<string, Constant> = {};
  const nodes: GraphNode[] = [];
  let x = 'image';
  for (const layer of layers) {
    const { name } = layer;
    initializers[`${name}_w`] = { type: 'float32', dims: weightDims(layer), data: Float32Array.from(random(layer), (value) => value / 2 ** 31 - 1) };
    initializers[`${name}_b`] = { type: 'float32', dims: [layer.geometry.output[0]], data: new Float32Array(layer.geometry.output[0]) };
    x = add(nodes, 'Conv', [x, `${name}_w`, `${name}_b`], window(layer));
    x = add(nodes, 'Relu', [x], {});
    x = pooled(nodes, layer, x);
  }
  return graph(layers, 'float32', initializers, nodes, x);
}

/** QLinearConv, whose output is requantised to 8 bits, and MaxPool. */
export function integerGraph(layers: readonly Dot[]): Graph {
  const initializers: Record<string, Constant> = {
    scale: { type: 'float32', dims: [], data: Float32Array.of(0.02) },
    less: { type: 'float32', dims: [], data: Float32Array.of(0.002) },
    zero: { type: 'uint8', dims: [], data: Uint8Array.of(0) },
    signedZero: { type: 'int8', dims: [], data: Int8Array.of(0) },
  };
  const nodes: GraphNode[] = [];
  let x = 'image';
  for (const layer of layers) {
    const { name } = layer;
    initializers[`${name}_w`] = { type: 'int8', dims: weightDims(layer), data: Int8Array.from(random(layer), (value) => value >>> 25) };
    x = add(nodes, 'QLinearConv', [x, 'scale', 'zero', `${name}_w`, 'less', 'signedZero', 'scale', 'zero'], window(layer));
    x = pooled(nodes, layer, x);
  }
  return graph(layers, 'uint8', initializers, nodes, x);
}

function pooled(nodes: GraphNode[], { pool }: Dot, x: string): string {
  if (pool === undefined) return x;
  return add(nodes, 'MaxPool', [x], { kernel_shape: pool.window, strides: pool.stride, pads: pool.pad });
}

function add(nodes: GraphNode[], operator: string, inputs: readonly string[], attributes: GraphNode['attributes']): string {
  const name = `${operator}${nodes.length}`;
  nodes.push({ name, operator, domain: '', inputs, outputs: [`${name}_out`], attributes });
  return `${name}_out`;
}

function window({ geometry: { kernel, stride, pad } }: Dot): GraphNode['attributes'] {
  return { kernel_shape: kernel, strides: stride, pads: pad };
}

function weightDims({ geometry: { input, output, kernel } }: Dot): readonly number[] {
  return [output[0], input[0], ...kernel];
}

function random(layer: Dot): Uint32Array {
  const words = stream(1, 'bench').child(`${layer.name} weights`);
  return Uint32Array.from({ length: weightDims(layer).reduce((a, b) => a * b) }, (_, i) => words.uint32(i));
}

function graph(
  layers: readonly Dot[],
  type: 'float32' | 'uint8',
  initializers: Readonly<Record<string, Constant>>,
  nodes: readonly GraphNode[],
  output: string,
): Graph {
  const last = layers.at(-1)!;
  const dims = [1, ...(last.pool?.output ?? last.geometry.output)];
  return {
    name: 'bench',
    opset: 13,
    inputs: [{ name: 'image', type, dims: [1, ...layers[0]!.geometry.input] }],
    outputs: [{ name: output, type, dims }],
    initializers,
    nodes,
    metadata: {},
  };
}
