import { expect, test } from 'vitest';
import { multiply } from './arithmetic.ts';
import { draft, input, output } from './draft.ts';
import { draw, noise, noiseOffset, noiseTable } from './noise.ts';
import { floats, numbers, open } from './session.ts';

test('the table is uniform in [0, 1) and a function of the seed', () => {
  const table = noiseTable(1, 20_000);
  const mean = table.reduce((sum, u) => sum + u, 0) / table.length;
  const square = table.reduce((sum, u) => sum + u * u, 0) / table.length;
  expect(Math.min(...table)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...table)).toBeLessThan(1);
  // Five deviations of the mean of 20,000 uniforms and of their squares.
  expect(Math.abs(mean - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / 20_000));
  expect(Math.abs(square - 1 / 3)).toBeLessThan(5 * Math.sqrt(4 / 45 / 20_000));
  expect(noiseTable(1, 10)).toEqual(table.slice(0, 10));
  expect(noiseTable(2, 10)).not.toEqual(table.slice(0, 10));
});

test('a consumer reads a run of the table from its offset', async () => {
  const graph = draft('noise');
  const from = noise(graph, 6);
  output(graph, 'y', multiply(graph, draw(from, [2, 3]), input(graph, 'one', [])));
  const session = await open(graph);
  const table = noiseTable(1, from.table.dims[0]!);
  const offset = noiseOffset(1, 7, 0);
  expect(offset).not.toBe(noiseOffset(1, 8, 0));
  expect(offset).not.toBe(noiseOffset(1, 7, 1));
  const { y } = await session.run({ noise: floats(table, [table.length]), 'noise/offset0': floats([offset], [1]), one: floats([1], []) });
  expect([...numbers(y)]).toEqual([...table.slice(offset, offset + 6)]);
  await session.release();
});
