/** Layers with random codes, for tests of back ends and for the bench. */
import { type Stream, stream } from '../random/index.ts';
import { refuse } from '../refusal/index.ts';
import { roundHalfEven } from './arithmetic/round.ts';
import type { Bits } from './bits.ts';
import { type EncodingForm, encodingOf } from './encoding-form.ts';
import type { Chain } from './lowering/chain.ts';
import { dotOf } from './lowering/dot.ts';
import type { DotForm, Link, Region } from './operators/operator.ts';
import { presetNetwork } from './presets/index.ts';
import type { Dot, Encoding, Geometry, Pad, Pair, Shape } from './types.ts';

export interface RandomDotOptions {
  /** Default 'random'. */
  readonly name?: string;
  /** [channels, height, width] */
  readonly input: Shape;
  readonly kernels: number;
  /** Default [1, 1]: fully connected over channels. */
  readonly kernel?: Pair;
  /** Default [1, 1]. */
  readonly stride?: Pair;
  /** Default [1, 1]. */
  readonly dilation?: Pair;
  /** Default none. */
  readonly pad?: Pad;
  /** Default 1. */
  readonly groups?: number;
  /** Default 1. */
  readonly weightBits?: number;
  /** Default 1. */
  readonly inputBits?: number;
  /** Default 'bipolar' at 1 bit, else 'dorefa'. */
  readonly weightForm?: EncodingForm;
  /** Default 'unsigned'. */
  readonly inputForm?: EncodingForm;
  /** Present: random thresholds to an unsigned code of this many bits, about a third of them falling. */
  readonly outputBits?: number;
  /** Only with `outputBits`. Stride defaults to the window. */
  readonly pool?: { readonly mode: 'average' | 'max'; readonly window: Pair; readonly stride?: Pair };
  /** Default 1. */
  readonly seed?: number;
}

/** A layer of any geometry with random codes; the same options give the same layer. Refuses shapes that do not fit and sums beyond 32 bits. */
export function randomDot(options: RandomDotOptions): Dot {
  const { name = 'random', input, kernels, weightBits = 1, inputBits = 1, seed = 1 } = options;
  const geometry = geometryOf(options);
  const weight = encodingOf(options.weightForm ?? (weightBits === 1 ? 'bipolar' : 'dorefa'), weightBits);
  const activation = encodingOf(options.inputForm ?? 'unsigned', inputBits);
  const random = stream(seed, 'random-dot').child(name);
  const taps = (input[0] / geometry.groups) * geometry.kernel[0] * geometry.kernel[1];
  const draw = random.child('codes');
  const codes = Uint8Array.from({ length: kernels * taps }, (_, i) => draw.uint32(i) >>> (32 - weightBits));
  const form: DotForm = { geometry, input: 0, weight: 1, kernelStride: taps, tapStride: 1, factor: 1 };
  const chain = options.outputBits === undefined ? undefined : randomChain(options, options.outputBits, geometry, weight, activation, taps, random);
  return (
    dotOf(name, form, { encoding: weight, codes }, activation, chain) ??
    refuse(`the random layer '${name}' has sums beyond 32 bits; use fewer taps or bits`)
  );
}

/** The six quantised layers conv1 to conv6 of the preset `svhn` with random codes: conv6 sends its sums to the digital unit. */
export function svhnLayers(bits: Bits, seed = 1): readonly Dot[] {
  const { nodes } = presetNetwork('svhn', { bits });
  return nodes.filter((node) => node.kind === 'dot').map((dot) => randomlyFilled(dot, bits, seed));
}

/** The layers conv2 to conv5 of the preset `alexnet` with random codes. */
export function alexnetLayers(bits: Bits, seed = 1): readonly Dot[] {
  const { nodes } = presetNetwork('alexnet', { bits });
  return nodes.filter((node) => node.kind === 'dot' && /^conv[2-5]$/.test(node.name)).map((dot) => randomlyFilled(dot as Dot, bits, seed));
}

