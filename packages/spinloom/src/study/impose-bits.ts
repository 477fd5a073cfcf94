/** Bit-widths imposed on a float network: a sample of the images calibrates it, and the float network stays to compare with. */
import { type Bits, type Graph, type Network, type Preprocessing, quantiseAfterTraining, type Tensor, toInput } from '../network/index.ts';
import { type EvaluateRequest, preprocessingOf } from './evaluate.ts';

/** Images of a calibration unless another number is asked for: more hardly move the ranges. */
export const defaultSample = 64;

export interface ImposeRequest extends Pick<EvaluateRequest, 'data' | 'preprocessing' | 'limit'> {
  readonly graph: Graph;
  /** The graph as it was read, lowered. */
  readonly network: Network;
  readonly bits: Bits;
  /** The first and the last layer too; default false. */
  readonly quantiseAll?: boolean;
  /** Images to calibrate on, spread evenly over those that will be run; default 64, at most all. */
  readonly sample?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface ImposedNetwork {
  readonly network: Network;
  /** The network as it came, where images can tell its accuracy. */
  readonly float?: Network;
  /** The graph with its quantisers, as QONNX. */
  readonly graph: Graph;
}

/** Quantises a float graph after its training. Without images (or with a limit of 0) it can be priced only. Refuses what `quantiseAfterTraining` refuses, and images that do not fit. */
export function imposeBits(request: ImposeRequest): ImposedNetwork {
  const { graph, network, bits, quantiseAll = false, data, sample = defaultSample, onProgress } = request;
  const info = { name: network.name, sha256: network.sha256 };
  const options = { bits, all: quantiseAll, network };
  const count = data === undefined ? 0 : Math.min(data.images.count, Math.floor(request.limit ?? Number.POSITIVE_INFINITY));
  if (data === undefined || count === 0) return quantiseAfterTraining(graph, info, options);
  const total = Math.min(count, sample);
  const images = spread(data.images, count, total, preprocessingOf(request), network.input);
  return { ...quantiseAfterTraining(graph, info, { ...options, images, onImage: (done) => onProgress?.(done, total) }), float: network };
}

/** `total` of the first `count` images, evenly spread, in their order: sets are often sorted by class. */
function* spread(
  images: Parameters<typeof toInput>[0],
  count: number,
  total: number,
  preprocessing: Preprocessing,
  dims: readonly number[],
): Generator<Tensor> {
  for (let i = 0; i < total; i++) yield toInput(images, Math.floor((i * count) / total), preprocessing, dims);
}
