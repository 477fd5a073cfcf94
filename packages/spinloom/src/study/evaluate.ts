/**
 * `evaluate`: accuracy of a network on real images and the cost of one image on a design.
 *
 * Stages: network -> hardware -> design -> cost, and network + data -> inference. Inference does not depend on the design.
 */
import {
  type Cost,
  composeHardware,
  type DesignInstance,
  describeCost,
  designNamed,
  type Hardware,
  networkCost,
  type Preset,
} from '../design/index.ts';
import type { Inference } from '../engine/machine/index.ts';
import { checkLabels, type Network, type Preprocessing, toInput } from '../network/index.ts';
import { type Figure, leaf } from '../quantity/index.ts';
import { refuse } from '../refusal/index.ts';
import { arraySchema, type Configuration, configurationSchema, digitalUnitSchema, organisationSchema } from './configuration.ts';
import type { DataSet } from './data-set.ts';
import { type ErrorModel, type ErrorOutcome, outcomeOf } from './errors.ts';
import { type Executor, inlineExecutor } from './executor.ts';
import { figureAt } from './explain.ts';
import { type FaultInput, runInference } from './inference.ts';
import { memo } from './memo.ts';
import { parseWith } from './parse.ts';

/** The design that is evaluated unless another is named. */
export const defaultDesign = 'and-accumulation';

