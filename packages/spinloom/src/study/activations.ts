/** How many columns give 1 when two rows of a mat are opened together: the activations of one layer for one image. */
import { directBackend, inferImage, simdBackend, traceActivations } from '../engine/machine/index.ts';
import type { Placement } from '../engine/schedule/index.ts';
import { type Dot, toInput } from '../network/index.ts';
import { refuse } from '../refusal/index.ts';
import { configure, costOf, type EvaluateRequest } from './evaluate.ts';
import { placedLayer } from './layer-map.ts';

export interface ActivationStudy {
  readonly network: string;
  readonly design: string;
  readonly layer: string;
  readonly bits: string;
  readonly image: number;
  /** Dual-row ANDs, one a kernel, chunk, half of the fold, window and pair of planes. */
  readonly activations: number;
  /** Columns of a kernel that one of them senses, at most. */
  readonly columns: number;
  readonly ones: { readonly total: number; readonly mean: number; readonly most: number };
  /** [ones]: activations that gave so many. */
  readonly histogram: readonly number[];
  /** [input plane]: mean of the ones. */
  readonly meanByInputPlane: readonly number[];
}

/** Counts that are kept at most, two bytes each. */
const most = 2 ** 28;

/** `image`: number of an image of the request's data. Refuses a network without weights or images, an image that is not there, and layers as `placedLayer` does. */
export function studyActivations(request: EvaluateRequest, layer: string, image: number): ActivationStudy {
  const { data, network } = request;
  const configuration = configure(request);
  const evaluation = costOf(network, configuration);
  const { bits, placement } = placedLayer(evaluation, layer);
  if (data === undefined || configuration.data === null) return refuse('activations are those of an image: give images with --data or --images');
  if (image >= data.images.count) refuse(`there is no image ${image}: '${data.name}' has images 0 to ${data.images.count - 1}`);
  const { weightBits, inputBits, windows, kernels } = placement.layerShape;
  const length = weightBits * inputBits * windows * kernels * placement.chunks.length * placement.rules.fold;
  if (length > most)
    refuse(`layer '${layer}' has ${length} activations an image, and ${most} are kept at most; choose a smaller layer or fewer bits`);
  const { dot, codes } = codesAt(request, layer, toInput(data.images, image, configuration.data.preprocessing, network.input));
  return { network: network.name, design: evaluation.design.id, layer, bits, image, ...summary(dot, codes, placement) };
}

/** Runs the image up to the layer and takes the codes that reach it. */
function codesAt({ network }: EvaluateRequest, layer: string, image: ReturnType<typeof toInput>): { readonly dot: Dot; readonly codes: Uint8Array } {
  let found: { readonly dot: Dot; readonly codes: Uint8Array } | undefined;
  const { digital } = simdBackend();
  const dot = (at: Dot, codes: Uint8Array): Int32Array => {
    if (at.name === layer) found = { dot: at, codes: codes.slice() };
    return directBackend.dot(at, codes);
  };
  inferImage(network, { name: 'listening', dot, ...(digital === undefined ? {} : { digital }) }, image);
  return found!;
}

function summary(
  dot: Dot,
  codes: Uint8Array,
  placement: Placement,
): Pick<ActivationStudy, 'activations' | 'columns' | 'ones' | 'histogram' | 'meanByInputPlane'> {
  const { counts } = traceActivations(dot, codes, placement);
  const { weightBits, inputBits } = placement.layerShape;
  const columns = Math.max(...placement.chunks.map(({ taps }) => Math.ceil(taps / placement.rules.fold)));
  const histogram = new Array<number>(columns + 1).fill(0);
  const sums = new Array<number>(inputBits).fill(0);
  const perPair = counts.length / (weightBits * inputBits);
  for (const [at, ones] of counts.entries()) {
    histogram[ones]! += 1;
    sums[Math.floor(at / perPair) % inputBits]! += ones;
  }
  const total = sums.reduce((sum, ones) => sum + ones, 0);
  return {
    activations: counts.length,
    columns,
    ones: { total, mean: total / counts.length, most: histogram.findLastIndex((times) => times > 0) },
    histogram,
    meanByInputPlane: sums.map((sum) => sum / (perPair * weightBits)),
  };
}
