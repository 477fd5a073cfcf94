import { describe, expect, test } from 'vitest';
import { type Digital, interpret, lower, readGraph, runDigital, runGraph, writeGraph } from './index.ts';
import { type Builder, build } from './testing/build.ts';
import { executeNetwork } from './testing/execute-network.ts';
import type { Attribute, Constant, Graph } from './types.ts';

/** The sentence with which the graph of `make` is refused, without an image. */
function refused(dims: readonly number[], make: (b: Builder) => string, opset = 13): string {
  const b = build(dims, { opset });
  return refusedGraph(b.graph(make(b)));
}

function refusedGraph(graph: Graph): string {
  try {
    lower(graph, { name: 'net.onnx', sha256: '' });
  } catch (error) {
    expect(error).toMatchObject({ name: 'Refusal' });
    return (error as Error).message;
  }
  throw new Error('was not refused');
}

const zeros = (length: number): Float32Array => new Float32Array(length);
const value: Constant = { type: 'float32', dims: [1], data: Float32Array.of(Number.NEGATIVE_INFINITY) };

describe('sizes', () => {
  test('negative and enormous tensors are refused before they are made, with node and shape', () => {
    const filled = (sizes: readonly number[]) => (b: Builder) =>
      b.node('MatMul', ['image', b.node('ConstantOfShape', [b.integers(sizes)], {}, 'fill')]);
    expect(refused([1, 4], filled([4, -1]))).toMatch(/^net\.onnx: ConstantOfShape node 'fill' makes a tensor of the impossible shape \[4, -1\]; /);
    expect(refused([1, 4], filled([4, 1e11]))).toMatch(
      /^net\.onnx: ConstantOfShape node 'fill' makes a tensor of shape \[4, 100000000000\], .* 2684/,
    );
    expect(refused([1, 3, 1e6, 1e6], (b) => b.node('Relu', ['image']))).toMatch(
      /^net\.onnx has an input 'image' of shape \[1, 3, 1000000, 1000000\]/,
    );
    const product = (b: Builder): string =>
      b.node('MatMul', [b.node('Reshape', ['image', b.integers([-1, 1])]), b.node('Reshape', ['image', b.integers([1, -1])])], {}, 'outer');
    expect(refused([1, 40000], product)).toMatch(/MatMul node 'outer' makes a tensor of shape \[40000, 40000\]/);
  });

  test('padding that makes an enormous map is refused, even where few windows fit in it', () => {
    const padded = (operator: string, attributes: Record<string, Attribute>) => (b: Builder) =>
      b.node(operator, operator === 'Conv' ? ['image', b.floats([1, 1, 3, 3], zeros(9))] : ['image'], attributes, 'c');
    const pads = [1e6, 1e6, 1e6, 1e6];
    expect(refused([1, 1, 8, 8], padded('Conv', { pads }))).toMatch(/Conv node 'c' makes a padded map of shape \[1, 2000008, 2000008\]/);
    expect(refused([1, 1, 8, 8], padded('Conv', { pads, strides: [1e6, 1e6] }))).toContain('[1, 2000008, 2000008]');
    expect(refused([1, 1, 8, 8], padded('Conv', { auto_pad: 'SAME_UPPER', dilations: [1e6, 1e6] }))).toContain('makes a padded map');
    expect(refused([1, 1, 8, 8], padded('MaxPool', { kernel_shape: [1e6, 1e6], pads }))).toContain('makes a padded map');
  });

  test('activations and weights that hold nothing are refused', () => {
    expect(refused([1, 4], (b) => b.node('MatMul', ['image', b.floats([4, 0], [])], {}, 'fc'))).toMatch(
      /^net\.onnx: MatMul node 'fc' reads 'c0' of shape \[4, 0\], which holds nothing; /,
    );
    expect(refused([1, 1, 8, 8], (b) => b.node('Conv', ['image', b.floats([0, 1, 3, 3], [])]))).toContain('holds nothing');
    expect(refused([1, 1, 8, 8], (b) => b.node('Conv', ['image', b.floats([2, 1, 0, 3], [])]))).toContain('holds nothing');
    expect(refused([1, 1, 8, 8], (b) => b.node('Conv', ['image', b.integers([], [2, 1, 0, 3])]))).toContain('kernel of 0 x 3');
    const cut = (b: Builder): string => b.node('Relu', [b.node('Slice', ['image', b.integers([3]), b.integers([1]), b.integers([1])], {}, 'cut')]);
    expect(refused([1, 4], cut)).toMatch(/Slice node 'cut' makes a tensor of shape \[1, 0\], which holds nothing; /);
  });

  test('an empty list of integers is the shape of a scalar', () => {
    const b = build([1, 1]);
    const graph = b.graph(b.node('Reshape', ['image', b.integers([])]));
    expect(lower(graph, { name: 'n', sha256: '' }).classes).toBe(1);
  });

  test.each([[[-1, -1]], [[-3, 4]], [[-4, -1, -1]]])('a reshape to %j is refused', (sizes) => {
    expect(refused([1, 4], (b) => b.node('Reshape', ['image', b.integers(sizes)], {}, 'r'))).toBe(
      `net.onnx: Reshape node 'r' asks for the shape [${sizes.join(', ')}]; sizes of at least 0, and one -1 at most, are expected: check the export`,
    );
  });

  test('lists of sizes and positions hold whole numbers, and as many as belong together', () => {
    expect(refused([1, 4], (b) => b.node('Reshape', ['image', b.floats([2], [1.5, 4])], {}, 'r'))).toContain(
      "reads shape from 'c0', which holds 1.5",
    );
    expect(refused([1, 4], (b) => b.node('Slice', ['image', b.integers([0, 0]), b.integers([1])]))).toContain('2 starts, 1 ends, 2 axes and 2 steps');
    expect(refused([1, 4], (b) => b.node('Unsqueeze', ['image', b.integers([0, -4])]))).toContain('of which two are the same');
  });
});