export interface EvaluateRequest {
  readonly network: Network;
  /** Path as the user gave it; stored in the configuration so that a result can be explained later. */
  readonly networkFile?: string;
  /** The float network that bits were imposed on, to tell its accuracy on the same images beside. */
  readonly float?: Network;
  /** Absent: cost only. */
  readonly data?: DataSet;
  /** Pixels to network input; default: what travels with the network, else scale 1/255. Real-valued images have scale 1 unless told otherwise. */
  readonly preprocessing?: Partial<Preprocessing>;
  /** At most so many images, from the first; 0 is cost only. */
  readonly limit?: number;
  /** Default 'and-accumulation'. */
  readonly design?: string;
  /** Default 'physical'. */
  readonly preset?: Preset;
  /** Options of the design over those of the preset. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly technology?: string;
  readonly organisation?: Partial<Configuration['organisation']>;
  readonly array?: Partial<Configuration['array']>;
  readonly digitalUnit?: Partial<Configuration['digitalUnit']>;
  /** Images in flight, for the throughput; default 8 (paper 2, Fig. 9). */
  readonly batch?: number;
  /** Copies of each layer's weights; default 1. */
  readonly replicas?: number;
  readonly seed?: number;
  /** Errors of sensing and writing; `seeds` defaults to 5. */
  readonly errors?: Pick<ErrorModel, 'source' | 'rates'> & Partial<ErrorModel>;
  /** Where inference runs; default inline. */
  readonly executor?: Executor;
  /** Whether `inference.logits` of the evaluation holds the logits, which grow with images and classes; default true. */
  readonly keepLogits?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Measured {
  readonly correct: number;
  readonly images: number;
}

export interface Evaluation {
  readonly configuration: Configuration;
  readonly network: Network;
  readonly inference?: Inference;
  /** Images run and how many came out right; present with labels. */
  readonly measured?: Measured;
  /** Of the float network that bits were imposed on, on the same images. */
  readonly float?: Measured;
  /** Accuracy under errors, over the seeds. */
  readonly errors?: ErrorOutcome;
  readonly hardware: Hardware;
  readonly design: DesignInstance;
  readonly cost: Cost;
  /** All figures of the result by name. */
  readonly figures: () => Readonly<Record<string, Figure>>;
  /** The figure at a path such as 'energy_J/layers/conv2/sense-and/perColumn'; refuses a path that is not there. */
  readonly explain: (path: string) => Figure;
}

const hardwareStage = memo(
  ({ technology, organisation, array, digitalUnit }: Pick<Configuration, 'technology' | 'organisation' | 'array' | 'digitalUnit'>) => [
    technology,
    organisation,
    array,
    digitalUnit,
  ],
  composeHardware,
);

/** Evaluates a network. Refuses bad options, data that does not fit the network, and layers that no mat can hold. */
export async function evaluate(asked: EvaluateRequest): Promise<Evaluation> {
  const request = runnable(asked);
  const configuration = configure(request);
  const evaluation = costOf(request.network, configuration);
  const { data } = request;
  const { errors } = configuration;
  if (configuration.data === null || data === undefined) {
    return errors === null ? evaluation : refuse('errors change the accuracy alone: give images (and a limit above 0) to measure it on');
  }
  const { preprocessing, count } = configuration.data;
  const { float } = request;
  const runs = 1 + (float === undefined ? 0 : 1) + (errors?.seeds ?? 0);
  let done = 0;
  const run = async (network: Network, faults?: FaultInput): Promise<Inference> => {
    const before = done;
    done += count;
    return runInference({
      network,
      images: data.images,
      preprocessing,
      count,
      executor: request.executor ?? inlineExecutor,
      keepLogits: request.keepLogits ?? true,
      ...(data.labels === undefined ? {} : { labels: data.labels }),
      ...(faults === undefined ? {} : { faults }),
      onProgress: (images) => request.onProgress?.(before + images, runs * count),
    });
  };
  const inference = await run(request.network);
  const correctFloat = float === undefined ? undefined : (await run(float)).correct;
  const measured = withInference(evaluation, inference, correctFloat === undefined ? undefined : { correct: correctFloat, images: count });
  if (errors === null) return measured;
  if (inference.correct === undefined) refuse('errors are told by the accuracy: give the labels of the images too');
  const right: number[] = [];
  for (let index = 0; index < errors.seeds; index++) {
    const { correct } = await run(request.network, { rates: errors.rates, seed: configuration.seed + index, mats: configuration });
    right.push(correct!);
  }
  return withErrors(measured, outcomeOf(errors, right, count, inference.correct! / count));
}

/** A cost-only design runs no image: it is asked for its cost alone. */
function runnable({ data, ...request }: EvaluateRequest): EvaluateRequest {
  const { id, costOnly } = designNamed(request.design ?? defaultDesign);
  if (costOnly === undefined) return { ...request, ...(data === undefined ? {} : { data }) };
  if (request.errors !== undefined) refuse(`errors change the accuracy alone, and design '${id}' reports none: ${costOnly}`);
  return request;
}

/** The cost stages alone, from a configuration. */
export function costOf(network: Network, configuration: Configuration): Evaluation {
  const hardware = hardwareStage(configuration);
  const chosen = designNamed(configuration.design);
  const design = chosen.instantiate(parseWith(chosen.options, configuration.options, `options of design '${chosen.id}'`), hardware);
  if (network.nodes.every((node) => node.kind === 'view')) refuse(`network '${network.name}' has no layer to evaluate`);
  const cost = networkCost(network, design, hardware, configuration);
  return assemble({ configuration, network, hardware, design, cost });
}

/** The same evaluation with an inference that was run before, and that of the float network beside it: results do not depend on the design. */
export function withInference(evaluation: Evaluation, inference: Inference, float?: Measured): Evaluation {
  const { correct } = inference;
  const measured = correct === undefined ? {} : { measured: { correct, images: inference.classes.length } };
  return assemble({ ...evaluation, inference, ...measured, ...(float && { float }) });
}

function withErrors(evaluation: Evaluation, errors: ErrorOutcome): Evaluation {
  const images = evaluation.measured?.images ?? 0;
  return assemble({ ...evaluation, errors, measured: { correct: errors.mean * images, images } });
}

/** The same evaluation with an accuracy that was measured before: for `explain`, which runs no image. */
export function withMeasured(evaluation: Evaluation, measured: Measured): Evaluation {
  return assemble({ ...evaluation, measured });
}

function assemble(parts: Omit<Evaluation, 'explain' | 'figures'>): Evaluation {
  const figures = (): Readonly<Record<string, Figure>> => ({ ...accuracyFigure(parts), ...describeCost(parts.cost, parts.design, parts.hardware) });
  return { ...parts, figures, explain: (path) => figureAt(figures(), path) };
}

function accuracyFigure({ configuration, measured }: Pick<Evaluation, 'configuration' | 'measured'>): Readonly<Record<string, Figure>> {
  if (measured === undefined) return {};
  const { correct, images } = measured;
  const source = { trust: 'measured', cite: `bit-exact run on ${configuration.data?.name ?? 'images'}` } as const;
  const explanation = {
    formula: 'correct / images',
    join: 'other',
    parts: {
      correct: leaf(
        correct,
        '',
        configuration.errors === null ? 'images whose class is right' : 'images whose class is right, mean over the seeds',
        source,
      ),
      images: leaf(images, '', 'images run', source),
    },
    source,
  } as const;
  return { accuracy: { value: correct / images, unit: '', explain: () => explanation } };
}

/** Fills in every default and checks what can be checked before anything runs. */
export function configure(request: EvaluateRequest): Configuration {
  const design = designNamed(request.design ?? defaultDesign);
  const preset = request.preset ?? 'physical';
  const chosenPreset = design.presets[preset] ?? refuse(`unknown preset '${preset}'; there are: ${Object.keys(design.presets).join(', ')}`);
  const { data } = request;
  if (request.network.costOnly && ((data !== undefined && request.limit !== 0) || request.errors !== undefined))
    refuse(`network '${request.network.name}' has no weights (cost only): no image can run through it; leave the images out, or give an ONNX file`);
  const limit = request.limit ?? Number.POSITIVE_INFINITY;
  if (Number.isNaN(limit) || limit < 0) refuse(`limit is ${request.limit}: expected a number of images of at least 0`);
  if (data?.labels !== undefined) checkLabels(data.labels, data.images.count, classLimit(request.network));
  const images = data === undefined ? 0 : Math.min(data.images.count, Math.floor(limit));
  const preprocessing = preprocessingOf(request);
  if (data !== undefined && images > 0) toInput(data.images, 0, preprocessing, request.network.input);
  return parseWith(
    configurationSchema,
    {
      network: {
        name: request.network.name,
        file: request.networkFile ?? null,
        sha256: request.network.sha256,
        bits: request.network.imposed?.bits ?? null,
        quantiseAll: request.network.imposed?.quantiseAll ?? null,
        calibration: request.network.imposed?.calibration ?? null,
      },
      data:
        data === undefined || images === 0
          ? null
          : {
              name: data.name,
              images: data.imagesSha256,
              labels: data.labelsSha256 ?? null,
              count: images,
              ...data.images.origin,
              classes: data.classNames ?? null,
              preprocessing: { scale: preprocessing.scale, mean: [...preprocessing.mean], std: [...preprocessing.std] },
            },
      design: design.id,
      preset,
      options: parseWith(design.options, { ...chosenPreset.options, ...request.options }, `options of design '${design.id}'`),
      technology: request.technology ?? '45nm',
      organisation: parseWith(organisationSchema, request.organisation ?? {}, 'organisation'),
      array: parseWith(arraySchema, request.array ?? {}, 'array'),
      digitalUnit: parseWith(digitalUnitSchema, request.digitalUnit ?? {}, 'digitalUnit'),
      batch: request.batch ?? 8,
      replicas: request.replicas ?? 1,
      errors: request.errors === undefined ? null : { sensing: null, seeds: 5, ...request.errors },
      seed: request.seed ?? 1,
    },
    'configuration',
  );
}

/** What turns pixels into input: as asked, else as it travels with the network, else x = pixel / 255, or as it is where images are real-valued. */
export function preprocessingOf({ network, data, preprocessing }: Pick<EvaluateRequest, 'network' | 'data' | 'preprocessing'>): Preprocessing {
  const travels = network.preprocessing ?? { scale: 1 / 255, mean: [0], std: [1] };
  return { ...travels, ...(data?.images.values === 'reals' ? { scale: 1 } : {}), ...preprocessing };
}

/** A network that ends in an arg-max has one output, the class itself: its number of classes is not known. */
function classLimit(network: Network): number {
  return network.classes === 1 ? 256 : network.classes;
}
