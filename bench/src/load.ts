/**
 * Files of 100 MB: an ONNX file in float32 and one with quantised weights, read and lowered as `evaluate` does. The peer reads the same bytes and
 * hashes them, which nothing that opens a file can do without.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Constant, type Graph, type GraphNode, stream, writeGraph } from 'spinloom';
import { loadNetwork } from 'spinloom/node';
import type { Case } from './case.ts';
import { compare, type Rates } from './measure.ts';

export const loadCases: readonly Case[] = [
  { name: 'load 100 MB', unit: 'files', peer: 'read+hash', run: () => besideHash(undefined) },
  { name: 'load 100 MB W4', unit: 'files', peer: 'read+hash', run: () => besideHash(4) },
];

function besideHash(bits: number | undefined): Rates {
  const folder = mkdtempSync(join(tmpdir(), 'spinloom-bench-'));
  try {
    const file = join(folder, 'large.onnx');
    writeFileSync(file, writeGraph(largeGraph(bits)));
    return compare(
      () => void loadNetwork(file),
      () => void createHash('sha256').update(readFileSync(file)).digest('hex'),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** 24 million weights: two convolutions and three fully connected layers on 32 x 32 pixels. `bits`: of quantised weights, with inputs of 4. */
function largeGraph(bits: number | undefined): Graph {
  const initializers: Record<string, Constant> = {};
  const nodes: GraphNode[] = [];
  const add = (operator: string, inputs: readonly string[], attributes: GraphNode['attributes'] = {}): string => {
    const name = `${operator}${nodes.length}`;
    const domain = operator === 'Quant' ? 'qonnx.custom_op.general' : '';
    nodes.push({ name, operator, domain, inputs, outputs: [`${name}_out`], attributes });
    return `${name}_out`;
  };
  const keep = (dims: readonly number[], data: Float32Array): string => {
    const name = `c${Object.keys(initializers).length}`;
    initializers[name] = { type: 'float32', dims, data };
    return name;
  };
  const quantised = (x: string, width: number, scale: number, signed: number): string =>
    bits === undefined
      ? x
      : add('Quant', [x, ...[scale, 0, width].map((value) => keep([], Float32Array.of(value)))], { signed, narrow: 0, rounding_mode: 'ROUND' });
  const weights = (...dims: readonly number[]): string => {
    const random = stream(1, 'load').child(String(dims));
    const size = dims.reduce((all, dim) => all * dim, 1);
    const data = new Float32Array(size);
    // Numbers repeat after a while: making 24 million would take longer than reading them.
    for (let i = 0; i < size; i++) data[i] = i < 65_536 ? (random.uniform(i) - 0.5) * 0.05 : data[i - 65_536]!;
    return quantised(keep(dims, data), bits ?? 32, 0.004, 1);
  };
  const layer = (operator: string, x: string, w: string, attributes: GraphNode['attributes']): string =>
    quantised(add('Relu', [add(operator, [x, w], attributes)]), 4, 0.02, 0);
  const half = { pads: [1, 1, 1, 1], strides: [2, 2] };
  const maps = layer('Conv', layer('Conv', quantised('image', 4, 0.1, 0), weights(256, 3, 3, 3), half), weights(512, 256, 3, 3), half);
  const flat = add('Flatten', [add('AveragePool', [maps], { kernel_shape: [2, 2], strides: [2, 2] })]);
  const hidden = layer('Gemm', layer('Gemm', flat, weights(1200, 8192), { transB: 1 }), weights(10_500, 1200), { transB: 1 });
  const logits = add('Gemm', [hidden, weights(10, 10_500)], { transB: 1 });
  return {
    name: 'large',
    opset: 13,
    inputs: [{ name: 'image', type: 'float32', dims: [1, 3, 32, 32] }],
    outputs: [{ name: logits, type: 'float32', dims: [1, 10] }],
    initializers,
    nodes,
    metadata: {},
  };
}
