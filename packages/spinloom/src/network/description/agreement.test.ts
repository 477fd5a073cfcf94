/** A description lowers to what an ONNX file of the same layers and widths lowers to: random networks written both ways. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lower, type Network, type Node, readDescribed } from '../index.ts';
import { type Builder, build } from '../testing/build.ts';

interface Layer {
  readonly kernels: number;
  readonly kernel: 1 | 3;
  readonly stride: 1 | 2;
  readonly pad: 0 | 1;
  readonly grouped: boolean;
  readonly norm: boolean;
  readonly relu: boolean;
  readonly pool: 'none' | 'average' | 'max';
  readonly residual: boolean;
}

interface Plan {
  readonly layers: readonly Layer[];
  readonly weight: number;
  readonly input: number;
}

const layer = fc.record<Layer>({
  kernels: fc.constantFrom(2, 4, 6),
  kernel: fc.constantFrom(1, 3),
  stride: fc.constantFrom(1, 2),
  pad: fc.constantFrom(0, 1),
  grouped: fc.boolean(),
  norm: fc.boolean(),
  relu: fc.boolean(),
  pool: fc.constantFrom('none', 'average', 'max'),
  residual: fc.boolean(),
});
const plan = fc.record<Plan>({
  layers: fc.array(layer, { minLength: 1, maxLength: 4 }),
  weight: fc.integer({ min: 2, max: 8 }),
  input: fc.integer({ min: 1, max: 8 }),
});

const side = 13;

/** The rectifier stands before the pooling, as a layer of its own: directly before a quantiser the description takes it into that. */
function described({ layers, weight, input }: Plan): Network {
  const lines = layers.flatMap(({ kernels, kernel, stride, pad, grouped, norm, relu, pool, residual }, i) => [
    `  - {conv: {kernels: ${kernels}, kernel: ${kernel}, stride: ${stride}, pad: ${pad}, groups: ${i > 0 && grouped ? 2 : 1}}, batchNorm: ${norm}}`,
    ...(relu && pool !== 'none' ? ['  - {activation: relu}'] : []),
    ...(pool === 'none' ? [] : [`  - {pool: {${pool}: 2, stride: 1}}`]),
    ...(residual
      ? [`  - {name: x${i}, batchNorm: true}`, `  - {conv: {kernels: ${kernels}, kernel: 3, pad: 1}, batchNorm: true}`, `  - {add: x${i}}`]
      : []),
  ]);
  const text = `input: [2, ${side}, ${side}]\nweights: signed\nbits: ${weight}:${input}\nlayers:\n${lines.join('\n')}\n  - fc: {features: 3, bias: true}\n`;
  return readDescribed(text, 'random.yaml');
}

function exported({ layers, weight, input }: Plan): Network {
  const b = build([1, 2, side, side]);
  let tensor = 'image';
  let shape = [2, side, side];
  let first = true;
  const conv = (kernels: number, kernel: number, stride: number, pad: number, groups: number): void => {
    const dims = [kernels, shape[0]! / groups, kernel, kernel];
    const data = b.floats(dims, new Float32Array(dims.reduce((product, size) => product * size)).fill(0.25));
    const operands = first
      ? [tensor, data]
      : [b.quant(tensor, { bits: input, scale: 1 / (2 ** input - 1), signed: false }), b.quant(data, { bits: weight, scale: 0.25 })];
    first = false;
    tensor = b.node('Conv', operands, { kernel_shape: [kernel, kernel], strides: [stride, stride], pads: [pad, pad, pad, pad], group: groups });
    const size = (old: number): number => Math.floor((old + 2 * pad - kernel) / stride) + 1;
    shape = [kernels, size(shape[1]!), size(shape[2]!)];
  };
  for (const [i, { kernels, kernel, stride, pad, grouped, norm, relu, pool, residual }] of layers.entries()) {
    conv(kernels, kernel, stride, pad, i > 0 && grouped ? 2 : 1);
    if (norm) tensor = normalised(b, tensor, kernels);
    if (relu && pool !== 'none') tensor = b.node('Relu', [tensor]);
    if (pool !== 'none') {
      tensor = b.node(pool === 'max' ? 'MaxPool' : 'AveragePool', [tensor], { kernel_shape: [2, 2], strides: [1, 1] });
      shape = [kernels, shape[1]! - 1, shape[2]! - 1];
    }
    if (!residual) continue;
    tensor = normalised(b, tensor, kernels);
    const shortcut = tensor;
    conv(kernels, 3, 1, 1, 1);
    tensor = b.node('Add', [normalised(b, tensor, kernels), shortcut]);
  }
  const features = shape.reduce((product, size) => product * size);
  const flat = b.node('Flatten', [tensor]);
  const weights = b.floats([3, features], new Float32Array(3 * features).fill(0.5));
  return lower(b.graph(b.node('Gemm', [flat, weights, b.floats([3], [1, 2, 3])], { transB: 1 })), { name: 'random', sha256: '0' });
}

function normalised(b: Builder, tensor: string, channels: number): string {
  const one = (value: number): string => b.floats([channels], new Float32Array(channels).fill(value));
  return b.node('BatchNormalization', [tensor, one(1), one(0.5), one(0), one(1)], { epsilon: 0 });
}

/** What a cost depends on, without names and numbers. */
function shown(node: Node): unknown {
  if (node.kind === 'view') return node.operator;
  if (node.kind === 'digital') return [node.operator, node.macs, node.elements, node.parameterBits];
  const { geometry, weight, input, pool, thresholds } = node;
  const meaning = ({ bits, gain, offset }: typeof weight) => [bits, gain, offset];
  return [
    geometry,
    meaning(weight),
    meaning(input),
    pool && [pool.mode, pool.window, pool.stride, pool.pad, pool.output],
    thresholds && meaning(thresholds.output),
  ];
}

/** Nodes as often as they occur: the two readers may put independent nodes in another order. */
function sorted({ nodes }: Network): readonly string[] {
  return nodes.map((node) => JSON.stringify(shown(node))).sort();
}

function traffic({ nodes, edges }: Network): readonly string[] {
  const kind = (name: string): string => {
    const node = nodes.find((candidate) => candidate.name === name);
    return node === undefined ? name : node.kind === 'dot' ? 'dot' : node.operator;
  };
  return edges.map(({ from, to, dims, encoding }) => `${kind(from)} > ${kind(to)} ${dims.join()} ${encoding?.bits ?? 32}`).sort();
}

test('the same layers, widths, pooling, thresholds and traffic, residual additions included', () => {
  fc.assert(
    fc.property(plan, (random) => {
      fc.pre(fits(random));
      const [text, file] = [described(random), exported(random)];
      expect(sorted(text)).toEqual(sorted(file));
      expect(traffic(text)).toEqual(traffic(file));
    }),
    { numRuns: 150 },
  );
});

function fits({ layers }: Plan): boolean {
  let size = side;
  for (const { kernel, stride, pad, pool } of layers) {
    size = Math.floor((size + 2 * pad - kernel) / stride) + 1 - (pool === 'none' ? 0 : 1);
    if (size < 1) return false;
  }
  return true;
}
