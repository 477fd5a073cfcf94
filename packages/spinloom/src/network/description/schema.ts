/** A network without weights as users write it: the schema of the YAML or JSON file. Every object is strict, so that a misspelt key is found. */
import { z } from 'zod';
import { bitsExpected, bitsPattern } from '../bits.ts';
import type { Padding, Sizes } from './shapes.ts';

export interface ConvDescription {
  readonly kernels: number;
  readonly kernel: Sizes;
  readonly stride: Sizes;
  readonly dilation: Sizes;
  readonly pad: Padding;
  readonly groups: number | 'depthwise';
  readonly bias: boolean;
}

export interface PoolDescription {
  readonly average?: Sizes | undefined;
  readonly max?: Sizes | undefined;
  readonly global?: 'average' | 'max' | undefined;
  readonly stride?: Sizes | undefined;
  readonly pad: Padding;
}

export type ActivationName = 'relu' | 'clip' | 'sigmoid' | 'tanh' | 'softmax';

export interface LayerDescription {
  readonly name?: string | undefined;
  readonly from?: string | undefined;
  readonly conv?: ConvDescription | undefined;
  readonly fc?: number | { readonly features: number; readonly bias: boolean } | undefined;
  readonly add?: string | readonly string[] | undefined;
  readonly batchNorm: boolean;
  readonly pool?: PoolDescription | undefined;
  readonly activation?: ActivationName | undefined;
  readonly bits?: string | undefined;
  readonly quantised?: boolean | undefined;
}

/** A description with its defaults filled in. */
export interface Description {
  readonly $schema?: string | undefined;
  readonly name?: string | undefined;
  readonly input: readonly [channels: number, height: number, width: number];
  readonly preprocessing?:
    | { readonly scale: number | string; readonly mean: number | readonly number[]; readonly std: number | readonly number[] }
    | undefined;
  readonly bits: string;
  readonly quantise: 'inner' | 'all';
  readonly weights: 'dorefa' | 'signed' | 'unsigned';
  readonly inputs: 'unsigned' | 'signed';
  readonly layers: readonly LayerDescription[];
}

/** The most of anything that is counted: a slip of the keyboard, not a network. */
const most = 2 ** 20;
const mostSize = 2 ** 14;

const sizes = (least: number) =>
  z.union([z.int().min(least).max(mostSize), z.tuple([z.int().min(least).max(mostSize), z.int().min(least).max(mostSize)])], {
    error: `expected a whole number from ${least} to ${mostSize}, or two: [vertical, horizontal]`,
  });
const side = z.int().min(0).max(mostSize);
const padding = z.union([z.enum(['same', 'valid']), side, z.tuple([side, side]), z.tuple([side, side, side, side])], {
  error: `expected same, valid, a whole number from 0 to ${mostSize}, [vertical, horizontal] or [top, left, bottom, right]`,
});
const bits = z.string({ error: bitsExpected }).regex(bitsPattern, bitsExpected);
const label = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, 'expected letters, digits, and _ . - between them');

const conv = z
  .strictObject({
    kernels: z.int().min(1).max(most).describe('Kernels: channels of the output'),
    kernel: sizes(1).describe('Height and width of a kernel: one number, or [height, width]'),
    stride: sizes(1).default(1).describe('One number, or [vertical, horizontal]'),
    dilation: sizes(1).default(1).describe('One number, or [vertical, horizontal]'),
    pad: padding
      .default(0)
      .describe(
        "Zeros around the map: a number, [vertical, horizontal], [top, left, bottom, right]; 'same' makes the output input / stride, rounded up; 'valid' is 0",
      ),
    groups: z
      .union([z.int().min(1).max(most), z.literal('depthwise')], { error: "expected a whole number of at least 1, or 'depthwise'" })
      .default(1)
      .describe("Channel groups; 'depthwise': as many as the input has channels"),
    bias: z.boolean().default(false).describe('A number added to each kernel; free where thresholds follow, which take it in'),
  })
  .describe('Convolution');

const fc = z
  .union(
    [
      z.int().min(1).max(most),
      z.strictObject({
        features: z.int().min(1).max(most).describe('Outputs'),
        bias: z.boolean().default(false).describe('A number added to each output'),
      }),
    ],
    { error: 'expected a number of features, or {features: ..., bias: ...}' },
  )
  .describe('Fully connected layer over the whole input; a number is short for {features: number}');

