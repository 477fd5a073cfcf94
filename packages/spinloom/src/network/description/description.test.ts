import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../refusal/index.ts';
import { type Dot, type Network, parseBits, readDescribed, weightedLayers } from '../index.ts';

const head = 'input: [3, 8, 8]\nquantise: all\nlayers:\n';
const network = (layers: string, before = head): Network => readDescribed(`${before}${layers}`, 'n.yaml');
const dots = ({ nodes }: Network): readonly Dot[] => nodes.filter((node) => node.kind === 'dot');
const names = ({ nodes }: Network): readonly string[] => nodes.map((node) => (node.kind === 'dot' ? node.name : `${node.name} ${node.operator}`));

describe('shapes', () => {
  // Output and pads as PyTorch's Conv2d (numbers) and TensorFlow's SAME give them.
  test.each<[string, readonly number[], readonly number[]]>([
    ['{kernels: 4, kernel: 3}', [4, 6, 6], [0, 0, 0, 0]],
    ['{kernels: 4, kernel: 3, pad: same}', [4, 8, 8], [1, 1, 1, 1]],
    ['{kernels: 4, kernel: 3, pad: same, stride: 2}', [4, 4, 4], [0, 0, 1, 1]],
    ['{kernels: 4, kernel: [1, 5], pad: [0, 2]}', [4, 8, 8], [0, 2, 0, 2]],
    ['{kernels: 4, kernel: 4, pad: [1, 0, 2, 3]}', [4, 8, 8], [1, 0, 2, 3]],
    ['{kernels: 4, kernel: 3, dilation: 2, pad: 2}', [4, 8, 8], [2, 2, 2, 2]],
    ['{kernels: 6, kernel: 3, stride: [2, 1], groups: depthwise}', [6, 3, 6], [0, 0, 0, 0]],
  ])('conv: %s', (conv, output, pad) => {
    const [dot] = dots(network(`  - conv: ${conv}\n`));
    expect([dot!.geometry.output, dot!.geometry.pad]).toEqual([output, pad]);
  });

  test('padding counts in the windows: a 3 x 3 kernel on a 2 x 2 map with padding 1 has four of nine taps', () => {
    const small = readDescribed('input: [3, 2, 2]\nquantise: all\nlayers:\n  - conv: {kernels: 4, kernel: 3, pad: 1}\n', 'n.yaml');
    expect(weightedLayers(small)[0]).toMatchObject({ macs: 4 * 4 * 27, weights: 4 * 27, inputs: 12, im2col: 4 * 27 });
  });

  test('a depthwise layer has one channel a kernel', () => {
    expect(weightedLayers(network('  - conv: {kernels: 3, kernel: 3, groups: depthwise, pad: 1}\n'))[0]).toMatchObject({
      macs: 64 * 27,
      weights: 27,
    });
  });

  test('overlapping and padded pooling has the sizes of TensorFlow', () => {
    const layers = '  - conv: {kernels: 4, kernel: 2}\n  - pool: {max: 3, stride: 2, pad: same}\n  - fc: 2\n';
    expect(dots(network(layers))[0]!.pool).toMatchObject({ output: [4, 4, 4], pad: [1, 1, 1, 1] });
  });
});

