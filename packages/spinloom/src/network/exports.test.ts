import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { interpret, lower, readGraph, survey, writeGraph } from './index.ts';
import { executeNetwork } from './testing/execute-network.ts';
import type { Tensor } from './types.ts';

const folder = new URL('./fixtures/exports/', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.onnx'))
  .map((name) => name.replace('.onnx', ''));
/** What PyTorch 1.13.1 computes (fixtures/exports/make.py), for two images each. */
const expected: Readonly<Record<string, readonly (readonly number[])[]>> = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8'));

/** Integer dot products that must stand in the arrays, of files that are quantised; with thresholds behind them. */
const quantised: Readonly<Record<string, readonly [dots: number, folded: number]>> = {
  'brevitas-qcdq': [3, 2],
  'ort-qdq': [3, 3],
  'ort-qoperator': [3, 3],
};

/** The formula of make.py. */
function image(dims: readonly number[], index: number): Tensor {
  const size = dims.reduce((product, dim) => product * dim, 1);
  return { dims, data: Float32Array.from({ length: size }, (_, i) => ((7919 * i + 104729 * index + 13) % 251) / 250) };
}

function expectClose(found: Tensor, right: readonly number[]): void {
  expect(found.data).toHaveLength(right.length);
  const largest = Math.max(...right.map(Math.abs));
  for (const [i, value] of right.entries()) expect(Math.abs(found.data[i]! - value)).toBeLessThanOrEqual(1e-3 * Math.abs(value) + 1e-5 * largest);
}

describe('networks as other tools write them', () => {
  test('are all here, with what they must give', () => {
    expect(names.toSorted()).toEqual(Object.keys(expected).toSorted());
    expect(names).toHaveLength(15);
  });

  test.each(names)('%s gives what PyTorch gives, by its graph and lowered', (name) => {
    const file = `${name}.onnx`;
    const graph = readGraph(new Uint8Array(readFileSync(new URL(file, folder))), file);
    expect(survey(graph, file).problems).toEqual([]);
    const network = lower(graph, { name: file, sha256: '' });
    for (const [index, right] of expected[name]!.entries()) {
      expectClose(interpret(graph, image(network.input, index)), right);
      expectClose(executeNetwork(network, image(network.input, index)), right);
    }
    const dots = network.nodes.flatMap((node) => (node.kind === 'dot' ? [node] : []));
    expect([dots.length, dots.filter((dot) => dot.thresholds !== undefined).length]).toEqual(quantised[name] ?? [0, 0]);
  });

  test.each(names)('%s gives the same after writing and reading', (name) => {
    const graph = readGraph(new Uint8Array(readFileSync(new URL(`${name}.onnx`, folder))), 'net.onnx');
    const again = readGraph(writeGraph(graph), 'net.onnx');
    // Strings, as the names of classes are, are not read and so not written.
    if (graph.unread === undefined) expect(again).toEqual(graph);
    const { input } = lower(again, { name: 'net.onnx', sha256: '' });
    expect(interpret(again, image(input, 0))).toEqual(interpret(graph, image(input, 0)));
  });
});