/** A layer without weights, with random codes and thresholds. */
function randomlyFilled({ name, geometry, pool, thresholds }: Dot, { weight, input }: Bits, seed: number): Dot {
  const { output, ...shape } = geometry;
  return randomDot({
    ...shape,
    name,
    kernels: output[0],
    weightBits: weight,
    inputBits: input,
    ...(thresholds && { outputBits: thresholds.output.bits }),
    ...(pool && { pool: { mode: pool.mode, window: pool.window, stride: pool.stride } }),
    seed,
  });
}

function geometryOf(options: RandomDotOptions): Geometry {
  const { input, kernels, kernel = [1, 1], stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], groups = 1 } = options;
  const along = (axis: 0 | 1): number =>
    Math.floor((input[axis + 1]! + pad[axis]! + pad[axis + 2]! - (kernel[axis] - 1) * dilation[axis] - 1) / stride[axis]) + 1;
  const output: Shape = [kernels, along(0), along(1)];
  if (output.some((size) => size < 1) || input[0] % groups !== 0 || kernels % groups !== 0) {
    refuse(
      `a random layer of input ${input.join(' x ')}, kernel ${kernel.join(' x ')}, ${kernels} kernels and ${groups} group(s) does not fit together`,
    );
  }
  return { input, output, kernel, stride, dilation, pad, groups };
}

/** Normalises the sums of uniformly random codes to mean 1/2 and deviation about 0.3, so that every output code occurs. */
function randomChain(
  options: RandomDotOptions,
  bits: number,
  geometry: Geometry,
  weight: Encoding,
  input: Encoding,
  taps: number,
  random: Stream,
): Chain {
  const w = momentsOf(weight);
  const x = momentsOf(input);
  const mean = taps * w.mean * x.mean;
  const variance = taps * (w.square * x.square - (w.mean * x.mean) ** 2);
  const region = regionOf(options, geometry);
  const average = options.pool?.mode === 'average';
  const deviation = Math.sqrt(variance / (average ? options.pool!.window[0] * options.pool!.window[1] : 1));
  const kernels = geometry.output[0];
  const draw = random.child('normalisation');
  const gain = Float64Array.from(
    { length: kernels },
    (_, k) => ((draw.uniform(3 * k) < 1 / 3 ? -0.3 : 0.3) * (0.5 + draw.uniform(3 * k + 1))) / deviation,
  );
  const shift = Float64Array.from({ length: kernels }, (_, k) => 0.5 + 0.1 * draw.normal(3 * k + 2));
  const map: Link = { kind: 'map', affine: true, slope: (k) => Math.sign(gain[k]!), apply: (value, k) => (value - mean) * gain[k]! + shift[k]! };
  const output = encodingOf('unsigned', bits);
  const most = 2 ** bits - 1;
  const code = (value: number): number => Math.min(Math.max(roundHalfEven(value * most), 0), most);
  const links: readonly Link[] = region === undefined ? [map] : [{ kind: options.pool!.mode, region }, map];
  return { links, quantiser: { encoding: output, codes: [0, most], code }, output: '', dims: [], steps: [] };
}

function momentsOf(encoding: Encoding): { readonly mean: number; readonly square: number } {
  const codes = 2 ** encoding.bits;
  let mean = 0;
  let square = 0;
  for (let code = 0; code < codes; code++) {
    const value = encoding.scale[0]! * (encoding.gain * code + encoding.offset);
    mean += value / codes;
    square += (value * value) / codes;
  }
  return { mean, square };
}

function regionOf(options: RandomDotOptions, geometry: Geometry): Region | undefined {
  if (options.pool === undefined) return undefined;
  const { window, stride = window } = options.pool;
  const along = (axis: 0 | 1): number => Math.floor((geometry.output[axis + 1]! - window[axis]) / stride[axis]) + 1;
  const output: Pair = [along(0), along(1)];
  if (output[0] < 1 || output[1] < 1)
    refuse(`a pooling window of ${window.join(' x ')} does not fit the map ${geometry.output.slice(1).join(' x ')}`);
  const counted = [new Array<number>(output[0]).fill(window[0]), new Array<number>(output[1]).fill(window[1])] as const;
  return { window, stride, dilation: [1, 1], pad: [0, 0, 0, 0], output, counted };
}
