/** How a matrix lies in crossbars, and what one image makes them do. */
import { wordBits } from '../../engine/schedule/index.ts';
import type { Network } from '../../network/index.ts';
import { counted, type Product, productsOf } from '../counted.ts';
import type { CostOptions, LayerWork } from '../types.ts';
import { amplifiers, side } from './array.ts';

export interface CrossbarOptions {
  /** Bits that one cell holds. */
  readonly cellBits: number;
  /** Input bits that a row driver gives at once. */
  readonly dacBits: number;
  /** Mats in memory mode beside each four that compute. */
  readonly bufferMats: number;
  readonly floatLayers: 'digital-unit' | 'crossbars';
  /** Bits of weights and inputs of a float layer in crossbars. */
  readonly fixedPointBits: number;
}

/** What a window takes, in s: of the crossbars for a pass and a conversion, of a buffer for a word. */
export interface CrossbarTimes {
  readonly settling: number;
  readonly conversion: number;
  readonly word: number;
}

export function crossbarWork(
  options: CrossbarOptions,
  times: CrossbarTimes,
): (network: Network, cost: CostOptions) => ReadonlyMap<string, LayerWork> {
  return (network, { replicas }) =>
    new Map(
      productsOf(network, options.floatLayers === 'crossbars' ? options.fixedPointBits : undefined).map((product) => [
        product.name,
        workOf(product, options, times, replicas),
      ]),
    );
}

/**
 * Matrix splitting: a weight has ceil(W / cellBits) cells in an array for what is positive and as many in one for what is negative; a window longer than
 * 256 rows, and kernels beyond 256 columns, go to further pairs of arrays. Inputs come in ceil(I / dacBits) passes. Small channel groups share a pair.
 * The inputs of the next window come from the buffer while this one is converted; what they take longer is waited for.
 */
function workOf(product: Product, { cellBits, dacBits, bufferMats }: CrossbarOptions, times: CrossbarTimes, replicas: number): LayerWork {
  const { kernels, taps, groups, windows, weightBits, inputBits, bits, results, levels } = product;
  const slices = Math.ceil(weightBits / cellBits);
  const passes = Math.ceil(inputBits / dacBits);
  const columns = (kernels / groups) * slices;
  const together = Math.max(1, Math.min(groups, Math.floor(side / taps), Math.floor(side / columns)));
  const rowTiles = Math.ceil(taps / side);
  const columnTiles = Math.ceil(columns / side);
  const pairs = Math.ceil(groups / together) * rowTiles * columnTiles;
  const turns = Math.ceil(Math.min(side, together * columns) / amplifiers);
  const copies = Math.min(replicas, windows);
  const rounds = Math.ceil(windows / copies);
  const activations = windows * passes;
  const driven = 2 * taps * groups * columnTiles;
  const cells = 2 * taps * kernels * slices;
  // A sub-array holds two pairs, which share its buffer.
  const words = (Math.min(side, together * taps) * inputBits) / ((amplifiers * bufferMats) / 2);
  const busy = passes * (times.settling + turns * times.conversion);
  const conversions = activations * kernels * slices * rowTiles;
  return {
    counts: {
      'transfer-window': counted(windows * taps * groups * inputBits * columnTiles, rounds, windows * pairs),
      'buffer-wait': counted(0, rounds * Math.max(0, words - busy / times.word), 0),
      drive: counted(activations * driven, rounds * passes, activations * 2 * pairs),
      cells: counted(activations * turns * cells, rounds * passes * turns),
      convert: counted(conversions, rounds * passes * turns, activations * pairs * turns),
      'shift-add': counted(conversions, rounds * passes * turns, activations * pairs * turns),
      'transfer-partial': counted(windows * kernels * (rowTiles - 1) * wordBits, rowTiles > 1 ? rounds : 0),
      ...results,
    },
    mats: 2 * pairs * copies,
    written: cells * copies + levels,
    bits,
  };
}