describe('what folds', () => {
  test('batch normalisation, pooling and activation fold into thresholds before a quantised layer, and not at the end', () => {
    const made = network(
      '  - {name: a, conv: {kernels: 4, kernel: 3, bias: true}, batchNorm: true, pool: {average: 2}, activation: clip}\n  - {name: b, fc: 5, batchNorm: true}\n',
    );
    expect(names(made)).toEqual(['input_quant quant', 'a', 'b_flatten reshape', 'b', 'b_norm batch-normalization']);
    const [a, b] = dots(made);
    expect(a).toMatchObject({ thresholds: { output: { bits: 1 } }, pool: { mode: 'average', output: [4, 3, 3] } });
    expect(b!.thresholds).toBeUndefined();
    expect(made.edges.find((edge) => edge.to === 'b')).toMatchObject({ dims: [36], encoding: { bits: 1 } });
  });

  test('an average after an activation does not, nor a second pooling', () => {
    const average = network('  - {name: a, conv: {kernels: 4, kernel: 3}, activation: relu}\n  - pool: {average: 2}\n  - fc: 5\n');
    expect(names(average)).toEqual([
      'input_quant quant',
      'a',
      'a_relu relu',
      'pool1 average-pool',
      'pool1_quant quant',
      'fc2_flatten reshape',
      'fc2',
    ]);
    const twice = network('  - {name: a, conv: {kernels: 4, kernel: 3}, pool: {max: 2}}\n  - pool: {max: 3}\n  - fc: 5\n');
    expect(dots(twice)[0]!.thresholds).toBeUndefined();
  });

  test('residual additions run in the digital unit, and layers that read one tensor share its quantiser', () => {
    const made = network(
      '  - {name: a, conv: {kernels: 4, kernel: 3, pad: 1}, activation: relu}\n' +
        '  - {name: b, conv: {kernels: 4, kernel: 3, pad: 1}}\n' +
        '  - {name: c, from: a, conv: {kernels: 4, kernel: 1}}\n' +
        '  - {name: d, from: b, add: [c, a], activation: relu}\n',
    );
    expect(names(made)).toEqual(['input_quant quant', 'a', 'a_relu relu', 'a_relu_quant quant', 'b', 'c', 'd add', 'd_relu relu']);
    expect(made.edges.filter((edge) => edge.to === 'd').map((edge) => [edge.from, edge.port])).toEqual([
      ['b', 0],
      ['c', 1],
      ['a_relu', 2],
    ]);
  });

  test('widths of a layer replace those of the network; readers of two widths take the sums', () => {
    const made = network(
      '  - {name: a, conv: {kernels: 4, kernel: 3}}\n' +
        '  - {name: b, conv: {kernels: 4, kernel: 1}, bits: 2:3}\n' +
        '  - {name: c, from: a, conv: {kernels: 4, kernel: 1}}\n' +
        '  - {add: b}\n',
    );
    expect(dots(made).map((dot) => [dot.name, dot.weight.bits, dot.input.bits, dot.thresholds === undefined])).toEqual([
      ['a', 1, 1, true],
      ['b', 2, 3, true],
      ['c', 1, 1, true],
    ]);
  });

  test('first and last layer run in float32 unless asked; unsigned weights need no sum of the inputs', () => {
    const layers = 'layers:\n  - conv: {kernels: 2, kernel: 3}\n  - conv: {kernels: 2, kernel: 3}\n  - fc: 3\n';
    const inner = readDescribed(`input: [1, 8, 8]\n${layers}`, 'n.yaml');
    expect(weightedLayers(inner).map((layer) => layer.quantised)).toEqual([false, true, false]);
    expect(inner.imposed).toEqual({ bits: '1:1', quantiseAll: false });
    const own = readDescribed(`input: [1, 8, 8]\n${layers.replace('fc: 3', '{fc: 3, quantised: true}')}`, 'n.yaml');
    expect(weightedLayers(own).map((layer) => layer.quantised)).toEqual([false, true, true]);
    const offset = (weights: string): number => dots(readDescribed(`input: [1, 8, 8]\nweights: ${weights}\n${layers}`, 'n.yaml'))[0]!.weight.offset;
    expect([offset('dorefa'), offset('signed'), offset('unsigned')]).toEqual([-1, -1, 0]);
  });
});

describe('the hash', () => {
  test('does not depend on spelling, and does on widths', () => {
    const yaml = network('  - conv: {kernels: 4, kernel: 3} # a comment\n');
    const json = readDescribed(
      '{"$schema": "network.schema.json", "layers": [{"conv": {"kernel": 3, "stride": 1, "kernels": 4}}], "quantise": "all", "input": [3, 8, 8]}',
      'n.json',
    );
    expect(json.sha256).toBe(yaml.sha256);
    expect(readDescribed(`${head}  - conv: {kernels: 4, kernel: 3}\n`, 'n.yaml', { bits: parseBits('1:2') }).sha256).not.toBe(yaml.sha256);
  });
});

