/** Integer codes of constant weights, followed back from a dot product through transposes and reshapes to the quantiser that made them. */
import { offsets } from '../arithmetic/broadcast.ts';
import type { Numbers } from '../element.ts';
import type { Coded, DotForm } from '../operators/operator.ts';
import type { Resolved } from '../resolve.ts';
import type { Encoding } from '../types.ts';

/** The codes of a constant tensor, or undefined where no quantiser made it. */
export function codedOf(resolved: Resolved, tensor: string): Coded | undefined {
  const step = resolved.folded.get(tensor);
  if (step?.operator.coded === undefined) return undefined;
  const source = step.call.operands[0];
  return step.operator.coded(step.call, source && codedOf(resolved, source.name));
}

export interface Weights {
  readonly encoding: Encoding;
  /** [kernel, channel of its group, y, x] */
  readonly codes: Uint8Array;
}

/** Weights in the order of a `Dot`, or undefined where a kernel's taps have several scales. */
export function weightsOf(coded: Coded, form: DotForm): Weights | undefined {
  const { output, input, kernel, groups } = form.geometry;
  const kernels = output[0];
  const taps = (input[0] / groups) * kernel[0] * kernel[1];
  const codes = new Uint8Array(kernels * taps);
  const single = coded.scale.length === 1;
  const at = single ? undefined : offsets(coded.scaleDims, coded.dims);
  const scale = new Float64Array(kernels);
  for (let k = 0; k < kernels; k++) {
    const first = k * form.kernelStride;
    scale[k] = coded.scale[at === undefined ? 0 : at[first]!]!;
    for (let t = 0; t < taps; t++) {
      const from = first + t * form.tapStride;
      codes[k * taps + t] = coded.codes[from]!;
      if (at !== undefined && coded.scale[at[from]!] !== scale[k]) return undefined;
    }
  }
  const one = scale.every((value) => value === scale[0]);
  const { bits, gain, offset } = coded;
  return { codes, encoding: { bits, gain, offset, scale: (one ? scale.slice(0, 1) : scale).map((value) => value * form.factor) } };
}

/**
 * Weights that hold only +s and -s in each kernel, or those and 0, although no quantiser says so: what exporters leave of binary and ternary layers
 * (Larq, constant-folded quantisers). Undefined for other weights, and where all are 0.
 */
export function fewLevelsOf(data: Numbers, form: DotForm): Weights | undefined {
  const { output, input, kernel, groups } = form.geometry;
  const kernels = output[0];
  const taps = (input[0] / groups) * kernel[0] * kernel[1];
  const signs = new Int8Array(kernels * taps);
  const scale = new Float64Array(kernels);
  for (let k = 0; k < kernels; k++) {
    for (let t = 0; t < taps; t++) {
      const value = data[k * form.kernelStride + t * form.tapStride]!;
      const size = Math.abs(value);
      if (size !== 0 && scale[k] === 0) scale[k] = size;
      if (size !== 0 && size !== scale[k]) return undefined;
      signs[k * taps + t] = Math.sign(value);
    }
  }
  if (!scale.some((size) => size > 0)) return undefined;
  const meaning = signs.includes(0) ? { bits: 2, gain: 1, offset: -2 } : { bits: 1, gain: 2, offset: -1 };
  const one = scale.every((value) => value === scale[0]);
  const codes = Uint8Array.from(signs, (sign) => (sign - meaning.offset) / meaning.gain);
  return { codes, encoding: { ...meaning, scale: (one ? scale.slice(0, 1) : scale).map((size) => (size === 0 ? 1 : size) * form.factor) } };
}
