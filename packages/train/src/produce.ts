/** From a recipe to the two files that ship: trains, measures, writes NAME.onnx and NAME.recipe.json. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { writeGraph } from 'spinloom';
import { type DataSet, findDataSet, firstImages, type ImageSet, type Part, readPart } from './datasets/index.ts';
import { toQonnx } from './export.ts';
import { writeAtomically } from './files.ts';
import { type Accuracy, measureGraph, measureInteger } from './measure.ts';
import type { Weights } from './parameters.ts';
import type { Recipe } from './recipe.ts';
import { evaluate, type TrainOptions, train } from './train.ts';

export interface ProduceOptions extends TrainOptions {
  /** Folder of the files of the recipe's data set; default: where they lie by themselves. */
  readonly data?: string;
  /** Folder for the results. */
  readonly out: string;
  /** Trains on the first so many images and tests on the first so many; default: all. */
  readonly limit?: number;
}

/** What is said about a network beside it: no date and no speed, so that the same run writes the same file. */
export interface TrainingRecord {
  readonly recipe: Recipe;
  readonly seed: number;
  readonly threads: number;
  readonly images: { readonly train: number; readonly test: number };
  readonly accuracy: Accuracies;
  readonly versions: Readonly<Record<string, string>>;
}

export interface Accuracies {
  /** The training graph with running statistics, float32. */
  readonly trained: Accuracy;
  /** The exported file, lowered to standard operators, float32, ONNX Runtime. */
  readonly exported: Accuracy;
  /** The exported file as spinloom's integer network: dot products on codes, integer thresholds. */
  readonly integer: Accuracy;
}

export interface Product {
  readonly paths: readonly string[];
  readonly record: TrainingRecord;
}

export async function produce(recipe: Recipe, options: ProduceOptions): Promise<Product> {
  const set = partOf(findDataSet(recipe.dataset), 'train', options);
  const weights = await train(recipe, set, options);
  return finish(recipe, weights, set.count, options);
}

function partOf(set: DataSet, part: Part, { data = set.folder, limit = Number.POSITIVE_INFINITY }: ProduceOptions): ImageSet {
  return firstImages(readPart(set, data, part), limit);
}

/** Measures and writes weights that were trained on `trained` images. */
async function finish(recipe: Recipe, weights: Weights, trained: number, options: ProduceOptions): Promise<Product> {
  const { seed, threads, out } = options;
  const test = partOf(findDataSet(recipe.dataset), 'test', options);
  const bare = toQonnx(recipe, weights);
  const accuracy: Accuracies = {
    trained: { correct: await evaluate(recipe, weights, test, threads), images: test.count },
    exported: await measureGraph(bare, recipe, test, threads),
    integer: measureInteger(writeGraph(bare), recipe, test),
  };
  const record: TrainingRecord = { recipe, seed, threads, images: { train: trained, test: test.count }, accuracy, versions: versions() };
  const model = join(out, `${recipe.name}.onnx`);
  const beside = join(out, `${recipe.name}.recipe.json`);
  writeAtomically(model, writeGraph(toQonnx(recipe, weights, { 'spinloom.accuracy': JSON.stringify(accuracy) }), { producer: 'spinloom-train' }));
  writeAtomically(beside, `${JSON.stringify(record, undefined, 2)}\n`);
  return { paths: [model, beside], record };
}

function versions(): Readonly<Record<string, string>> {
  const own = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  const runtime = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string };
  return { '@spinloom/train': own.version, 'onnxruntime-node': runtime.version };
}
