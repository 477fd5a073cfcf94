/** One `Dot` from a convolution or matrix product whose operands are integer codes. */
import type { DotForm, Link, Region } from '../operators/operator.ts';
import type { Dot, Encoding, Geometry, Pool } from '../types.ts';
import { borderClasses } from './borders.ts';
import type { Chain } from './chain.ts';
import type { Weights } from './coded.ts';
import { type AccumulatorRange, slopeOf, thresholdsOf } from './thresholds.ts';

/**
 * The integer form of a dot product, or undefined where an accumulator, constant or level could leave 32 bits, or where windows meet the borders in too many ways.
 * `chain`: what follows up to a quantiser, when it can be folded into thresholds.
 */
export function dotOf(name: string, form: DotForm, weights: Weights, input: Encoding, chain: Chain | undefined): Dot | undefined {
  const { geometry } = form;
  const average = chain?.links.find((link): link is PoolLink => link.kind === 'average')?.region;
  const range = accumulatorRange(geometry, weights.encoding, input, average === undefined ? 1 : average.window[0] * average.window[1]);
  if (range === undefined) return undefined;
  const levels = chain === undefined ? 0 : 2 ** chain.quantiser.encoding.bits - 1;
  const classes = borderClasses(geometry, weights.encoding, input, weights.codes, levels, average);
  if (classes === undefined) return undefined;
  const pool = chain && poolOf(chain, geometry.output[0]);
  const thresholds = chain && thresholdsOf(chain, geometry.output[0], weights.encoding, input, classes, range);
  return {
    kind: 'dot',
    name,
    geometry,
    weight: weights.encoding,
    input,
    codes: weights.codes,
    borders: classes.borders,
    ...(pool && { pool }),
    ...(thresholds && { thresholds }),
  };
}

/** Whether sums, constants and levels of a layer fit 32 bits, `area` accumulators of a pooling region together. */
export function accumulatorsFit(geometry: Geometry, weight: Encoding, input: Encoding, area = 1): boolean {
  return accumulatorRange(geometry, weight, input, area) !== undefined;
}

type PoolLink = Extract<Link, { readonly region: Region }>;

const limit = 2 ** 31 - 2;

/**
 * Accumulators to search for levels: twice what the bit-widths allow, so that a faulty count still meets true levels.
 * Undefined where the parts of acc = g_w sum(qp) + o_w sum(p), the constants, or the whole sum D could overflow.
 */
function accumulatorRange(geometry: Geometry, weight: Encoding, input: Encoding, area: number): AccumulatorRange | undefined {
  const taps = (geometry.input[0] / geometry.groups) * geometry.kernel[0] * geometry.kernel[1];
  const most = 2 ** input.bits - 1;
  const weightMost = weight.gain * (2 ** weight.bits - 1) + weight.offset;
  const reach = taps * area;
  const products = reach * weight.gain * (2 ** weight.bits - 1) * most;
  const corrections = reach * Math.abs(weight.offset) * most;
  const widest = Math.max(Math.abs(weight.offset), Math.abs(weightMost));
  const constants = reach * Math.abs(input.offset) * (weight.gain * (2 ** weight.bits - 1) + Math.abs(weight.offset));
  const total = input.gain * reach * widest * most + constants;
  if (Math.max(products, corrections, constants, total) > limit) return undefined;
  const from = 2 * reach * most * Math.min(0, weight.offset) - 2;
  const to = 2 * reach * most * Math.max(0, weightMost) + 2;
  return [Math.max(-limit, from), Math.min(limit, to)];
}

function poolOf(chain: Chain, kernels: number): Pool | undefined {
  const at = chain.links.findIndex((link) => link.kind !== 'map');
  const link = chain.links[at];
  if (link === undefined || link.kind === 'map') return undefined;
  const { window, stride, pad, output } = link.region;
  const common = { window, stride, pad, output: [kernels, ...output] } as const;
  if (link.kind === 'average') return { mode: 'average', ...common };
  // Where what follows the maximum falls, the largest number has the smallest code.
  const smallest = Uint8Array.from({ length: kernels }, (_, kernel) => (slopeOf(chain.links, kernel, at) < 0 ? 1 : 0));
  return { mode: 'max', ...common, ...(smallest.includes(1) && { smallest }) };
}
