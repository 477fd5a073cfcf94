import { describe, expect, test } from 'vitest';
import { constant } from '../draft.ts';
import { differentiate, type Operand, spread, worst } from '../finite-differences.suite.ts';
import { activation } from './activation.ts';
import { averagePool } from './average-pool.ts';
import { batchNorm } from './batch-norm.ts';
import { convolution } from './convolution.ts';
import { crossEntropy } from './cross-entropy.ts';
import { dense } from './dense.ts';
import { dropout } from './dropout.ts';
import { flatten } from './flatten.ts';
import { maxPool } from './max-pool.ts';
import { weightDecay } from './weight-decay.ts';
import { tanhNormalise } from './weight-quantiser.ts';

/** Values away from the kinks of an operator at `kinks`, so that a central difference does not straddle one. */
const away = (operand: Operand, kinks: readonly number[], by = 0.03): Operand => ({
  ...operand,
  data: operand.data.map((value) => (kinks.some((kink) => Math.abs(value - kink) < by) ? value + 2 * by : value)),
});

describe('gradients agree with central differences', () => {
  test.each([
    { name: 'stride 1', x: [2, 3, 5, 6], w: [4, 3, 3, 3], stride: 1, pad: 0 },
    { name: 'padding', x: [2, 2, 4, 5], w: [3, 2, 3, 3], stride: 1, pad: 1 },
    { name: 'a kernel of one tap', x: [2, 3, 3, 3], w: [2, 3, 1, 1], stride: 1, pad: 0 },
    { name: 'padding beyond the kernel', x: [1, 1, 3, 3], w: [2, 1, 1, 1], stride: 1, pad: 1 },
    { name: 'stride 2 with padding', x: [2, 2, 5, 5], w: [3, 2, 3, 3], stride: 2, pad: 1 },
    { name: 'stride 2 that leaves a row over', x: [2, 2, 6, 7], w: [3, 2, 3, 3], stride: 2, pad: 0 },
    { name: 'stride 3', x: [1, 2, 8, 7], w: [2, 2, 2, 3], stride: 3, pad: 0 },
    { name: 'a kernel that covers its input', x: [3, 2, 3, 4], w: [4, 2, 3, 4], stride: 1, pad: 0 },
  ])('convolution: $name', async ({ x, w, stride, pad }) => {
    const result = await differentiate((on, [a, b]) => convolution(on, a!, b!, { stride, pad }), [spread(x), spread(w, 1, 0.7)]);
    expect(worst(result)).toBeLessThan(1e-3);
  });

  test('average pool', async () => {
    expect(worst(await differentiate((on, [x]) => averagePool(on, x!, 2), [spread([2, 3, 4, 6])]))).toBeLessThan(1e-3);
  });

  test('max pool', async () => {
    // Neighbours of the golden-ratio sequence lie further apart than two steps of the difference.
    const result = await differentiate((on, [x]) => maxPool(on, x!, 2), [spread([2, 3, 4, 6])], 2e-3);
    expect(worst(result)).toBeLessThan(2e-3);
    expect([...result.analytic[0]!].filter((slope) => slope !== 0)).toHaveLength(result.y.length);
  });

  test('max pool of equal values: the slope goes to the first of them', async () => {
    // [1, 1, 2, 2] in rows of 2 x 4: two windows, of maxima 7 (twice) and 5 (three times).
    const x = { dims: [1, 1, 2, 4], data: [0, 7, 5, 5, 7, 0, 5, 1] };
    const { y, analytic } = await differentiate((on, [value]) => maxPool(on, value!, 2), [x]);
    expect([...y]).toEqual([7, 5]);
    expect([...analytic[0]!].map((slope, at) => (slope === 0 ? -1 : at)).filter((at) => at >= 0)).toEqual([1, 2]);
  });

  test('batch normalisation of x, gamma and beta', async () => {
    const operands = [spread([4, 2, 3, 2], 1.5), spread([2], 0.5, 0.9), spread([2], 1, 0.2)];
    expect(worst(await differentiate((on, [x, g, b]) => batchNorm(on, x!, g!, b!, 1e-4).y, operands))).toBeLessThan(2e-3);
  });

  test('clip', async () => {
    expect(worst(await differentiate((on, [x]) => activation(on, x!, 32), [away(spread([40], 2), [0, 1])]))).toBeLessThan(1e-3);
  });

  test('rectifier', async () => {
    const rectified = await differentiate((on, [x]) => activation(on, x!, 32, Number.POSITIVE_INFINITY), [away(spread([40], 2), [0])]);
    expect(worst(rectified)).toBeLessThan(1e-3);
    expect(Math.max(...rectified.y)).toBeGreaterThan(1);
  });

  test('dense', async () => {
    const operands = [spread([3, 5]), spread([4, 5], 1, 0.5), spread([4], 1, 0.8)];
    expect(worst(await differentiate((on, [x, w, b]) => dense(on, x!, w!, b!), operands))).toBeLessThan(1e-3);
  });

  test('flatten', async () => {
    expect(worst(await differentiate((on, [x]) => flatten(on, x!), [spread([2, 3, 2, 2])]))).toBeLessThan(1e-3);
  });

  test('soft-max cross-entropy', async () => {
    const labels = [0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1];
    const result = await differentiate((on, [x]) => crossEntropy(on, x!, constant(on.graph, labels, [3, 4])), [spread([3, 4], 3)]);
    expect(worst(result)).toBeLessThan(2e-3);
  });

  test('weight decay', async () => {
    const loss = (on: Parameters<typeof crossEntropy>[0]) => constant(on.graph, 0);
    expect(worst(await differentiate((on, [w]) => weightDecay(on, loss(on), w!, 0.3), [spread([7])]))).toBeLessThan(1e-3);
  });

  test('dropout with a fixed mask', async () => {
    const uniform = spread([30], 0.5, 0.4).data.map((value) => value + 0.5);
    const result = await differentiate((on, [x]) => dropout(on, x!, 0.4, constant(on.graph, uniform)), [spread([30])]);
    expect(worst(result)).toBeLessThan(1e-3);
    expect([...result.y].filter((value) => value === 0)).toHaveLength(uniform.filter((value) => Math.fround(value) < Math.fround(0.4)).length);
  });

  test('tanh normalisation of weights, through the maximum', async () => {
    expect(worst(await differentiate((on, [w]) => tanhNormalise(on, w!), [spread([3, 4], 1.2)], 3e-3))).toBeLessThan(2e-3);
  });
});
