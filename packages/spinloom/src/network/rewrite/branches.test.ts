import { describe, expect, test } from 'vitest';
import { interpret, lower, quantiseAfterTraining, readGraph, survey, writeGraph } from '../index.ts';
import { build } from '../testing/build.ts';
import { executeNetwork } from '../testing/execute-network.ts';
import type { Graph, GraphNode, Tensor } from '../types.ts';

/** A branch of one node; names as PyTorch writes them, the same ones in every branch. */
function branch(nodes: readonly Partial<GraphNode>[], output: string, initializers: Graph['initializers'] = {}): Graph {
  const whole = nodes.map((node, at) => ({ name: `n${at}`, operator: 'Identity', domain: '', inputs: [], outputs: [], attributes: {}, ...node }));
  return {
    name: 'built.onnx',
    opset: 13,
    inputs: [],
    outputs: [{ name: output, type: 'float32', dims: [] }],
    initializers,
    nodes: whole,
    metadata: {},
  };
}

const axes = { type: 'int64', dims: [1], data: BigInt64Array.of(2n) } as const;

/**
 * What torch.onnx.export of PyTorch 1.13 makes of `x.squeeze(2)` where it does not know the size:
 * Shape, Gather, Equal, and If with Squeeze in one branch and Identity in the other.
 */
function squeezed(size: number): Graph {
  const b = build([-1, 2, size, 3]);
  const at = b.node('Gather', [b.node('Shape', ['image']), b.integers([2])], { axis: 0 });
  const isOne = b.node('Equal', [at, b.integers([1])]);
  const attributes = {
    then_branch: branch([{ operator: 'Squeeze', inputs: ['image', 'axes'], outputs: ['result'] }], 'result', { axes }),
    else_branch: branch([{ inputs: ['image'], outputs: ['result'] }], 'result'),
  };
  const rows = b.node('ReduceMax', [b.node('If', [isOne], attributes, 'squeeze')], { axes: [-1], keepdims: 0 });
  return readGraph(writeGraph(b.graph(rows)), 'net.onnx');
}

const image = (dims: readonly number[]): Tensor => ({
  dims,
  data: Float32Array.from({ length: dims.reduce((size, dim) => size * dim, 1) }, (_, i) => (i * 7) % 5),
});

describe('an If whose condition follows from sizes', () => {
  test.each([
    [1, [2], [4, 3]],
    [2, [2, 2], [4, 3, 4, 3]],
  ])('takes the branch of a map of height %i', (size, dims, right) => {
    const graph = squeezed(size);
    const network = lower(graph, { name: 'net.onnx', sha256: '' });
    for (const found of [interpret(graph, image([2, size, 3])), executeNetwork(network, image([2, size, 3]))]) {
      // Rows of 7 i mod 5: 0 2 4, 1 3 0, 2 4 1, 3 0 2.
      expect(found.dims).toEqual(dims);
      expect([...found.data]).toEqual(right);
    }
    expect(survey(graph, 'net.onnx').problems).toEqual([]);
  });

  test('may hand on a constant or a tensor from outside, hold another If, and share the names of its branches with others', () => {
    const b = build([1, 4]);
    const yes = b.node('Greater', [b.node('Size', ['image']), b.integers([3], [])]);
    const one = { type: 'float32', dims: [1], data: Float32Array.of(10) } as const;
    const inner = { then_branch: branch([{ inputs: ['local'], outputs: ['inner'] }], 'inner'), else_branch: branch([], 'image') };
    const nested = branch(
      [
        { name: 'twice', operator: 'Add', inputs: ['image', 'image'], outputs: ['local'] },
        { name: 'again', operator: 'If', inputs: [yes], outputs: ['result'], attributes: inner },
      ],
      'result',
    );
    const constant = b.node('If', [yes], { then_branch: branch([], 'c', { c: one }), else_branch: branch([], 'image') }, 'constant');
    const first = b.node('If', [yes], { then_branch: nested, else_branch: branch([], 'image') }, 'first');
    const second = b.node('If', [yes], { then_branch: nested, else_branch: branch([], 'image') }, 'second');
    const graph = b.graph(b.node('Sum', [constant, first, second]));
    expect([...interpret(graph, { dims: [4], data: Float32Array.of(1, 2, 3, 4) }).data]).toEqual([14, 18, 22, 26]);
    expect(readGraph(writeGraph(graph), graph.name)).toEqual(graph);
  });

  test('keeps layers in both forms: a network behind it is quantised after training', () => {
    const b = build([-1, 1, 4]);
    const isOne = b.node('Equal', [b.node('Gather', [b.node('Shape', ['image']), b.integers([1])], { axis: 0 }), b.integers([1])]);
    const one = { type: 'int64', dims: [1], data: BigInt64Array.of(1n) } as const;
    const then = branch([{ operator: 'Squeeze', inputs: ['image', 'one'], outputs: ['result'] }], 'result', { one });
    const flat = b.node('If', [isOne], { then_branch: then, else_branch: branch([], 'image') }, 'if');
    const graph = b.graph(b.node('Gemm', [flat, b.floats([4, 2], [1, -1, 0.5, 0.25, 0, 1, -0.5, 0.75])], {}, 'fc'));
    const options = { bits: { weight: 8, input: 8 }, all: true, images: [{ dims: [1, 4], data: Float32Array.of(0, 1, 0.5, 0.25) }] };
    const { network } = quantiseAfterTraining(graph, { name: 'net.onnx', sha256: '' }, options);
    expect(network.nodes.filter((node) => node.kind === 'dot').map((node) => node.name)).toEqual(['fc']);
  });
});

test('an If that the image decides is refused by its name', () => {
  const b = build([1, 4]);
  const condition = b.node('Greater', [b.node('ReduceMax', ['image'], { keepdims: 0 }), b.floats([], [0])]);
  const graph = b.graph(b.node('If', [condition], { then_branch: branch([], 'image'), else_branch: branch([], 'image') }, 'choice'));
  expect(survey(graph, 'net.onnx').problems).toMatchObject([{ node: 'choice', operator: 'If' }]);
  expect(() => lower(graph, { name: 'net.onnx', sha256: '' })).toThrow(/^net\.onnx: If node 'choice' uses the operator If, .* sizes of the image/);
});
