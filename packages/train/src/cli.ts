#!/usr/bin/env node
/** `npm run train -- RECIPE`: trains a network that Spinloom ships. `npm run train -- ship-data SET`: makes the shipped images of a data set. */
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { Refusal } from 'spinloom';
import { dataSetNames, findDataSet } from './datasets/index.ts';
import { produce } from './produce.ts';
import { progress } from './progress.ts';
import type { Recipe } from './recipe.ts';
import { findRecipe, recipeNames } from './recipes/index.ts';
import { shipData } from './ship-data.ts';

const shipped = (folder: string): string => fileURLToPath(new URL(`../../spinloom/${folder}`, import.meta.url));

interface TrainFlags {
  readonly epochs?: number;
  readonly data?: string;
  readonly out?: string;
  readonly seed: number;
  readonly threads: number;
  readonly limit?: number;
}

/** Runs the command line; returns the exit code: 0, 2 for bad input (one sentence on standard error), 1 for a fault of the program. */
export async function main(argv: readonly string[], print: (line: string) => void = console.log): Promise<number> {
  try {
    await commandLine(print).parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    return 2;
  }
}

function commandLine(print: (line: string) => void): Command {
  const program = new Command('train').description('Trains a low-bit network and writes it as QONNX, with its recipe beside it.').exitOverride();
  program.enablePositionalOptions();
  program
    .argument('<recipe>', `one of: ${recipeNames.join(', ')}`)
    .option('--epochs <number>', 'passes over the training images; default: what the recipe says', whole(1))
    .option('--data <folder>', 'folder of the files of the data set; default: where its package puts them')
    .option('--out <folder>', 'folder for the results; default: the shipped models, or this folder for a trial with --epochs or --limit')
    .option('--seed <number>', 'first weights, order, augmentation and noise are functions of it', whole(0), 1)
    .option('--threads <number>', 'threads of ONNX Runtime; 1 makes runs equal to the byte', whole(1), 1)
    .option('--limit <images>', 'a trial: the first images only, of both parts of the set', whole(1))
    .action((name: string, flags: TrainFlags) => runTraining(name, flags, print));
  program
    .command('ship-data')
    .description('Writes what ships of a data set: images, classes and licence.')
    .argument('<set>', `one of: ${dataSetNames.join(', ')}`)
    .option('--data <folder>', "folder of the publisher's files; default: where their Debian package puts them")
    .option('--out <folder>', 'folder for the results', shipped('data'))
    .exitOverride()
    .action((name: string, flags: { readonly data?: string; readonly out: string }) => {
      const set = findDataSet(name);
      for (const path of shipData(set, flags.data ?? set.shipped.folder, flags.out)) print(path);
    });
  return program;
}

async function runTraining(name: string, flags: TrainFlags, print: (line: string) => void): Promise<void> {
  const found = findRecipe(name);
  const recipe: Recipe = { ...found, training: { ...found.training, epochs: flags.epochs ?? found.training.epochs } };
  const trial = flags.epochs !== undefined || flags.limit !== undefined;
  const shown = progress(recipe.training.epochs, print);
  try {
    const { paths, record } = await produce(recipe, {
      ...flags,
      out: flags.out ?? (trial ? '.' : shipped('models')),
      onBatch: shown.onBatch,
      onEpoch: shown.onEpoch,
    });
    for (const [what, { correct, images }] of Object.entries(record.accuracy))
      print(`${what}: ${correct} of ${images} correct, ${((100 * correct) / images).toFixed(2)} %`);
    for (const path of paths) print(path);
  } finally {
    shown.stop();
  }
}

function whole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least) throw new InvalidArgumentError(`expected a whole number of at least ${least}.`);
    return value;
  };
}

if (process.argv[1] !== undefined && import.meta.url.endsWith('/cli.js')) process.exitCode = await main(process.argv.slice(2));
