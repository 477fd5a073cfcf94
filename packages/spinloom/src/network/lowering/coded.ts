/** Integer codes of constant weights, followed back from a dot product through transposes and reshapes to the quantiser that made them. */
import { offsets } from '../arithmetic/broadcast.ts';
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
