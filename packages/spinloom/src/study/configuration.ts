/**
 * The configuration of an evaluation: every option of every floor with its default filled in, and the hashes of network and data.
 * A result is a pure function of it.
 */
import { z } from 'zod';
import { type MatOrganisation, paperOrganisation, repeaterKinds } from '../array/index.ts';
import type { ArrayOptions, DigitalUnit, Preset } from '../design/index.ts';
import type { Calibration, DataFormat, Layout, Preprocessing, Size } from '../network/index.ts';
import { roadmaps } from '../technology/index.ts';
import { type ErrorModel, errorModelSchema } from './errors.ts';

const powerOfTwo = (least: number, standard: number): z.ZodDefault<z.ZodInt> =>
  z
    .int()
    .min(least)
    .max(65536)
    .refine((value) => Number.isInteger(Math.log2(value)), 'must be a power of two')
    .default(standard);

export const organisationSchema: z.ZodType<MatOrganisation> = z
  .strictObject({
    rows: powerOfTwo(8, paperOrganisation.rows).describe('Rows of a mat'),
    columns: powerOfTwo(32, paperOrganisation.columns).describe('Columns of a mat'),
    matsPerBank: powerOfTwo(1, paperOrganisation.matsPerBank).describe('Mats of a bank (paper 2, III.C: 2 x 2)'),
    banksPerGroup: powerOfTwo(1, paperOrganisation.banksPerGroup).describe('Banks of a group (paper 2, III.C: 8 x 8)'),
    groups: powerOfTwo(1, paperOrganisation.groups).describe('Groups of a chip (paper 2, III.C: 16)'),
  })
  .describe('Organisation of the memory, powers of two as the array model has them; default 512 Mb');

export const arraySchema: z.ZodType<ArrayOptions> = z
  .strictObject({
    roadmap: z.enum(roadmaps).default('HP').describe('Transistors: high performance, low standby power or low operating power'),
    temperature_K: z.number().min(300).max(400).default(300).describe('Temperature, K'),
    repeaters: z.enum(repeaterKinds).default('RepeatedNone').describe('On the wires of the H-tree'),
    htree: z.boolean().default(true).describe('Whether what crosses the H-tree is charged; false leaves what happens inside the mats'),
  })
  .describe('What the memory is made of');

export const digitalUnitSchema: z.ZodType<DigitalUnit> = z
  .strictObject({
    lanes: z.int().positive().max(1e6).default(16).describe('Multiply-accumulate lanes'),
    clock_Hz: z.number().min(1e3).max(1e12).default(1e9).describe('Clock, Hz'),
  })
  .describe('The unit that runs unquantised layers, thresholds and pooling');

const preprocessingSchema: z.ZodType<Preprocessing> = z.strictObject({
  scale: z.number().describe('x = (pixel x scale - mean) / std'),
  mean: z.array(z.number()).describe('One for all channels, or one a channel'),
  std: z.array(z.number()).describe('One for all channels, or one a channel'),
});

const formats = ['idx', 'mat', 'cifar-10', 'cifar-100', 'npy', 'npz', 'pictures', 'memory'] as const satisfies readonly DataFormat[];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export interface Configuration {
  readonly network: {
    readonly name: string;
    readonly file: string | null;
    readonly sha256: string;
    readonly bits: string | null;
    readonly quantiseAll: boolean | null;
    readonly calibration: Calibration | null;
  };
  /** null: cost only. */
  readonly data: {
    readonly name: string;
    readonly images: string;
    readonly labels: string | null;
    readonly count: number;
    readonly format: DataFormat;
    readonly layout: Layout | null;
    /** [height, width]; null: the size that the images have. */
    readonly resize: Size | null;
    /** null: the channels that the images have. */
    readonly channels: 1 | 3 | null;
    /** Names by class; null where the set has none of its own. */
    readonly classes: readonly string[] | null;
    /** What else was done to the images and labels, in words. */
    readonly notes: readonly string[];
    readonly preprocessing: Preprocessing;
  } | null;
  readonly design: string;
  readonly preset: Preset;
  /** Options of the design. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly technology: string;
  readonly organisation: MatOrganisation;
  readonly array: ArrayOptions;
  readonly digitalUnit: DigitalUnit;
  /** Images in flight. */
  readonly batch: number;
  /** Copies of each layer's weights, working on different windows. */
  readonly replicas: number;
  /** null: nothing goes wrong. */
  readonly errors: ErrorModel | null;
  readonly seed: number;
}

export const configurationSchema: z.ZodType<Configuration> = z.strictObject({
  network: z.strictObject({
    name: z.string(),
    file: z.string().nullable().describe('As given on the command line; null for a shipped network or a preset'),
    sha256: sha256.describe('Of the network file; of a description, of what it says with defaults and bits filled in'),
    bits: z
      .string()
      .nullable()
      .default(null)
      .describe('W:I, weights first, of a description without weights, or imposed on a float network; null: those of the file'),
    quantiseAll: z
      .boolean()
      .nullable()
      .default(null)
      .describe('Whether the first and last layer are quantised too, where bits are given; null: as in the file'),
    calibration: z
      .strictObject({
        images: z.int().positive().describe('Images of the sample, spread evenly over those that are run'),
        ranges: z.record(z.string(), z.tuple([z.number(), z.number()])).describe('Least and greatest number that the codes of a tensor reach'),
      })
      .nullable()
      .default(null)
      .describe('How the activations of a float network were quantised; null: bits are those of the file, or nothing was calibrated'),
  }),
  data: z
    .strictObject({
      name: z.string(),
      images: sha256.describe('Of the image file; of a folder: of the sorted lines of path and hash of each picture'),
      labels: sha256.nullable().describe('Of the label file, which may be the image file; null without labels'),
      count: z.int().nonnegative().describe('Images run'),
      format: z.enum(formats).describe('memory: the images were handed over by a program'),
      layout: z.enum(['nchw', 'nhwc']).nullable().describe('Order of the axes of an array; null where the format leaves no choice'),
      resize: z
        .tuple([z.int().positive(), z.int().positive()])
        .nullable()
        .describe('[height, width], bilinear with half-pixel centres; null: as they are'),
      channels: z
        .union([z.literal(1), z.literal(3)])
        .nullable()
        .describe('Converted to grey (Rec. 601 luma) or to three equal channels; null: as they are'),
      classes: z.array(z.string()).nullable().describe('Names by class; null where the set has none of its own'),
      notes: z.array(z.string()).describe('What else was done, in words'),
      preprocessing: preprocessingSchema,
    })
    .nullable()
    .describe('null: cost only'),
  design: z.string(),
  preset: z.enum(['physical', 'paper-calibrated']),
  options: z.record(z.string(), z.unknown()).describe('Options of the design'),
  technology: z.string(),
  organisation: organisationSchema,
  array: arraySchema,
  digitalUnit: digitalUnitSchema,
  batch: z.int().positive().max(1e9).describe('Images in flight'),
  replicas: z.int().positive().max(1e6).describe("Copies of each layer's weights, working on different windows"),
  errors: errorModelSchema.nullable().describe('null: nothing goes wrong'),
  seed: z.int().nonnegative(),
});
