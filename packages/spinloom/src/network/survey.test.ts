import { describe, expect, test } from 'vitest';
import { lower, survey } from './index.ts';
import { build } from './testing/build.ts';
import type { Graph } from './types.ts';

const sentences = (graph: Graph): readonly string[] => survey(graph, 'net.onnx').problems.map(({ sentence }) => sentence);

describe('a survey', () => {
  test('finds nothing in a network that is read, and shapes all of it', () => {
    const b = build([1, 4]);
    const graph = b.graph(b.node('Relu', [b.node('MatMul', ['image', b.floats([4, 3], new Float32Array(12))])]));
    const { problems, steps } = survey(graph, 'net.onnx');
    expect(problems).toEqual([]);
    expect(steps.map(({ dims }) => dims)).toEqual([
      [1, 3],
      [1, 3],
    ]);
  });

  test('tells every operator, attribute and shape that is not supported, also behind one that is not', () => {
    const b = build([1, 1, 8, 8]);
    const odd = b.node('LSTM', [b.node('Relu', ['image'], {}, 'first')], {}, 'recurrent');
    const behind = b.node('Einsum', [b.node('Relu', [odd], { slope: 1 }, 'sloped')], {}, 'sum');
    const misfit = b.node('Conv', ['image', b.floats([2, 3, 3, 3], new Float32Array(54))], {}, 'conv');
    const graph = b.graph(b.node('Add', [behind, misfit], {}, 'last'));
    const { problems, steps } = survey(graph, 'net.onnx');
    expect(problems.map(({ node, operator }) => [node, operator])).toEqual(
      expect.arrayContaining([
        ['recurrent', 'LSTM'],
        ['sloped', 'Relu'],
        ['sum', 'Einsum'],
        ['conv', 'Conv'],
      ]),
    );
    expect(problems).toHaveLength(4);
    expect(steps.map(({ node }) => node.name)).toEqual(['first']);
    expect(sentences(graph)).toContain(
      "net.onnx: Conv node 'conv' cannot convolve [1, 1, 8, 8] with weights [2, 3, 3, 3] in 1 group(s); check the export",
    );
  });

  test('starts with the sentence with which the file is refused', () => {
    const b = build([1, 1, 8, 8]);
    const graph = b.graph(b.node('Einsum', [b.node('LSTM', ['image'], {}, 'one')], {}, 'two'));
    expect(() => lower(graph, { name: 'net.onnx', sha256: '' })).toThrow(sentences(graph)[0]!);
    expect(sentences(graph)).toHaveLength(2);
  });

  test('goes on where the graph as a whole cannot be ordered or has an open image size', () => {
    const b = build([1, 3, -1, -1]);
    const graph = b.graph(b.node('LSTM', [b.node('Relu', ['image'])], {}, 'recurrent'));
    expect(survey(graph, 'net.onnx').problems.map(({ node }) => node)).toEqual([null, 'recurrent']);
    const torn: Graph = { ...graph, nodes: graph.nodes.map((node) => ({ ...node, inputs: ['nothing'] })) };
    expect(sentences(torn)[0]).toContain("needs the tensor 'nothing', which nothing makes");
    expect(sentences(torn)).toHaveLength(2);
  });

  test('sees an output that does not depend on the image', () => {
    const b = build([1, 4]);
    const graph = b.graph(b.node('Relu', [b.floats([2], [1, 2])]));
    expect(sentences(graph)).toHaveLength(1);
  });
});