describe('axes and indices', () => {
  test.each<[string, (b: Builder) => string]>([
    ['Softmax', (b) => b.node('Softmax', ['image'], { axis: 7 }, 'n')],
    ['Softmax', (b) => b.node('Softmax', ['image'], { axis: 2 }, 'n')],
    ['Concat', (b) => b.node('Concat', ['image', 'image'], { axis: 2 }, 'n')],
    ['Gather', (b) => b.node('Gather', ['image', b.integers([0])], { axis: -3 }, 'n')],
    ['Flatten', (b) => b.node('Flatten', ['image'], { axis: 3 }, 'n')],
    ['ReduceProd', (b) => b.node('ReduceProd', ['image'], { axes: [2] }, 'n')],
    ['Slice', (b) => b.node('Slice', ['image', b.integers([0]), b.integers([1]), b.integers([2])], {}, 'n')],
    ['Squeeze', (b) => b.node('Squeeze', ['image', b.integers([2])], {}, 'n')],
    ['Unsqueeze', (b) => b.node('Unsqueeze', ['image', b.integers([3])], {}, 'n')],
  ])('%s refuses an axis that its operand lacks, without an image', (operator, make) => {
    expect(refused([1, 4], make)).toMatch(new RegExp(`^net\\.onnx: ${operator} node 'n' has axis -?\\d, but its operand has \\d dimensions; `));
  });

  test('Flatten may cut behind the last axis', () => {
    const b = build([1, 4]);
    const graph = b.graph(b.node('Flatten', ['image'], { axis: 2 }));
    expect(interpret(graph, { dims: [4], data: zeros(4) }).dims).toEqual([4, 1]);
  });

  test('constant indices out of range are refused without an image; others, when one runs, by file and node', () => {
    expect(refused([1, 4], (b) => b.node('Gather', ['image', b.integers([3, 4])], { axis: 1 }, 'pick'))).toBe(
      "net.onnx: Gather node 'pick' picks index 4 along axis 1 of shape [1, 4]; -4 to 3 are expected: check the export",
    );
    const b = build([1, 1]);
    const network = lower(b.graph(b.node('Gather', [b.floats([3], [5, 6, 7]), 'image'], {}, 'look')), { name: 'net.onnx', sha256: '' });
    const at = (index: number) => runDigital(network.nodes[0] as Digital, [{ dims: [1], data: Float32Array.of(index) }]);
    expect(at(2).data[0]).toBe(7);
    expect(() => at(3)).toThrow(/^net\.onnx: Gather node 'look' picks index 3 along axis 0 of shape \[3\]; /);
  });
});