const pool = z
  .strictObject({
    average: sizes(1).optional().describe('Window of average pooling'),
    max: sizes(1).optional().describe('Window of max pooling'),
    global: z.enum(['average', 'max']).optional().describe('Pooling over the whole map'),
    stride: sizes(1).optional().describe('Default: the window'),
    pad: padding.default(0).describe('Positions outside of the map do not count'),
  })
  .refine((one) => [one.average, one.max, one.global].filter((kind) => kind !== undefined).length === 1, {
    error: 'expected exactly one of average, max and global',
  })
  .refine((one) => one.global === undefined || (one.stride === undefined && one.pad === 0), {
    error: 'global pooling covers the whole map and takes no stride or pad',
  })
  .describe('Pooling: one of average, max and global');

const layer = z
  .strictObject({
    name: label.optional().describe("Default: its kind and its place in the list, such as 'conv2' for layers[2]"),
    from: label.optional().describe("Layer whose output it reads; default: the layer before; 'input': the image"),
    conv: conv.optional(),
    fc: fc.optional(),
    add: z
      .union([label, z.array(label).min(1).max(64)], { error: 'expected the name of an earlier layer, or a list of names' })
      .optional()
      .describe('Residual addition of earlier layers, by name, in the digital unit'),
    batchNorm: z.boolean().default(false).describe('Batch normalisation; in the thresholds where a quantised layer follows'),
    pool: pool.optional(),
    activation: z
      .enum(['relu', 'clip', 'sigmoid', 'tanh', 'softmax'])
      .optional()
      .describe('clip: to [0, 1], as DoReFa-Net; in the thresholds where a quantised layer follows'),
    bits: bits.optional().describe('W:I of this layer alone; also quantises a first or last layer'),
    quantised: z.boolean().optional().describe('false: float32 in the digital unit; true: quantised though first or last'),
  })
  .refine((one) => [one.conv, one.fc, one.add].filter((kind) => kind !== undefined).length <= 1, {
    error: 'expected at most one of conv, fc and add; write them as layers of their own',
  })
  .refine((one) => [one.conv, one.fc, one.add, one.pool, one.activation].some((kind) => kind !== undefined) || one.batchNorm, {
    error: 'the layer does nothing: expected conv, fc, add, batchNorm, pool or activation',
  })
  .describe('conv, fc or add, then batchNorm, pool and activation, in this order; another order is written as layers of their own');

const perChannel = z.union([z.number(), z.array(z.number()).min(1).max(mostSize)], { error: 'expected a number, or a list with one a channel' });

const description = z
  .strictObject({
    $schema: z.string().optional().describe('For editors: where this schema lies'),
    name: label.optional().describe('Default: the name of the file'),
    input: z
      .tuple([z.int().min(1).max(most), z.int().min(1).max(mostSize), z.int().min(1).max(mostSize)], {
        error: 'expected [channels, height, width]',
      })
      .describe('Image: [channels, height, width]'),
    preprocessing: z
      .strictObject({
        scale: z
          .union([z.number(), z.string().regex(/^\d+(\.\d+)?\/\d+(\.\d+)?$/)], { error: 'expected a number, or a fraction such as 1/255' })
          .default('1/255')
          .describe('x = (pixel x scale - mean) / std'),
        mean: perChannel.default(0).describe('One for all channels, or one a channel'),
        std: perChannel.default(1).describe('One for all channels, or one a channel'),
      })
      .optional()
      .describe('What the network takes; documentation only, as no image can run'),
    bits: bits.default('1:1').describe('W:I of the quantised layers, weights first: 1 to 8 bits each, or 32 for float32; --bits replaces it'),
    quantise: z.enum(['inner', 'all']).default('inner').describe('inner: all but the first and the last layer with weights; all: these too'),
    weights: z
      .enum(['dorefa', 'signed', 'unsigned'])
      .default('dorefa')
      .describe('What weight codes mean: dorefa (bipolar at 1 bit) and signed need the sum of the inputs once a window, unsigned does not'),
    inputs: z.enum(['unsigned', 'signed']).default('unsigned').describe('What input codes mean'),
    layers: z
      .array(layer, { error: 'expected a list of layers' })
      .min(1, 'expected at least one layer')
      .max(2000, 'expected at most 2000 layers')
      .describe('In order: each reads the one before it unless it says from'),
  })
  .describe('A network without weights, for its cost alone');

export const descriptionSchema: z.ZodType<Description> = description;

/** The keys of the object at a path of a description, for suggestions. */
export function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  const last = path.at(-1);
  if (last === undefined) return Object.keys(description.shape);
  if (typeof last === 'number') return Object.keys(layer.shape);
  switch (last) {
    case 'conv':
      return Object.keys(conv.shape);
    case 'fc':
      return ['features', 'bias'];
    case 'pool':
      return Object.keys(pool.shape);
    default:
      return ['scale', 'mean', 'std'];
  }
}
