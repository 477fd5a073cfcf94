/** A description as a list of single operations with shapes and unique names, each after what feeds it. */
import { suggestion } from '../../refusal/index.ts';
import { type Bits, parseBits } from '../bits.ts';
import { mostElements } from '../operators/operator.ts';
import type { Geometry, Pad, Pair, Shape } from '../types.ts';
import type { Fault } from './read.ts';
import type { ActivationName, ConvDescription, Description, LayerDescription, PoolDescription } from './schema.ts';
import { elementsOf, pairOf, tapsOf, type Window, windowOf } from './shapes.ts';

/** Runs once an image; `output` is the shape of what it makes. Tensors bear the names of the operations that make them, 'input' is the image. */
export type Operation = OperationBase &
  (
    | { readonly kind: 'dot'; readonly geometry: Geometry; readonly bits: Bits | undefined; readonly bias: boolean; readonly flat: boolean }
    | { readonly kind: 'norm' }
    | { readonly kind: 'activation'; readonly which: ActivationName }
    | { readonly kind: 'pool'; readonly mode: 'average' | 'max'; readonly region: Window; readonly global: boolean }
    | { readonly kind: 'add' }
  );

interface OperationBase {
  readonly name: string;
  readonly sources: readonly string[];
  readonly output: Shape;
}

export type DotOperation = Extract<Operation, { readonly kind: 'dot' }>;

/** The most multiply-accumulates of one layer: counts of all its bits stay exact integers. */
const mostMacs = 2 ** 40;

export function operationsOf(description: Description, fault: Fault): readonly Operation[] {
  const { layers, input } = description;
  const operations: Operation[] = [];
  const shapes = new Map<string, Shape>([['input', input]]);
  // The tensor that each layer makes, by the layer's name.
  const outputs = new Map<string, string>([['input', 'input']]);
  const names = layerNames(layers, fault);
  const taken = new Set<string>([...names, 'input', 'output']);
  const used = new Set<string>();
  const widths = bitsOf(description, fault);
  if (elementsOf(input) > mostElements)
    fault(['input'], `an image of ${input.join(' x ')} has more than the ${mostElements} elements that are supported`);

  const add = (operation: Operation): string => {
    operations.push(operation);
    shapes.set(operation.name, operation.output);
    return operation.name;
  };
  const free = (wanted: string): string => {
    let name = wanted;
    while (taken.has(name)) name = `${name}_`;
    taken.add(name);
    return name;
  };
  const lookUp = (name: string, path: readonly PropertyKey[]): string => {
    const tensor = outputs.get(name);
    if (tensor !== undefined) return tensor;
    if (names.includes(name)) return fault(path, `'${name}' is no earlier layer; a layer reads what stands before it`);
    return fault(path, `there is no layer '${name}'; ${suggestion(name, [...outputs.keys()])}`);
  };

  let previous = 'input';
  for (const [index, layer] of layers.entries()) {
    const at = ['layers', index];
    const name = names[index]!;
    const start = layer.from === undefined ? previous : lookUp(layer.from, [...at, 'from']);
    used.add(start);
    let tensor = start;
    let spare: string | undefined = name;
    const nameOf = (suffix: string): string => {
      const given = spare ?? free(`${name}_${suffix}`);
      spare = undefined;
      return given;
    };
    const shape = (): Shape => shapes.get(tensor)!;
    if (layer.conv !== undefined || layer.fc !== undefined) {
      const geometry =
        layer.conv === undefined
          ? fcGeometry(shape(), layer.fc!)
          : convGeometry(shape(), layer.conv, (key, sentence) => fault([...at, 'conv', ...key], sentence));
      checkSize(geometry, (sentence) => fault([...at, layer.conv === undefined ? 'fc' : 'conv'], sentence));
      const bias = layer.conv?.bias ?? (typeof layer.fc === 'object' && layer.fc.bias);
      const flat = layer.conv === undefined;
      tensor = add({ kind: 'dot', name: nameOf(''), sources: [tensor], output: geometry.output, geometry, bits: widths[index], bias, flat });
    }
    if (layer.add !== undefined) {
      const others = typeof layer.add === 'string' ? [layer.add] : layer.add;
      const terms = others.map((other, i) => lookUp(other, typeof layer.add === 'string' ? [...at, 'add'] : [...at, 'add', i]));
      for (const [i, term] of terms.entries()) {
        used.add(term);
        const other = shapes.get(term)!;
        if (other.join() !== shape().join())
          fault([...at, 'add'], `'${others[i]}' is ${other.join(' x ')}, but what it is added to is ${shape().join(' x ')}`);
      }
      tensor = add({ kind: 'add', name: nameOf(''), sources: [tensor, ...terms], output: shape() });
    }
    if (layer.batchNorm) tensor = add({ kind: 'norm', name: nameOf('norm'), sources: [tensor], output: shape() });
    if (layer.pool !== undefined) {
      const pool = poolOf(shape(), layer.pool, (sentence) => fault([...at, 'pool'], sentence));
      tensor = add({ kind: 'pool', name: nameOf('pool'), sources: [tensor], output: [shape()[0], ...pool.region.output], ...pool });
    }
    if (layer.activation !== undefined)
      tensor = add({ kind: 'activation', name: nameOf(layer.activation), sources: [tensor], output: shape(), which: layer.activation });
    outputs.set(name, tensor);
    previous = tensor;
  }
  for (const [index, name] of names.entries()) {
    if (index < names.length - 1 && !used.has(outputs.get(name)!))
      fault(['layers', index], `nothing reads layer '${name}'; name it in a later 'from' or 'add', or leave it out`);
  }
  return operations;
}

