import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkLabels, interpret, lower, readGraph, readIdxImages, readIdxLabels, readNetwork, toInput, writeGraph } from './index.ts';
import { executeNetwork } from './testing/execute-network.ts';
import type { Tensor } from './types.ts';

const shared = new URL('../../../../../shared/data/', import.meta.url);
const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, shared)));
const classOf = (logits: Tensor): number => logits.data.indexOf(Math.max(...logits.data));
const absent = !existsSync(shared);

describe.skipIf(absent)(`networks written by other tools${absent ? ' (skipped: no shared/data beside the repository)' : ''}`, () => {
  test('TFC_1W2A classifies 1886 of 2000 digits, by its own graph and lowered', () => {
    const images = readIdxImages(bytesOf('mnist/t2k-images-idx3-ubyte.gz'), 'images');
    const labels = readIdxLabels(bytesOf('mnist/t2k-labels-idx1-ubyte.gz'), 'labels');
    const bytes = bytesOf('onnx/TFC_1W2A.onnx');
    const graph = readGraph(bytes, 'TFC_1W2A.onnx');
    const network = readNetwork(bytes, 'TFC_1W2A.onnx');
    checkLabels(labels, images.count, network.classes);
    expect(network.nodes.filter((node) => node.kind === 'dot')).toHaveLength(4);
    let byGraph = 0;
    let lowered = 0;
    let worst = 0;
    for (let i = 0; i < images.count; i++) {
      const image = toInput(images, i, { scale: 1 / 255, mean: [0], std: [1] }, network.input);
      const reference = interpret(graph, image);
      const logits = executeNetwork(network, image);
      if (classOf(reference) === labels[i]) byGraph++;
      if (classOf(logits) === labels[i]) lowered++;
      for (let j = 0; j < 10; j++) worst = Math.max(worst, Math.abs(logits.data[j]! - reference.data[j]!));
    }
    expect([byGraph, lowered]).toEqual([1886, 1886]);
    expect(worst).toBeLessThan(1e-5);
  });

  test.each([
    ['kwsmlp_w3a3.onnx', 4],
    ['onnxzoo-mnist-conv.onnx', 0],
  ])('%s runs lowered as by its graph, with %i integer dot products', (file, dots) => {
    const graph = readGraph(bytesOf(`onnx/${file}`), file);
    const network = lower(graph, { name: file, sha256: '' });
    expect(network.nodes.filter((node) => node.kind === 'dot')).toHaveLength(dots);
    for (let i = 0; i < 20; i++) {
      const size = network.input.reduce((product, dim) => product * dim, 1);
      const image = { dims: network.input, data: Float32Array.from({ length: size }, (_, at) => Math.abs(Math.sin(at * (i + 1))) * 40 - 10) };
      const reference = interpret(graph, image);
      const logits = executeNetwork(network, image);
      const largest = Math.max(...reference.data.map(Math.abs));
      for (let j = 0; j < network.classes; j++) expect(Math.abs(logits.data[j]! - reference.data[j]!)).toBeLessThanOrEqual(1e-4 * largest);
      expect(classOf(logits)).toBe(classOf(reference));
    }
  });

  test.each(['TFC_1W2A.onnx', 'kwsmlp_w3a3.onnx', 'onnxzoo-mnist-conv.onnx'])('%s is the same graph after writing and reading', (file) => {
    const graph = readGraph(bytesOf(`onnx/${file}`), file);
    expect(readGraph(writeGraph(graph), file)).toEqual(graph);
  });
});