describe('refusals', () => {
  test.each([
    ['  - conv: {kernals: 4, kernel: 3}\n', "n.yaml:4:12: layers[0].conv.kernals: unknown key; did you mean 'kernels'?"],
    ['  - {fc: {featurs: 3}}\n', "n.yaml:4:11: layers[0].fc.featurs: unknown key; did you mean 'features'?"],
    ['  - conv: {kernels: four, kernel: 3}\n', 'n.yaml:4:21: layers[0].conv.kernels: expected number, found "four"'],
    ['  - conv: {kernels: 1e12, kernel: 3}\n', 'n.yaml:4:21: layers[0].conv.kernels: expected number to be <=1048576, found 1000000000000'],
    ['  - conv: {kernel: 3}\n', 'n.yaml:4:11: layers[0].conv.kernels: missing'],
    ['  - conv: {kernels: 4, kernel: 9}\n', 'n.yaml:4:32: layers[0].conv.kernel: a map of 8 x 8 is smaller than the kernel 9 x 9'],
    ['  - conv: {kernels: 4, kernel: 3, groups: 2}\n', 'layers[0].conv.groups: 2 groups do not divide the 3 channels'],
    ['  - pool: {max: 9}\n', 'n.yaml:4:11: layers[0].pool: a map of 8 x 8 is smaller than the pooling window 9 x 9'],
    ['  - pool: {max: 2, average: 2}\n', 'expected exactly one of average, max and global'],
    ['  - pool: {max: 2, pad: 2}\n', 'outside of the map'],
    ['  - {name: a, fc: 3}\n  - {name: a, fc: 3}\n', "n.yaml:5:12: layers[1].name: 'a' is the name of an earlier layer"],
    ['  - {name: a, from: b, fc: 3}\n  - {name: b, fc: 3}\n', "n.yaml:4:21: layers[0].from: 'b' is no earlier layer"],
    ['  - {name: conv, fc: 3}\n  - {from: cnov, fc: 3}\n', "layers[1].from: there is no layer 'cnov'; did you mean 'conv'?"],
    ['  - {name: a, fc: 3}\n  - {add: input}\n', "layers[1].add: 'input' is 3 x 8 x 8, but what it is added to is 3 x 1 x 1"],
    ['  - {name: a, fc: 3}\n  - {from: input, fc: 3}\n', "n.yaml:4:5: layers[0]: nothing reads layer 'a'"],
    ['  - {pool: {max: 2}, bits: 1:1}\n', 'layers[0].bits: only conv and fc layers have weights'],
    ['  - {fc: 3, bits: 9:1}\n', 'n.yaml:4:19: layers[0].bits: expected W:I, weights first'],
    ['  - {fc: 3, bits: 1:1, quantised: false}\n', "'quantised: false' and bits exclude each other"],
    ['  - {}\n', 'n.yaml:4:5: layers[0]: the layer does nothing'],
    ['  - conv\n', 'n.yaml:4:5: layers[0]: expected object, found "conv"'],
    ['  []\n', 'n.yaml:4:3: layers: expected at least one layer'],
    ['  - {fc: 3\n', 'n.yaml:5:1: no YAML or JSON'],
    ['  - {fc: 3}\nlayers: []\n', 'n.yaml:5:1: no YAML or JSON: Map keys must be unique'],
    ['  - {fc: 1048576}\n  - {fc: 1048576}\n', 'n.yaml:5:10: layers[1].fc: 1099511627776 weights are more than'],
  ])('%j', (layers, sentence) => {
    expect(() => network(layers)).toThrow(sentence);
    expect(() => network(layers)).toThrow(Refusal);
  });

  test('texts that would grow or nest without end are refused at once', () => {
    const grow = 'abcdefgh'
      .split('')
      .map((name, i) => `${name}: &${name} [${new Array(10).fill(i === 0 ? 'x' : `*${'abcdefgh'[i - 1]}`).join(',')}]`);
    expect(() => network('', grow.join('\n'))).toThrow('alias');
    expect(() => network('  - &a {name: *a, fc: 3}\n')).toThrow(Refusal);
    expect(() => network('', '['.repeat(100_000))).toThrow('nested too deeply');
    expect(() => network('', ' '.repeat(2_000_000))).toThrow('2000000 characters');
    expect(() => network('', '')).toThrow('no description of a network');
  });

  test('a damaged text ends in a network or in a refusal of one line', () => {
    const text = `${head}  - &a {name: a, conv: {kernels: 4, kernel: 3, pad: [1, 1]}, pool: {max: 2}}\n  - {fc: {features: 4}, bits: 2:3, activation: clip}\n`;
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.constantFrom('{', '}', '[', ':', '9', '-', '\n', '&', '*', '"', '\t', '\0', '.'),
        fc.nat(3),
        (place, put, cut) => {
          try {
            readDescribed(text.slice(0, place) + put + text.slice(place + cut), 'n.yaml');
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
            expect((error as Refusal).message).not.toContain('\n');
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('bits', () => {
  test.each(['4', '0:1', '9:1', '1:', ':', '1:4:1', 'a:b', '1.5:2', ''])('%j is refused', (text) => {
    expect(() => parseBits(text)).toThrow(`--bits '${text}': expected W:I, weights first`);
  });
  test('weights come first', () => {
    expect(parseBits('1:8')).toEqual({ weight: 1, input: 8 });
    expect(parseBits('32:32')).toEqual({ weight: 32, input: 32 });
  });
});
