/**
 * The configuration of an evaluation: every option of every floor with its default filled in, and the hashes of network and data.
 * A result is a pure function of it.
 */
import { z } from 'zod';
import type { MatOrganisation } from '../array/index.ts';
import type { DigitalUnit, Preset } from '../design/index.ts';
import type { Preprocessing } from '../network/index.ts';
import { type ErrorModel, errorModelSchema } from './errors.ts';

export const organisationSchema: z.ZodType<MatOrganisation> = z
  .strictObject({
    rows: z.int().min(8).max(65536).default(256).describe('Rows of a mat'),
    columns: z
      .int()
      .min(32)
      .max(65536)
      .default(512)
      .refine((columns) => Number.isInteger(Math.log2(columns)), 'must be a power of two: segments are')
      .describe('Columns of a mat, a power of two'),
    matsPerBank: z.int().positive().max(65536).default(4).describe('Mats of a bank (paper 2, III.C: 2 x 2)'),
    banksPerGroup: z.int().positive().max(65536).default(64).describe('Banks of a group (paper 2, III.C: 8 x 8)'),
    groups: z.int().positive().max(65536).default(16).describe('Groups of a chip (paper 2, III.C: 16)'),
  })
  .describe('Organisation of the memory; default 512 Mb');

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

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export interface Configuration {
  readonly network: {
    readonly name: string;
    readonly file: string | null;
    readonly sha256: string;
    readonly bits: string | null;
    readonly quantiseAll: boolean | null;
  };
  /** null: cost only. */
  readonly data: {
    readonly name: string;
    readonly images: string;
    readonly labels: string | null;
    readonly count: number;
    readonly preprocessing: Preprocessing;
  } | null;
  readonly design: string;
  readonly preset: Preset;
  /** Options of the design. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly technology: string;
  readonly organisation: MatOrganisation;
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
    bits: z.string().nullable().default(null).describe('W:I, weights first, of a description without weights; null: those of the file'),
    quantiseAll: z
      .boolean()
      .nullable()
      .default(null)
      .describe('Whether the first and last layer of a description are quantised too; null: as in the file'),
  }),
  data: z
    .strictObject({
      name: z.string(),
      images: sha256.describe('Of the image file'),
      labels: sha256.nullable().describe('Of the label file; null without labels'),
      count: z.int().nonnegative().describe('Images run'),
      preprocessing: preprocessingSchema,
    })
    .nullable()
    .describe('null: cost only'),
  design: z.string(),
  preset: z.enum(['physical', 'paper-calibrated']),
  options: z.record(z.string(), z.unknown()).describe('Options of the design'),
  technology: z.string(),
  organisation: organisationSchema,
  digitalUnit: digitalUnitSchema,
  batch: z.int().positive().max(1e9).describe('Images in flight'),
  replicas: z.int().positive().max(1e6).describe("Copies of each layer's weights, working on different windows"),
  errors: errorModelSchema.nullable().describe('null: nothing goes wrong'),
  seed: z.int().nonnegative(),
});
