/** A recipe: a network's layers, its bit-widths and how it is trained. It travels inside the trained file, so that anyone can train it again. */
import { z } from 'zod';
import { dataSetNames } from './datasets/index.ts';

/** Cross-correlation without bias over square windows. `quantised`: weights of `bits.weight` bits, gradients of `bits.gradient`. */
export interface ConvolutionStage {
  readonly kind: 'convolution';
  readonly name: string;
  readonly kernels: number;
  readonly kernel: number;
  readonly stride?: number | undefined;
  readonly pad?: number | undefined;
  readonly quantised: boolean;
}

export type Stage =
  | ConvolutionStage
  /** Squares that do not overlap. */
  | { readonly kind: 'average-pool' | 'max-pool'; readonly size: number }
  | { readonly kind: 'batch-norm'; readonly name: string }
  /** Clip to [0, 1]; quantised: then round to `bits.activation` bits. In a network whose activations are float: max(x, 0). */
  | { readonly kind: 'activation'; readonly quantised: boolean }
  /** Share of elements set to 0 in training. */
  | { readonly kind: 'dropout'; readonly rate: number }
  /** Float, with bias; flattens what comes in. */
  | { readonly kind: 'dense'; readonly name: string; readonly features: number };

export interface Recipe {
  readonly name: string;
  readonly title: string;
  /** Name of an entry of datasets/. */
  readonly dataset: string;
  /** [channels, height, width]. */
  readonly input: readonly [number, number, number];
  readonly classes: number;
  /** x = (pixel x scale - mean) / std, one mean and std for each channel. */
  readonly preprocessing: { readonly scale: number; readonly mean: readonly number[]; readonly std: readonly number[] };
  /** Of quantised layers; 32 = float. */
  readonly bits: { readonly weight: number; readonly activation: number; readonly gradient: number };
  readonly stages: readonly Stage[];
  readonly training: Training;
}

export interface Training {
  readonly epochs: number;
  readonly batch: number;
  /** Adam; the rate falls from `rate` to 0 along half a cosine over all steps. */
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** L2 penalty on the weights of dense layers, as in tensorpack. */
  readonly weightDecay: number;
  /** Share of the old value that the running statistics keep at each step. */
  readonly momentum: number;
  /** Added to the variance in batch normalisation. */
  readonly varianceFloor: number;
  readonly augment: {
    /** Largest shift in pixels, both directions; what comes in from outside has pixel value 0. */
    readonly shift: number;
    /** Mirror half of the images left to right. */
    readonly flip: boolean;
  };
}

/** Upper bound of the activations: float ones are rectified only, as in tensorpack's `nonlin`. */
export function activationBound(recipe: Recipe): number {
  return recipe.bits.activation === 32 ? Number.POSITIVE_INFINITY : 1;
}

const whole = z.int().positive();
const bits = z.union([z.int().min(1).max(8), z.literal(32)]);
const share = z.number().min(0).lt(1);
const name = z.string().regex(/^[a-z0-9-]+$/);

const stageSchema: z.ZodType<Stage> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('convolution'),
    name,
    kernels: whole,
    kernel: whole,
    stride: whole.optional(),
    pad: z.int().nonnegative().optional(),
    quantised: z.boolean(),
  }),
  z.strictObject({ kind: z.enum(['average-pool', 'max-pool']), size: whole }),
  z.strictObject({ kind: z.literal('batch-norm'), name }),
  z.strictObject({ kind: z.literal('activation'), quantised: z.boolean() }),
  z.strictObject({ kind: z.literal('dropout'), rate: share }),
  z.strictObject({ kind: z.literal('dense'), name, features: whole }),
]);

export const recipeSchema: z.ZodType<Recipe> = z.strictObject({
  name,
  title: z.string(),
  dataset: z.enum(dataSetNames),
  input: z.tuple([whole, whole, whole]),
  classes: whole,
  preprocessing: z.strictObject({ scale: z.number().positive(), mean: z.array(z.number()), std: z.array(z.number().positive()) }),
  bits: z.strictObject({ weight: bits, activation: bits, gradient: bits }),
  stages: z.array(stageSchema).min(1),
  training: z.strictObject({
    epochs: whole,
    batch: whole,
    rate: z.number().positive(),
    beta1: share,
    beta2: share,
    epsilon: z.number().positive(),
    weightDecay: z.number().nonnegative(),
    momentum: share,
    varianceFloor: z.number().positive(),
    augment: z.strictObject({ shift: z.int().nonnegative(), flip: z.boolean() }),
  }),
});
