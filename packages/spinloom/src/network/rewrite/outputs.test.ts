import { describe, expect, test } from 'vitest';
import type { ElementType } from '../element.ts';
import { interpret, lower, quantiseAfterTraining, readGraph, writeGraph } from '../index.ts';
import { type Builder, build } from '../testing/build.ts';
import type { Graph, GraphValue } from '../types.ts';

const learn = 'ai.onnx.ml';
const image = { dims: [3], data: Float32Array.of(0.25, 0.5, -1) };
const info = { name: 'net.onnx', sha256: '' };

/** A graph with several outputs, or with nodes of the domain ai.onnx.ml. */
function withOutputs(b: Builder, outputs: readonly (readonly [name: string, type?: ElementType])[]): Graph {
  const graph = b.graph(outputs[0]![0]);
  const own = ['ZipMap', 'ArrayFeatureExtractor', 'Scaler'];
  return {
    ...graph,
    nodes: graph.nodes.map((node) => (own.includes(node.operator) ? { ...node, domain: learn } : node)),
    outputs: outputs.map(([name, type]): GraphValue => ({ name, ...(type && { type }), dims: [-1] })),
  };
}

/** What skl2onnx writes behind the probabilities of an MLPClassifier. */
function classifier(): { readonly b: Builder; readonly probabilities: string; readonly label: string; readonly maps: string } {
  const b = build([-1, 3]);
  const scores = b.node('MatMul', ['image', b.floats([3, 2], [1, 2, 3, 4, 5, 6])]);
  const probabilities = b.node('Softmax', [scores], { axis: 1 });
  const label = b.node('ArrayFeatureExtractor', [b.integers([7, 9]), b.node('ArgMax', [probabilities], { axis: 1 })]);
  return {
    b,
    probabilities,
    label: b.node('Reshape', [label, b.integers([-1])]),
    maps: b.node('ZipMap', [probabilities], { classlabels_int64s: [7, 9] }),
  };
}

// 1.75 - 3.25 + 1.5 = -3.25 and 2.5 - 6 = -3.5; 1 / (1 + e^-0.25) = 0.5621765.
const right = [0.5621765, 0.4378235];

describe('of several outputs', () => {
  test('the probabilities are taken rather than the label before them, from maps too', () => {
    const { b, label, maps, probabilities } = classifier();
    for (const outputs of [
      [[label, 'int64'], [maps]],
      [
        [label, 'int64'],
        [probabilities, 'float32'],
      ],
      [[label], [maps]],
    ] as const) {
      const graph = withOutputs(b, outputs);
      const found = interpret(graph, image);
      for (const [i, value] of right.entries()) expect(found.data[i]).toBeCloseTo(value, 6);
      expect(lower(graph, info).classes).toBe(2);
    }
  });

  test('a label alone is the class that it names', () => {
    const { b, label } = classifier();
    expect([...interpret(withOutputs(b, [[label, 'int64']]), image).data]).toEqual([7]);
  });

  test('the position of a maximum is taken rather than the maximum', () => {
    const b = build([1, 3]);
    const graph = withOutputs(b, [
      [b.node('ReduceMax', ['image'], { axes: [1], keepdims: 0 }), 'float32'],
      [b.node('ArgMax', ['image'], { axis: 1, keepdims: 0 }), 'int64'],
    ]);
    expect([...interpret(graph, image).data]).toEqual([1]);
  });

  test('all scores are taken rather than the best few and their positions', () => {
    const b = build([1, 3]);
    const scores = b.node('Neg', ['image']);
    const graph = withOutputs(b, [
      ['best', 'float32'],
      ['which', 'int64'],
    ]);
    const best = { name: 'top', operator: 'TopK', domain: '', inputs: [scores, b.integers([2])], outputs: ['best', 'which'], attributes: {} };
    const found = interpret({ ...graph, initializers: b.graph(scores).initializers, nodes: [...graph.nodes, best] }, image);
    expect([...found.data]).toEqual([-0.25, -0.5, 1]);
  });

  test('the first is taken otherwise: logits before probabilities, small integers before their scale', () => {
    const b = build([1, 3]);
    const logits = b.node('Neg', ['image']);
    expect([
      ...interpret(
        withOutputs(b, [
          [logits, 'float32'],
          [b.node('Softmax', [logits]), 'float32'],
        ]),
        image,
      ).data,
    ]).toEqual([-0.25, -0.5, 1]);
    const codes = b.node('QuantizeLinear', ['image', b.floats([], [0.25])]);
    expect([
      ...interpret(
        withOutputs(b, [
          [codes, 'uint8'],
          [logits, 'float32'],
        ]),
        image,
      ).data,
    ]).toEqual([1, 2, 0]);
  });

  test('a file quantised after training keeps the chosen one alone, and can be read again', () => {
    const { b, label, maps } = classifier();
    const graph = withOutputs(b, [[label, 'int64'], [maps]]);
    const quantised = quantiseAfterTraining(graph, info, { bits: { weight: 8, input: 8 }, all: true, images: [image] }).graph;
    expect(quantised.nodes.map((node) => node.operator).toSorted()).toEqual(['MatMul', 'Quant', 'Quant', 'Softmax']);
    const again = interpret(readGraph(writeGraph(quantised), 'net.onnx'), image);
    for (const [i, value] of right.entries()) expect(again.data[i]).toBeCloseTo(value, 1);
  });
});

test('Scaler is (x - offset) x scale, by feature', () => {
  const b = build([1, 3]);
  const graph = withOutputs(b, [[b.node('Scaler', ['image'], { offset: [0.25, 0, 1], scale: [2, 3, 4] }), 'float32']]);
  expect([...interpret(graph, image).data]).toEqual([0, 1.5, -8]);
});
