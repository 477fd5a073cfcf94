import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpret, lower } from '../index.ts';
import { type Builder, build } from '../testing/build.ts';
import { executeNetwork } from '../testing/execute-network.ts';
import type { Dot, Graph } from '../types.ts';
import { foldTransposes } from './fold-transposes.ts';

const wave = (length: number, seed: number): Float32Array => Float32Array.from({ length }, (_, i) => Math.round(16 * Math.sin(seed + 1.7 * i)) / 8);
const toLast = { perm: [0, 2, 3, 1] };
const toFirst = { perm: [0, 3, 1, 2] };

/** As tf2onnx writes a channels-last network: transposed before and behind each convolution. */
function channelsLast(b: Builder): Graph {
  const quant = (x: string): string => b.quant(x, { bits: 3, scale: 0.25, signed: false });
  const conv = (x: string, dims: readonly number[], seed: number, name: string): string => {
    const weights = b.quant(
      b.floats(
        dims,
        wave(
          dims.reduce((p, d) => p * d, 1),
          seed,
        ),
      ),
      { bits: 2, scale: 0.5, narrow: true },
    );
    const inside = b.node('Conv', [b.node('Transpose', [x], toFirst), weights], { auto_pad: 'SAME_UPPER', strides: [1, 1] }, name);
    return b.node('Transpose', [inside], toLast);
  };
  const first = b.node('Relu', [
    b.node('Add', [
      b.node('Mul', [conv(quant('image'), [4, 2, 3, 3], 1, 'conv0'), b.floats([4], [0.5, 1, 2, 0.25])]),
      b.floats([1, 1, 1, 4], wave(4, 9)),
    ]),
  ]);
  const second = quant(b.node('Clip', [conv(quant(first), [3, 4, 3, 3], 2, 'conv1'), b.floats([], [-1]), b.floats([], [1.5])]));
  const third = b.node('GlobalAveragePool', [b.node('Transpose', [second], toFirst)]);
  return b.graph(b.node('Flatten', [third]));
}

describe('transpositions of channels-last exports', () => {
  test('fold, so that each layer reaches its quantiser', () => {
    const graph = channelsLast(build([1, 5, 6, 2]));
    const network = lower(graph, { name: 'net', sha256: '' });
    const dots = network.nodes.filter((node): node is Dot => node.kind === 'dot');
    expect(dots.map(({ name }) => name)).toEqual(['conv0', 'conv1']);
    expect(dots.every((dot) => dot.thresholds !== undefined)).toBe(true);
    expect(network.nodes.filter((node) => node.kind === 'digital').map((node) => node.kind === 'digital' && node.operator)).toEqual([
      'quant',
      'transpose',
      'global-average-pool',
    ]);
    for (let seed = 0; seed < 4; seed++) {
      const image = { dims: network.input, data: wave(60, seed) };
      expect([...executeNetwork(network, image).data]).toEqual([...interpret(graph, image).data]);
    }
  });

  test('a constant that varies along an axis goes along; a residual addition of two transposed maps too', () => {
    const b = build([1, 2, 3, 4]);
    const left = b.node('Transpose', ['image'], toLast);
    const right = b.node('Mul', [b.node('Transpose', [b.node('Neg', ['image'])], toLast), b.floats([3, 1, 2], [1, 2, 3, 4, 5, 6])]);
    const joined = b.node('Concat', [b.node('Add', [left, right]), left], { axis: -1 });
    const graph = b.graph(b.node('Transpose', [joined], toFirst));
    const folded = foldTransposes(graph);
    const image = { dims: [2, 3, 4], data: wave(24, 3) };
    expect(interpret(folded, image)).toEqual(interpret(graph, image));
    // What is left of the five transpositions makes tensors that nothing reads.
    expect(folded.nodes.find((node) => node.outputs[0] === graph.outputs[0]!.name)!.operator).toBe('Identity');
  });

  test('what cannot change places stays: an axis quantiser, a constant of another type, a file in another order', () => {
    const b = build([1, 2, 3]);
    const transposed = b.node('Transpose', ['image'], { perm: [0, 2, 1] });
    const graph = b.graph(
      b.node(
        'DequantizeLinear',
        [b.node('QuantizeLinear', [transposed, b.floats([3], [0.5, 0.25, 1])], { axis: 1 }), b.floats([3], [0.5, 0.25, 1])],
        { axis: 1 },
      ),
    );
    const image = { dims: [2, 3], data: wave(6, 4) };
    expect(interpret(foldTransposes(graph), image)).toEqual(interpret(graph, image));
    const backwards = { ...graph, nodes: graph.nodes.toReversed() };
    expect(interpret(foldTransposes(backwards), image)).toEqual(interpret(graph, image));
  });

  test('never changes what a graph computes', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('transpose' as const), perm: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }) }),
      fc.record({ kind: fc.constantFrom('Relu', 'Neg', 'Sigmoid') }),
      fc.record({ kind: fc.constantFrom('Add', 'Mul', 'Sub'), axes: fc.subarray([0, 1, 2]), first: fc.boolean() }),
      fc.record({ kind: fc.constantFrom('both', 'stack') }),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 10 }), (steps) => {
        const b = build([1, 2, 3, 4]);
        // The batch stays in front: axes 1 to 3 are shuffled.
        let flow = 'image';
        let dims = [2, 3, 4];
        for (const [at, each] of steps.entries()) {
          if ('perm' in each) {
            flow = b.node('Transpose', [flow], { perm: [0, ...each.perm.map((axis) => axis + 1)] });
            dims = each.perm.map((axis) => dims[axis]!);
          } else if ('axes' in each) {
            const own = dims.map((size, axis) => (each.axes.includes(axis) ? size : 1));
            const constant = b.floats(
              own,
              wave(
                own.reduce((p, d) => p * d, 1),
                at,
              ),
            );
            flow = b.node(each.kind, each.first ? [flow, constant] : [constant, flow]);
          } else if (each.kind === 'both') flow = b.node('Add', [flow, b.node('Relu', [flow])]);
          else if (each.kind === 'stack') {
            flow = b.node('Concat', [flow, flow], { axis: 2 });
            dims = dims.with(1, 2 * dims[1]!);
          } else flow = b.node(each.kind, [flow]);
        }
        const graph = b.graph(flow);
        const image = { dims: [2, 3, 4], data: wave(24, 1) };
        expect(interpret(foldTransposes(graph), image)).toEqual(interpret(graph, image));
      }),
      { numRuns: 200 },
    );
  });
});