describe('the batch of a map of three dimensions', () => {
  test('is refused where it is not 1', () => {
    const conv = (b: Builder): string => b.node('Conv', ['image', b.floats([2, 3, 5], zeros(30))], {}, 'conv');
    expect(refused([4, 3, 20], conv)).toMatch(/^net\.onnx: Conv node 'conv' takes the first size of 'image', of shape \[4, 3, 20\], as the batch, /);
    expect(refused([4, 3, 20], (b) => b.node('MaxPool', ['image'], { kernel_shape: [2] }))).toContain('as the batch');
    const four = (b: Builder): string => b.floats([3], [1, 1, 1]);
    expect(refused([4, 3, 20], (b) => b.node('BatchNormalization', ['image', four(b), four(b), four(b), four(b)]))).toContain('as the batch');
    expect(refused([4, 3, 20], (b) => b.node('MatMul', [b.node('Flatten', ['image']), b.floats([60, 10], zeros(600))]))).toMatch(
      /^net\.onnx has an input 'image' of shape \[4, 3, 20\] and an output of shape \[4, 10\], which looks like a batch of 4; /,
    );
  });

  test('an image without a batch stays whole, and a fixed batch of a map of two or four dimensions becomes 1', () => {
    const whole = build([3, 4, 4]);
    const x = whole.node('Reshape', ['image', whole.integers([1, -1])]);
    const network = lower(whole.graph(whole.node('MatMul', [x, whole.floats([48, 10], zeros(480))])), { name: 'n', sha256: '' });
    expect([network.input, network.classes]).toEqual([[3, 4, 4], 10]);
    for (const dims of [
      [4, 12],
      [4, 3, 2, 2],
    ]) {
      const b = build(dims);
      const fixed = lower(b.graph(b.node('MatMul', [b.node('Flatten', ['image']), b.floats([12, 10], zeros(120))])), { name: 'n', sha256: '' });
      expect([fixed.input, fixed.classes]).toEqual([dims.slice(1), 10]);
    }
  });
});

describe('numbers that are not finite', () => {
  test('divisors that hold 0 are refused, by what they are', () => {
    expect(refused([1, 2], (b) => b.node('Div', ['image', b.floats([2], [1, 0])], {}, 'd'))).toBe(
      "net.onnx: Div node 'd' divides by 'c0', which holds 0; check training and export",
    );
    expect(refused([1, 2], (b) => b.node('Add', ['image', b.node('Div', [b.integers([4]), b.integers([0])])]))).toContain('which holds 0');
  });

  test('what is computed from constants is refused where it is computed', () => {
    const made = (operator: string, a: number, second?: number) => (b: Builder) =>
      b.node('Add', ['image', b.node(operator, [b.floats([1], [a]), ...(second === undefined ? [] : [b.floats([1], [second])])], {}, 'k')]);
    expect(refused([1, 2], made('Sqrt', -1))).toBe(
      "net.onnx: Sqrt node 'k' makes NaN from constants (number 1 of 1); finite numbers are expected: check training and export",
    );
    expect(refused([1, 2], made('Pow', -8, 1 / 3))).toContain("Pow node 'k' makes NaN from constants");
    expect(refused([1, 2], made('Mul', 1e30, 1e30))).toContain("Mul node 'k' makes Infinity from constants");
    expect(refused([1, 2], made('Div', 1e30, 1e-30))).toContain("Div node 'k' makes Infinity from constants");
  });

  test('an infinite bound of Clip means that there is none', () => {
    const b = build([1, 2]);
    const bound = b.node('ConstantOfShape', [b.integers([])], { value });
    const graph = b.graph(b.node('Clip', ['image', bound, b.floats([], [1])]));
    expect(Array.from(interpret(graph, { dims: [2], data: Float32Array.of(-9, 9) }).data)).toEqual([-9, 1]);
    expect(refused([1, 2], (own) => own.node('Add', ['image', own.node('ConstantOfShape', [own.integers([1])], { value })]))).toContain(
      'whose number 1 of 1 is -Infinity',
    );
  });
});

