import { describe, expect, test } from 'vitest';
import { interpret, lower } from '../index.ts';
import { type Builder, build } from '../testing/build.ts';
import { executeNetwork } from '../testing/execute-network.ts';
import type { Dot } from '../types.ts';

const whole = (length: number, seed: number): number[] => Array.from({ length }, (_, i) => ((i * 7 + seed * 13 + ((i * i) % 11)) % 17) - 8);

/** A layer of ±1 weights between two binarisations, then a quantised classifier; `shift` keeps sums off 0 or on it. */
function layers(b: Builder, binarise: (x: string) => string, shift: number): readonly Dot[] {
  const weights = b.node('Sign', [
    b.floats(
      [8, 5],
      whole(40, 3).map((w) => w + 0.5),
    ),
  ]);
  const sums = b.node('MatMul', [binarise('image'), weights], {}, 'inner');
  const moved = binarise(b.node('Add', [sums, b.floats([5], [shift, shift, -shift, shift, shift])]));
  const graph = b.graph(
    b.node(
      'MatMul',
      [
        moved,
        b.quant(
          b.floats(
            [5, 3],
            whole(15, 4).map((w) => w / 8),
          ),
          { bits: 3, scale: 0.25 },
        ),
      ],
      {},
      'last',
    ),
  );
  const network = lower(graph, { name: 'net', sha256: '' });
  for (let seed = 0; seed < 12; seed++) {
    const image = { dims: [8], data: Float32Array.from(whole(8, seed)) };
    expect([...executeNetwork(network, image).data]).toEqual([...interpret(graph, image).data]);
  }
  return network.nodes.filter((node): node is Dot => node.kind === 'dot');
}

const where = (b: Builder, x: string, comparison: string, swapped: boolean, negated: boolean, levels: readonly [number, number]): string => {
  const zero = b.floats([], [0]);
  const compared = b.node(comparison, swapped ? [zero, x] : [x, zero]);
  return b.node('Where', [negated ? b.node('Not', [compared]) : compared, b.floats([], [levels[0]]), b.floats([1], [levels[1]])]);
};

describe('binarisation', () => {
  const ways = ['Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual'].flatMap((comparison) =>
    [false, true].flatMap((swapped) => [false, true].map((negated) => [comparison, swapped, negated] as const)),
  );
  test.each(ways)('Where on %s, operands swapped %s, negated %s, is a quantiser of one bit', (comparison, swapped, negated) => {
    const above = (comparison.startsWith('Greater') !== swapped) !== negated;
    const b = build([1, 8]);
    // Sums of 8 signs are even: a shift of 0 meets 0, where the ways differ.
    const dots = layers(b, (x) => where(b, x, comparison, swapped, negated, above ? [0.5, -0.5] : [-0.5, 0.5]), 0);
    expect(dots.map(({ name, weight, input }) => [name, weight.bits, input.bits])).toEqual([
      ['inner', 1, 1],
      ['last', 3, 1],
    ]);
  });

  test("Larq's sign without 0 is a quantiser of one bit", () => {
    for (const shift of [0.1, -0.1]) {
      const b = build([1, 8]);
      const dots = layers(b, (x) => b.node('Sign', [b.node('Add', [b.node('Sign', [x]), b.floats([], [shift])])]), 0);
      expect(dots.map(({ input }) => input.bits)).toEqual([1, 1]);
    }
  });

  test('Sign has two bits where 0 may occur, one where thresholds show that it does not', () => {
    const meets = build([1, 8]);
    expect(layers(meets, (x) => meets.node('Sign', [x]), 0).map(({ input }) => input.bits)).toEqual([2, 2]);
    const misses = build([1, 8]);
    expect(layers(misses, (x) => misses.node('Sign', [x]), 0.5).map(({ input, thresholds }) => [input.bits, thresholds?.output.bits])).toEqual([
      [2, 1],
      [1, undefined],
    ]);
  });

  test('levels that are not opposite, another threshold, or falling levels are left alone and still right', () => {
    for (const levels of [
      [1, 0],
      [-1, 1],
      [2, -1],
    ] as const) {
      const b = build([1, 8]);
      expect(layers(b, (x) => where(b, x, 'Greater', false, false, levels), 0)).toEqual([]);
    }
  });

  test('weights that hold only two or three levels in each kernel are read as such without a quantiser', () => {
    for (const [levels, bits] of [
      [[-0.5, 0.5], 1],
      [[-0.5, 0, 0.5], 2],
    ] as const) {
      const b = build([1, 6]);
      const data = Array.from({ length: 24 }, (_, i) => levels[(i * 5 + (i >> 2)) % levels.length]! * (i % 4 === 1 ? 3 : 1));
      const graph = b.graph(b.node('MatMul', [b.quant('image', { bits: 3, scale: 0.5 }), b.floats([6, 4], data)]));
      const network = lower(graph, { name: 'net', sha256: '' });
      const [dot] = network.nodes.filter((node): node is Dot => node.kind === 'dot');
      expect(dot!.weight.bits).toBe(bits);
      // The third kernel of the ternary weights is all zeros; any scale will do.
      expect([...dot!.weight.scale]).toEqual([0.5, 1.5, bits === 1 ? 0.5 : 1, 0.5]);
      const image = { dims: [6], data: Float32Array.from(whole(6, 2)) };
      expect([...executeNetwork(network, image).data]).toEqual([...interpret(graph, image).data]);
    }
    const b = build([1, 2]);
    const other = b.graph(b.node('MatMul', [b.quant('image', { bits: 3, scale: 0.5 }), b.floats([2, 2], [1, 0, 2, 0])]));
    expect(lower(other, { name: 'net', sha256: '' }).nodes.some((node) => node.kind === 'dot')).toBe(false);
  });
});
