/** What one image makes the units and the buffers do. */
import type { Network } from '../../network/index.ts';
import { counted, type Product, productsOf } from '../counted.ts';
import type { CostOptions, LayerWork } from '../types.ts';
import { taps as lanes } from './unit.ts';

export interface AsicOptions {
  readonly units: number;
  readonly clock_Hz: number;
  /** Multiply-accumulates that a bit brought from eDRAM serves; 'all': it is brought once an image. */
  readonly reuse: number | 'all';
}

export function asicWork(options: AsicOptions, edramBit_s: number): (network: Network, cost: CostOptions) => ReadonlyMap<string, LayerWork> {
  return (network, { batch }) => new Map(productsOf(network).map((product) => [product.name, workOf(product, options, edramBit_s, batch)]));
}

/**
 * Units take outputs side by side, 49 taps a cycle, a pass for each bit of the weights. Inputs and weights come from eDRAM over the SRAM: each once at
 * least (weights once a batch), and again after `reuse` multiply-accumulates. A word read from the SRAM goes to all units. Traffic and computing overlap;
 * what traffic takes longer is a stall.
 */
function workOf(product: Product, { units, clock_Hz, reuse }: AsicOptions, edramBit_s: number, batch: number): LayerWork {
  const { kernels, taps, windows, weightBits, inputBits, inputs, bits, results, levels } = product;
  const macs = windows * kernels * taps;
  const weights = kernels * taps * weightBits;
  const again = (operandBits: number): number => (reuse === 'all' ? 0 : (macs * operandBits) / reuse);
  const fetched = Math.max(inputs * inputBits, again(inputBits)) + Math.max(weights / batch, again(weightBits));
  const cycles = Math.ceil((windows * kernels) / units) * Math.ceil(taps / lanes) * weightBits;
  const moving = (fetched + results['transfer-result']!.columns) * edramBit_s;
  return {
    counts: {
      'edram-read': counted(fetched),
      'sram-write': counted(fetched),
      'sram-read': counted((macs * weightBits * inputBits) / units + weights),
      multiply: counted(macs * weightBits, cycles, cycles * units),
      cycles: counted(cycles),
      stalls: counted(Math.max(0, Math.ceil(moving * clock_Hz) - cycles)),
      ...results,
    },
    mats: 0,
    written: weights + levels,
    bits,
  };
}
