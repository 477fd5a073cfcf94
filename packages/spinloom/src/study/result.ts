/** The result file of an evaluation: its schema, and how it is made. Keys carry their units. */
import { z } from 'zod';
import { areaByComponent, designNamed, energyByComponent, latencyByComponent, operations } from '../design/index.ts';
import { type Configuration, configurationSchema } from './configuration.ts';
import type { ErrorOutcome } from './errors.ts';
import type { Evaluation } from './evaluate.ts';
import { version } from './version.ts';

type Parts = Readonly<Record<string, number>>;

/** One layer of a result. */
export interface LayerResult {
  readonly name: string;
  readonly kind: 'dot' | 'digital';
  readonly operator: string;
  readonly shape: readonly number[];
  readonly bits: string;
  readonly operations: Parts;
  readonly energy_J: number;
  readonly latency_s: number;
  readonly area_m2: number;
  readonly load_J: number;
  readonly storage_bits: number;
  readonly mats: number;
  readonly utilisation: { readonly cells: number; readonly columns: number } | null;
}

/** Accuracy under errors. */
export interface ErrorResult {
  readonly accuracies: readonly number[];
  readonly mean: number;
  readonly sd: number;
  readonly min: number;
  readonly max: number;
  readonly faultFree: number;
}

/** What `evaluate --json` writes; the schema below says what each field means. */
export interface EvaluationResult {
  readonly network: string;
  readonly design: string;
  readonly preset: string;
  readonly bits: string;
  readonly images: number;
  readonly correct: number | null;
  readonly accuracy: number | null;
  readonly accuracyKnown: boolean;
  readonly accuracyNote: string | null;
  readonly floatAccuracy: number | null;
  readonly warnings: readonly string[];
  readonly errors: ErrorResult | null;
  readonly energy_J: number;
  readonly convolution_J: number;
  readonly load_J: number;
  readonly latency_s: number;
  readonly throughput_per_s: number;
  readonly bottleneck: string;
  readonly area_m2: number;
  readonly chipArea_m2: number;
  readonly chips: number;
  readonly storage_bits: number;
  readonly operations: Parts;
  readonly layers: readonly LayerResult[];
  readonly breakdown: { readonly energy_J: Parts; readonly latency_s: Parts; readonly area_m2: Parts };
  readonly configuration: Configuration;
  readonly version: string;
  readonly seed: number;
}

const quantity = z.number().nonnegative();
const parts = z.record(z.string(), quantity);

const layerSchema: z.ZodType<LayerResult> = z.strictObject({
  name: z.string(),
  kind: z.enum(['dot', 'digital']).describe('dot: in the sub-arrays; digital: float32 in the digital unit'),
  operator: z.string(),
  shape: z.array(z.int()).describe('Output, without the batch'),
  bits: z.string().describe("'W:I', or 'float32'"),
  operations: parts.describe('Counts of one image, as at the top level'),
  energy_J: quantity,
  latency_s: quantity,
  area_m2: quantity.describe('Mats in use with their add-ons'),
  load_J: quantity,
  storage_bits: quantity,
  mats: z.int().nonnegative(),
  utilisation: z.strictObject({ cells: z.number(), columns: z.number() }).nullable(),
});

export const evaluationResultSchema: z.ZodType<EvaluationResult> = z.strictObject({
  network: z.string(),
  design: z.string(),
  preset: z.string(),
  bits: z.string().describe("Weights:inputs of the quantised layers, e.g. '1:4'; 'mixed' where they differ; 'float32' without any"),
  images: z.int().nonnegative().describe('Images run; 0: cost only'),
  correct: z.number().nonnegative().nullable().describe('accuracy x images; under errors a mean'),
  accuracy: z.number().min(0).max(1).nullable().describe('A fraction; under errors the mean over seeds; null without labels'),
  accuracyKnown: z.boolean().describe('false: bit-widths were imposed on a float network, or there are no weights'),
  accuracyNote: z.string().nullable().default(null).describe('Why there is no accuracy; null where there is one'),
  floatAccuracy: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .default(null)
    .describe('Of the float network that bits were imposed on, on the same images; null where none was run'),
  warnings: z.array(z.string()).default([]).describe('What to mind about the figures'),
  errors: z
    .strictObject({
      accuracies: z.array(z.number()).describe('Of each seed'),
      mean: z.number(),
      sd: z.number().describe('Sample standard deviation over the seeds'),
      min: z.number(),
      max: z.number(),
      faultFree: z.number().describe('Without errors, on the same images'),
    })
    .nullable()
    .describe('Accuracy under the errors of configuration.errors; null: none'),
  energy_J: quantity.describe('One image, everything'),
  convolution_J: quantity.describe('Quantised layers only (what Table II of the papers counts)'),
  load_J: quantity.describe('Writing the weights, once'),
  latency_s: quantity.describe('One image'),
  throughput_per_s: quantity.describe('Images a second with configuration.batch images in flight'),
  bottleneck: z.string().describe("Slowest layer, or 'digital unit' where that, which all layers share, is slower"),
  area_m2: quantity.describe('Mats in use with their add-ons, and the digital unit'),
  chipArea_m2: quantity.describe('Whole organisation'),
  chips: z.int().positive().describe('Chips of the organisation that the network fills'),
  storage_bits: quantity.describe('Weights, and the input feature map of every layer'),
  operations: parts.describe('Counts of one image; and = useful one-bit ANDs, padding included; andRows = dual-row activations'),
  layers: z.array(layerSchema),
  breakdown: z.strictObject({ energy_J: parts, latency_s: parts, area_m2: parts }).describe('By component; each adds up to its total'),
  configuration: configurationSchema,
  version: z.string(),
  seed: z.int(),
});