function layerNames(layers: readonly LayerDescription[], fault: Fault): readonly string[] {
  const given = new Set<string>();
  for (const [index, { name }] of layers.entries()) {
    if (name === undefined) continue;
    if (name === 'input' || name === 'output') fault(['layers', index, 'name'], `'${name}' names the image or the logits; give another name`);
    if (given.has(name)) fault(['layers', index, 'name'], `'${name}' is the name of an earlier layer; give another`);
    given.add(name);
  }
  return layers.map((layer, index) => {
    let name = layer.name ?? `${kindOf(layer)}${index}`;
    if (layer.name === undefined) {
      while (given.has(name)) name = `${name}_`;
      given.add(name);
    }
    return name;
  });
}

function kindOf({ conv, fc, add, batchNorm, pool, activation }: LayerDescription): string {
  if (conv !== undefined) return 'conv';
  if (fc !== undefined) return 'fc';
  if (add !== undefined) return 'add';
  if (batchNorm) return 'norm';
  return pool === undefined ? activation! : 'pool';
}

/** Of each layer with weights; undefined where it runs in float32. */
function bitsOf({ layers, bits, quantise }: Description, fault: Fault): readonly (Bits | undefined)[] {
  const weighted = layers.flatMap(({ conv, fc }, index) => (conv === undefined && fc === undefined ? [] : [index]));
  const common = parseBits(bits, 'bits');
  return layers.map((layer, index) => {
    const own = layer.bits;
    if (!weighted.includes(index)) {
      if (own !== undefined || layer.quantised !== undefined)
        fault(['layers', index, own === undefined ? 'quantised' : 'bits'], 'only conv and fc layers have weights to quantise');
      return undefined;
    }
    if (own !== undefined && layer.quantised === false) fault(['layers', index, 'bits'], "'quantised: false' and bits exclude each other");
    const outer = index === weighted[0] || index === weighted.at(-1);
    const quantised = layer.quantised ?? (own !== undefined || quantise === 'all' || !outer);
    const widths = own === undefined ? common : parseBits(own, 'bits');
    return quantised && widths.weight <= 8 && widths.input <= 8 ? widths : undefined;
  });
}

function convGeometry(input: Shape, conv: ConvDescription, fault: (key: readonly PropertyKey[], sentence: string) => never): Geometry {
  const groups = conv.groups === 'depthwise' ? input[0] : conv.groups;
  if (input[0] % groups !== 0) fault(['groups'], `${groups} groups do not divide the ${input[0]} channels of the input`);
  if (conv.kernels % groups !== 0) fault(['kernels'], `${groups} groups do not divide ${conv.kernels} kernels`);
  const window = windowOf(input, pairOf(conv.kernel), pairOf(conv.stride), pairOf(conv.dilation), conv.pad);
  const { kernel, stride, dilation, pad, output } = window;
  if (output[0] < 1 || output[1] < 1) fault(['kernel'], tooSmall(input, window, 'kernel'));
  return { input, output: [conv.kernels, ...output], kernel, stride, dilation, pad, groups };
}

/** A fully connected layer sees its input as a vector. */
function fcGeometry(input: Shape, fc: NonNullable<LayerDescription['fc']>): Geometry {
  const one: Pair = [1, 1];
  const features = typeof fc === 'number' ? fc : fc.features;
  return { input: [elementsOf(input), 1, 1], output: [features, 1, 1], kernel: one, stride: one, dilation: one, pad: [0, 0, 0, 0], groups: 1 };
}

function checkSize(geometry: Geometry, fault: (sentence: string) => never): void {
  const weights = geometry.output[0] * tapsOf(geometry);
  const elements = elementsOf(geometry.output);
  const [channels, height, width] = geometry.input;
  const padded = channels * (height + geometry.pad[0] + geometry.pad[2]) * (width + geometry.pad[1] + geometry.pad[3]);
  if (weights > mostElements) fault(`${weights} weights are more than the ${mostElements} that are supported`);
  if (Math.max(elements, padded) > mostElements)
    fault(`a map of ${Math.max(elements, padded)} elements is larger than the ${mostElements} that are supported`);
  if (elements * tapsOf(geometry) > mostMacs)
    fault(`${elements * tapsOf(geometry)} multiply-accumulates are more than the ${mostMacs} that are supported`);
}

function poolOf(
  input: Shape,
  { average, max, global, stride, pad }: PoolDescription,
  fault: (sentence: string) => never,
): { readonly mode: 'average' | 'max'; readonly region: Window; readonly global: boolean } {
  const whole: Pair = [input[1], input[2]];
  const kernel = global === undefined ? pairOf(average ?? max!) : whole;
  const region = windowOf(input, kernel, pairOf(stride ?? kernel), [1, 1], pad);
  if (region.output[0] < 1 || region.output[1] < 1) fault(tooSmall(input, region, 'pooling window'));
  if (region.pad.some((zeros, i) => zeros >= kernel[i % 2]!))
    fault(`pad ${showPad(region.pad)} leaves windows of ${kernel.join(' x ')} outside of the map`);
  return { mode: global ?? (average === undefined ? 'max' : 'average'), region, global: global !== undefined };
}

function tooSmall(input: Shape, { kernel, dilation, pad }: Window, what: string): string {
  const stretched = dilation[0] === 1 && dilation[1] === 1 ? '' : ` with dilation ${dilation.join(' x ')}`;
  const padded = pad.some((zeros) => zeros > 0) ? ` with pad ${showPad(pad)}` : '';
  return `a map of ${input[1]} x ${input[2]}${padded} is smaller than the ${what} ${kernel.join(' x ')}${stretched}; give a smaller one, or 'pad: same'`;
}

function showPad(pad: Pad): string {
  return `[${pad.join(', ')}]`;
}
