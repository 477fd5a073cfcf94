import { expect, test } from 'vitest';
import { adam, adamRate } from './adam.ts';
import { draft, input, output } from './draft.ts';
import { floats, numbers, open } from './session.ts';

test('two steps equal the textbook in double precision', async () => {
  const options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-5 };
  const graph = draft('adam');
  const [weight, m, v, gradient] = ['weight', 'm', 'v', 'gradient'].map((name) => input(graph, name, [3]));
  const next = adam(
    graph,
    { weight: weight!, m: m!, v: v! },
    gradient!,
    adamRate(graph, input(graph, 'rate', []), input(graph, 'step', []), options),
    options,
  );
  for (const name of ['weight', 'm', 'v'] as const) output(graph, `next/${name}`, next[name]);
  const session = await open(graph);
  let state = { weight: floats([0.5, -1, 0], [3]), m: floats([0, 0, 0], [3]), v: floats([0, 0, 0], [3]) };
  const expected = { weight: [0.5, -1, 0], m: [0, 0, 0], v: [0, 0, 0] };
  for (const [step, slopes] of [
    [1, [0.3, -2, 1e-4]],
    [2, [-0.1, -1, 2e-4]],
  ] as const) {
    const out = await session.run({ ...state, gradient: floats(slopes, [3]), rate: floats([0.01], []), step: floats([step], []) });
    state = { weight: out['next/weight']!, m: out['next/m']!, v: out['next/v']! };
    slopes.forEach((g, i) => {
      expected.m[i] = 0.9 * expected.m[i]! + 0.1 * g;
      expected.v[i] = 0.999 * expected.v[i]! + 0.001 * g * g;
      const rate = (0.01 * Math.sqrt(1 - 0.999 ** step)) / (1 - 0.9 ** step);
      expected.weight[i]! -= (rate * expected.m[i]!) / (Math.sqrt(expected.v[i]!) + 1e-5);
    });
  }
  numbers(state.weight).forEach((w, i) => {
    expect(w).toBeCloseTo(expected.weight[i]!, 6);
  });
  await session.release();
});
