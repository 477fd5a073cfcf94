/** What a few bytes of a file ask for is bounded before it is made; each graph is written by hand. */
import { describe, expect, it } from 'vitest';
import { Refusal } from '../refusal/index.ts';
import { interpret, lower, readGraph, writeGraph } from './index.ts';
import { type Builder, build } from './testing/build.ts';
import type { Graph } from './types.ts';

const lowered = (graph: Graph) => lower(graph, { name: graph.name, sha256: '' });

/** A constant tensor's sum, added to the image. */
function added(make: (b: Builder) => string): Graph {
  const b = build([1, 4]);
  return b.graph(b.node('Add', ['image', b.node('ReduceSum', [make(b)])]));
}

describe('what is computed from constants', () => {
  const large: readonly (readonly [string, (b: Builder) => string])[] = [
    ['ConstantOfShape', (b) => b.node('ConstantOfShape', [b.integers([2 ** 27])])],
    ['Expand', (b) => b.node('Expand', [b.floats([1, 1], [1]), b.integers([1, 2 ** 27])])],
    ['Tile', (b) => b.node('Tile', [b.floats([1, 1], [1]), b.integers([2 ** 14, 2 ** 13])])],
    ['Pad', (b) => b.node('Pad', [b.floats([1], [1]), b.integers([0, 2 ** 27])])],
    ['Resize', (b) => b.node('Resize', [b.floats([1, 1, 1, 1], [1]), '', '', b.integers([1, 1, 2 ** 13, 2 ** 14])])],
    ['Add', (b) => b.node('Add', [b.floats([16_000, 1], new Float32Array(16_000)), b.floats([1, 16_000], new Float32Array(16_000))])],
  ];
  it.each(large)('%s: a tensor far larger than the file is refused before it is made', (operator, make) => {
    const start = performance.now();
    expect(() => lowered(added(make))).toThrow(new RegExp(`${operator} node .* from constants, .* are supported for what the file holds`));
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('many tensors count together', () => {
    const b = build([1, 4]);
    const sums = Array.from({ length: 40 }, () => b.node('ReduceSum', [b.node('ConstantOfShape', [b.integers([2 ** 20])])]));
    expect(() => lowered(b.graph(b.node('Sum', ['image', ...sums])))).toThrow('which brings those of the network to');
  });

  it('a product of constants is bounded by its operations', () => {
    const column = (b: Builder) => b.floats([4000, 1], new Float32Array(4000));
    const make = (b: Builder) => {
      const square = b.node('MatMul', [column(b), b.floats([1, 4000], new Float32Array(4000))]);
      return b.node('MatMul', [b.node('MatMul', [b.floats([100, 4000], new Float32Array(400_000)), square]), column(b)]);
    };
    expect(() => lowered(added(make))).toThrow('which brings the operations of all such nodes to');
  });

  it('masks and grids of ordinary size are made', () => {
    expect(lowered(added((b) => b.node('Expand', [b.floats([1, 1], [1]), b.integers([512, 512])]))).classes).toBe(4);
  });
});

describe('odd files', () => {
  it('a tensor of thousands of dimensions is refused', () => {
    const b = build([1, 4]);
    const deep = b.node('Unsqueeze', ['image'], { axes: Array.from({ length: 1000 }, (_, axis) => axis + 1) });
    expect(() => lowered(b.graph(b.node('Flatten', [deep])))).toThrow('makes a tensor of 1002 dimensions; at most 64 are supported');
  });

  it('a kernel as large as its map, padded all around, runs in the digital unit: every window meets the borders in its own way', () => {
    const b = build([1, 1, 301, 301]);
    const x = b.quant('image', { bits: 8, scale: 0.1, zero: 3, signed: false });
    const w = b.quant(b.floats([4, 1, 300, 300], new Float32Array(360_000).fill(0.1)), { bits: 4, scale: 0.1 });
    const conv = b.node('Conv', [x, w], { pads: [299, 299, 299, 299] }, 'conv');
    const start = performance.now();
    const { nodes } = lowered(b.graph(b.node('GlobalAveragePool', [b.quant(conv, { bits: 8, scale: 1 })])));
    expect(performance.now() - start).toBeLessThan(5000);
    expect(nodes.find(({ name }) => name === 'conv')).toMatchObject({ kind: 'digital', why: expect.stringContaining('borders in too many ways') });
  });

  it.each(['toString', '__proto__', 'constructor'])("a tensor may be called '%s'", (name) => {
    const b = build([1, 2]);
    const sum = b.node('Add', ['image', b.floats([2], [3, 4])], {}, 'sum');
    const graph = b.graph(sum);
    const renamed: Graph = {
      ...graph,
      initializers: Object.fromEntries([[name, graph.initializers.c0!]]),
      nodes: graph.nodes.map((node) => ({ ...node, inputs: ['image', name] })),
    };
    const read = readGraph(writeGraph(renamed), 'odd.onnx');
    expect([...interpret(read, { dims: [2], data: Float32Array.of(1, 2) }).data]).toEqual([4, 6]);
    // As a scale that nothing makes it is missed, not found among what every object has.
    const missing = { ...graph, nodes: [{ ...graph.nodes[0]!, operator: 'DequantizeLinear', inputs: ['c0', name] }] };
    expect(() => lowered(missing)).toThrow(Refusal);
  });

  it('pixels with fractions are cut to whole numbers where the graph takes integers, as a cast would', () => {
    const b = build([1, 3]);
    const graph = b.graph(b.node('Mul', ['image', 'image']));
    const whole: Graph = { ...graph, inputs: [{ name: 'image', type: 'int64', dims: [1, 3] }] };
    expect([...interpret(whole, { dims: [3], data: Float32Array.of(0.145, 2.9, -3) }).data]).toEqual([0, 4, 9]);
  });

  it('a truth value times a number with a fraction is no integer product', () => {
    const b = build([1, 2]);
    const graph = b.graph(b.node('Mul', [b.node('Greater', ['image', b.floats([1], [1])]), 'image']));
    expect([...interpret(graph, { dims: [2], data: Float32Array.of(0.5, 2.5) }).data]).toEqual([0, 1]);
  });

  it('Resize takes empty scales beside sizes, as exporters of operator set 11 write them', () => {
    const b = build([1, 1, 1, 2], { opset: 11 });
    const none = b.floats([0], []);
    const graph = b.graph(b.node('Resize', ['image', none, none, b.integers([1, 1, 1, 4])]));
    expect([...interpret(graph, { dims: [1, 1, 2], data: Float32Array.of(1, 2) }).data]).toEqual([1, 1, 2, 2]);
  });
});
