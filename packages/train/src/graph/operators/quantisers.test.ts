import { describe, expect, test } from 'vitest';
import { multiply, reduceAll } from '../arithmetic.ts';
import { constant, draft, input, output } from '../draft.ts';
import { differentiate, spread } from '../finite-differences.suite.ts';
import { floats, numbers, open } from '../session.ts';
import { gradients, tape } from '../tape.ts';
import { activation } from './activation.ts';
import { gradientQuantiser } from './gradient-quantiser.ts';
import { tanhNormalise, weightQuantiser } from './weight-quantiser.ts';

/** Half to even, in double precision. */
const round = (x: number): number => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));
const close = (a: Float32Array, b: readonly number[]): void => {
  expect(a).toHaveLength(b.length);
  a.forEach((value, i) => {
    expect(value).toBeCloseTo(b[i]!, 5);
  });
};

describe('weights', () => {
  test('one bit: sign times the mean magnitude of the whole tensor, zero counts as positive', async () => {
    const data = [0.5, -0.25, 0, -1, 2, -0.1];
    const { y, analytic } = await differentiate((on, [w]) => weightQuantiser(on, w!, 1), [{ dims: [2, 3], data }]);
    const mean = data.reduce((sum, w) => sum + Math.abs(w), 0) / data.length;
    close(
      y,
      data.map((w) => (w >= 0 ? mean : -mean)),
    );
    close(analytic[0]!, spread([2, 3], 1, 0.37).data);
  });

  test.each([2, 3, 4, 8])('%i bits: the tanh form', async (bits) => {
    const { dims, data } = spread([5, 4], 1.7);
    const { y, analytic } = await differentiate((on, [w]) => weightQuantiser(on, w!, bits), [{ dims, data }]);
    const largest = Math.max(...data.map((w) => Math.abs(Math.tanh(w))));
    const n = 2 ** bits - 1;
    close(
      y,
      data.map((w) => (2 * round((Math.tanh(w) / largest / 2 + 0.5) * n)) / n - 1),
    );
    // Straight through the rounding: the gradient of the smooth form.
    const smooth = await differentiate((on, [w]) => tanhNormalise(on, w!), [{ dims, data }]);
    close(analytic[0]!, [...smooth.analytic[0]!]);
  });

  test('32 bits: the weights themselves', async () => {
    const { dims, data } = spread([6]);
    close(
      (await differentiate((on, [w]) => activation(on, weightQuantiser(on, w!, 32), 32), [{ dims, data }])).y,
      data.map((w) => Math.max(0, w)),
    );
  });
});

describe('activations', () => {
  test.each([1, 2, 4, 8])('%i bits: clip, then round to levels; the gradient passes inside [0, 1]', async (bits) => {
    const data = [-0.4, 0, 0.1, 0.31, 0.5, 0.73, 1, 1.0001, 3];
    const { y, analytic } = await differentiate((on, [x]) => activation(on, x!, bits), [{ dims: [9], data }]);
    const n = 2 ** bits - 1;
    close(
      y,
      data.map((x) => round(Math.min(1, Math.max(0, x)) * n) / n),
    );
    close(
      analytic[0]!,
      spread([9], 1, 0.37).data.map((r, i) => (data[i]! >= 0 && data[i]! <= 1 ? r : 0)),
    );
  });

  test('halves go to the even level', async () => {
    // 2 bits: n = 3; x n = 0.5, 1.5, 2.5.
    close((await differentiate((on, [x]) => activation(on, x!, 2), [{ dims: [2], data: [0.5 / 3, 0.5] }])).y, [0, 2 / 3]);
  });
});

describe('gradients', () => {
  const dims = [3, 2, 2];
  const r = [...spread([2, 2, 2], 0.01).data, 0, 0, 0, 0];
  const u = spread(dims, 0.5, 0.2).data.map((value) => value + 0.5);

  test.each([2, 4, 8])('%i bits: scaled by the largest magnitude of each sample, dithered, rounded', async (bits) => {
    const graph = draft('test');
    const on = tape(graph);
    const x = input(graph, 'x', dims);
    const y = gradientQuantiser(on, x, bits, () => constant(graph, u, dims));
    const loss = reduceAll(graph, 'Sum', multiply(graph, y, constant(graph, r, dims)));
    on.records.push({ output: loss, inputs: [y], backward: () => [constant(graph, r, dims)] });
    output(graph, 'y', y);
    output(graph, 'g', gradients(on, loss, [x])[0]!);
    const session = await open(graph);
    const data = spread(dims).data;
    const results = await session.run({ x: floats(data, dims) });
    close(numbers(results.y), data);
    const n = 2 ** bits - 1;
    const expected = r.map((dx, i) => {
      const m = Math.max(...r.slice(4 * Math.floor(i / 4), 4 * Math.floor(i / 4) + 4).map(Math.abs));
      const z = Math.min(1, Math.max(0, m === 0 ? 0.5 : dx / m / 2 + 0.5 + (u[i]! - 0.5) / n));
      return m === 0 ? 0 : 2 * m * (round(z * n) / n - 0.5);
    });
    numbers(results.g).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 7);
    });
    await session.release();
  });
});