describe('several outputs of a node', () => {
  /** Two parts of the image, each rectified or not, joined the other way round. */
  function crossed(): Graph {
    const b = build([1, 4, 2, 2]);
    b.node('Split', ['image', b.integers([1, 3])], { axis: 1 }, 'split');
    const rectified = b.node('Relu', ['split_out'], {}, 'relu');
    const graph = b.graph(b.node('Concat', ['rest', rectified], { axis: 1 }, 'join'));
    return { ...graph, nodes: graph.nodes.map((node) => (node.name === 'split' ? { ...node, outputs: ['split_out', 'rest'] } : node)) };
  }

  test('are steps of their own, with names of their own, and run in the digital unit', () => {
    const graph = readGraph(writeGraph(crossed()), 'net.onnx');
    const image = { dims: [4, 2, 2], data: Float32Array.from({ length: 16 }, (_, i) => i - 2) };
    const expected = [...image.data.subarray(4), 0, 0, 0, 1];
    expect(Array.from(interpret(graph, image).data)).toEqual(expected);
    const network = lower(graph, { name: 'net.onnx', sha256: '' });
    expect(network.nodes.map((node) => node.name)).toEqual(['split', 'split/1', 'relu', 'join']);
    expect(Array.from(executeNetwork(network, image).data)).toEqual(expected);
  });

  test('that no operator makes are refused, by node', () => {
    const b = build([1, 4]);
    b.node('Relu', ['image'], {}, 'relu');
    const graph = b.graph('second');
    const nodes = graph.nodes.map((node) => ({ ...node, outputs: ['first', 'second'] }));
    expect(refusedGraph({ ...graph, nodes })).toBe(
      "net.onnx: Relu node 'relu' is asked for its output 2, 'second', which is not supported; export without it",
    );
  });
});

describe('what depends on the type of an activation only', () => {
  test('is a constant, not the activation', () => {
    const b = build([1, 3], { opset: 18 });
    const two = b.node('CastLike', [b.integers([2], []), 'image']);
    const graph = b.graph(b.node('Mul', ['image', two], {}, 'double'));
    const image = { dims: [3], data: Float32Array.of(1, 2, 3) };
    const network = lower(graph, { name: 'net.onnx', sha256: '' });
    expect(network.nodes.map((node) => node.name)).toEqual(['double']);
    expect(Array.from(executeNetwork(network, image).data)).toEqual([2, 4, 6]);
  });
});

describe('a whole graph on any inputs', () => {
  test('runs with several inputs, a batch, and all outputs', () => {
    const b = build([-1, 2]);
    const sum = b.node('Add', ['image', 'other']);
    const graph = b.graph(b.node('Softmax', [sum]));
    const two: Graph = { ...graph, inputs: [...graph.inputs, { name: 'other', dims: [2] }], outputs: [{ name: sum, dims: [] }, ...graph.outputs] };
    const image = { type: 'float32', dims: [3, 2], data: Float32Array.of(0, 0, 1, 1, 2, 2) } as const;
    const other = { type: 'float32', dims: [2], data: Float32Array.of(5, 5) } as const;
    const [added, softened] = runGraph(two, { image, other });
    expect(added).toEqual({ type: 'float32', dims: [3, 2], data: Float32Array.of(5, 5, 6, 6, 7, 7) });
    expect(softened?.data).toEqual(new Float32Array(6).fill(0.5));
    expect(() => runGraph(two, { image })).toThrow("built.onnx has an input 'other', which was not given");
  });
});