/** The result of an evaluation as plain data. */
export function resultOf(evaluation: Evaluation): EvaluationResult {
  const { configuration, network, cost, design, inference, errors } = evaluation;
  const images = inference?.classes.length ?? 0;
  const accuracy = errors?.mean ?? (inference?.correct === undefined ? null : inference.correct / images);
  return {
    network: network.name,
    design: design.id,
    preset: configuration.preset,
    bits: bitsOf(cost.layers.filter((layer) => layer.kind === 'dot').map((layer) => layer.bits)),
    images,
    correct: accuracy === null ? null : errors === undefined ? (inference?.correct ?? null) : accuracy * images,
    accuracy,
    accuracyKnown: network.accuracyKnown,
    accuracyNote: accuracy === null ? whyUnknown(evaluation) : null,
    floatAccuracy: evaluation.float === undefined ? null : evaluation.float.correct / evaluation.float.images,
    warnings: warningsOf(evaluation),
    errors: errors === undefined ? null : errorResult(errors),
    energy_J: cost.energy_J,
    convolution_J: cost.convolution_J,
    load_J: cost.load_J,
    latency_s: cost.latency_s,
    throughput_per_s: cost.throughput_per_s,
    bottleneck: cost.bottleneck,
    area_m2: cost.area_m2,
    chipArea_m2: cost.chipArea_m2,
    chips: cost.chips,
    storage_bits: cost.storage_bits,
    operations: { ...cost.operations },
    layers: cost.layers.map((layer) => ({
      name: layer.name,
      kind: layer.kind,
      operator: layer.operator,
      shape: [...layer.shape],
      bits: layer.bits,
      operations: operations([layer]),
      energy_J: layer.energy_J,
      latency_s: layer.latency_s,
      area_m2: layer.area_m2,
      load_J: layer.load_J,
      storage_bits: layer.storage_bits,
      mats: layer.mats,
      utilisation: layer.placement === undefined ? null : { ...layer.placement.utilisation },
    })),
    breakdown: {
      energy_J: energyByComponent(cost, design),
      latency_s: latencyByComponent(cost, design),
      area_m2: areaByComponent(cost, design),
    },
    configuration,
    version,
    seed: configuration.seed,
  };
}

function whyUnknown({ network, inference, configuration }: Evaluation): string {
  const { costOnly } = designNamed(configuration.design);
  if (costOnly !== undefined) return costOnly;
  if (network.costOnly) return 'the network has no weights (cost only)';
  return inference === undefined ? 'no images (cost only)' : `${inference.classes.length} images of ${configuration.data?.name} without labels`;
}

/** Widths below which accuracy falls without training, in bits. */
const leastAfterTraining = 4;

function warningsOf(evaluation: Evaluation): readonly string[] {
  return [...imposedWarnings(evaluation), ...(evaluation.design.notes?.(evaluation.cost) ?? [])];
}

function imposedWarnings({ network }: Evaluation): readonly string[] {
  if (network.imposed === undefined || network.costOnly) return [];
  const [weight, input] = network.imposed.bits.split(':').map(Number) as [number, number];
  if (Math.min(weight, input) >= leastAfterTraining) return [];
  return [
    `${network.imposed.bits} was imposed after training: below ${leastAfterTraining} bits accuracy falls far unless the network is trained for them`,
  ];
}

function errorResult({ accuracies, mean, sd, min, max, faultFree }: ErrorOutcome): ErrorResult {
  return { accuracies, mean, sd, min, max, faultFree };
}

function bitsOf(layers: readonly string[]): string {
  const different = new Set(layers);
  if (different.size === 0) return 'float32';
  return different.size === 1 ? [...different][0]! : 'mixed';
}
