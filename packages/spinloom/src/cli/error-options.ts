/** `--error-rates`, `--seeds`, `--tmr-sigma`: errors of sensing and writing, as evaluate takes them. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { readBytes } from '../node/index.ts';
import { refuse } from '../refusal/index.ts';
import { circuitErrors, type EvaluateRequest, givenRates, readErrorRates } from '../study/index.ts';
import { whole } from './numbers.ts';
import { type TmrSigma, tmrSigma } from './tmr-sigma.ts';

export interface ErrorOptions {
  readonly errorRates?: string;
  readonly seeds?: number;
  readonly tmrSigma?: TmrSigma;
}

export function addErrorOptions(command: Command): Command {
  return command
    .option(
      '--error-rates <source>',
      "accuracy under errors: 'circuit' (from the sense margins), a JSON file, or p01,p10: that a sensed 0 comes out 1, and 1 as 0 (writes do not fail)",
    )
    .option('--tmr-sigma <x>', 'errors from the circuit with this spread of the TMR: 0.15, or 0.15:points', tmrSigma)
    .option('--seeds <n>', 'runs under errors, each with a stream of its own (default: 5)', whole(1));
}

/** The errors that the options ask for; undefined without any. */
export function errorsOf({ errorRates, seeds, tmrSigma: sigma }: ErrorOptions): EvaluateRequest['errors'] {
  const source = errorRates ?? (sigma === undefined ? undefined : 'circuit');
  if (source === undefined)
    return seeds === undefined ? undefined : refuse('--seeds needs --error-rates or --tmr-sigma: without errors every run is the same');
  if (sigma !== undefined && source !== 'circuit')
    refuse("--tmr-sigma goes with --error-rates circuit: other rates do not come from the junction's spread");
  const runs = seeds === undefined ? {} : { seeds };
  if (source === 'circuit') return { ...circuitErrors(sigma), ...runs };
  const pair = source.split(',');
  if (pair.length === 2 && pair.every((word) => word.trim() !== '' && !Number.isNaN(Number(word)))) {
    return { source: 'given', rates: givenRates(Number(pair[0]), Number(pair[1])), ...runs };
  }
  if (!existsSync(source)) refuse(`--error-rates '${source}': expected circuit, two probabilities as in 1e-4,1e-4, or a JSON file`);
  return {
    source: basename(source),
    rates: readErrorRates(new TextDecoder().decode(readBytes(source, 'error rates')), `error rates '${basename(source)}'`),
    ...runs,
  };
}
