/**
 * Errors of sensing and writing, as an evaluation takes them: rates from the circuit's sense margins, from a file, or given by hand,
 * and the accuracy under them over several seeds.
 */
import { z } from 'zod';
import { type ErrorRates, errorRates, type RateOptions } from '../circuit/index.ts';
import { cellJunction } from '../design/index.ts';
import { refuse } from '../refusal/index.ts';
import { parseWith } from './parse.ts';

/** The errors of an evaluation. */
export interface ErrorModel {
  /** Where the rates come from: 'circuit', 'given', or the name of a file. */
  readonly source: string;
  readonly rates: ErrorRates;
  /** Runs, each with a stream of its own: seed, seed + 1, ... */
  readonly seeds: number;
  /** Of source 'circuit': what the sense margins were computed from. */
  readonly sensing: Readonly<Record<string, unknown>> | null;
}

const probability = z.number().min(0).max(1);

export const errorRatesSchema: z.ZodType<ErrorRates> = z.strictObject({
  sense: z
    .strictObject({
      read: z.tuple([probability, probability]).describe('One cell: [a 0 stored, a 1 stored]'),
      and: z.tuple([probability, probability, probability]).describe('Two cells: [00, 01 or 10, 11]'),
      or: z.tuple([probability, probability, probability]),
      xor: z.tuple([probability, probability, probability]),
    })
    .describe('Probability that a sense amplifier is wrong, by number of ones stored'),
  write: z.tuple([probability, probability]).describe('Probability that a cell keeps its old state: [writing 0, writing 1]'),
});

export const errorModelSchema: z.ZodType<ErrorModel> = z.strictObject({
  source: z.string(),
  rates: errorRatesSchema,
  seeds: z.int().positive().max(10_000),
  sensing: z.record(z.string(), z.unknown()).nullable(),
});

/**
 * Rates of two numbers: p01, that a result which should be 0 comes out 1, and p10, the other way round, in every sensing operation; writes never fail.
 */
export function givenRates(p01: number, p10: number): ErrorRates {
  for (const [name, p] of [
    ['p01', p01],
    ['p10', p10],
  ] as const) {
    if (!(p >= 0 && p <= 1)) refuse(`error rate ${name} is ${p}: expected a probability from 0 to 1`);
  }
  return { sense: { read: [p01, p10], and: [p01, p01, p10], or: [p01, p10, p10], xor: [p01, p10, p01] }, write: [0, 0] };
}

/** Rates from a JSON text; `name` opens every refusal. */
export function readErrorRates(text: string, name: string): ErrorRates {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse(`${name} is no JSON; expected error rates as in schema/error-rates.schema.json`);
  }
  return parseWith(errorRatesSchema, value, name);
}

/**
 * Rates the whole way from the junction: its TMR and its spread give the sense margins and their error probabilities, its free layer the probability
 * that a write pulse of 120 uA and 1.5 ns leaves the old state. Options replace single inputs.
 */
export function circuitErrors(options: RateOptions = {}): Pick<ErrorModel, 'source' | 'rates' | 'sensing'> {
  const { tmr, writeErrorRate } = cellJunction();
  const sensing: RateOptions = { tmr, write: [writeErrorRate, writeErrorRate], ...options };
  return { source: 'circuit', rates: errorRates(sensing), sensing: { ...sensing } };
}

/** Accuracy over the seeds of an error model. */
export interface ErrorOutcome {
  readonly model: ErrorModel;
  /** Accuracy of each seed. */
  readonly accuracies: readonly number[];
  readonly mean: number;
  /** Sample standard deviation; 0 with one seed. */
  readonly sd: number;
  readonly min: number;
  readonly max: number;
  /** Without errors, on the same images. */
  readonly faultFree: number;
}

/** `correct`: of each seed. */
export function outcomeOf(model: ErrorModel, correct: readonly number[], images: number, faultFree: number): ErrorOutcome {
  const accuracies = correct.map((one) => one / images);
  // Summed as integers, so that equal seeds give exactly their own accuracy.
  const mean = correct.reduce((sum, one) => sum + one, 0) / (correct.length * images);
  const squares = accuracies.reduce((sum, accuracy) => sum + (accuracy - mean) ** 2, 0);
  return {
    model,
    accuracies,
    mean,
    sd: accuracies.length < 2 ? 0 : Math.sqrt(squares / (accuracies.length - 1)),
    min: Math.min(...accuracies),
    max: Math.max(...accuracies),
    faultFree,
  };
}
