/** Digital nodes that are sums of products of real numbers, as a convolution: what a kernel needs to run them. */

import type { DigitalOperand } from './lowering/digital.ts';
import { operatorInFile } from './operators/index.ts';
import type { Call } from './operators/operator.ts';
import type { Attribute, Digital, Geometry } from './types.ts';

export interface Linear {
  readonly geometry: Geometry;
  /** [kernel, tap], taps in the order in which `runDigital` sums them: channel of the group, y, x. */
  readonly weights: Float32Array;
  /** By kernel; absent: none. */
  readonly bias?: Float64Array;
}

/**
 * Undefined for a node that is none, or whose weights are not constant float32 of one image. Its output is, tap by tap in float64 and rounded
 * once, what `runDigital` gives: sums of products, padding included as zeros, and the bias at the end.
 */
export function linearOf(node: Digital): Linear | undefined {
  const {
    opset,
    output = 0,
    outputs = 1,
    where = '',
    operands: listed,
    ...attributes
  } = node.attributes as Readonly<Record<string, Attribute>> & {
    readonly opset: number;
    readonly output?: number;
    readonly outputs?: number;
    readonly where?: string;
    readonly operands: readonly (DigitalOperand | undefined)[];
  };
  const operator = operatorInFile(node.operator);
  const [image, weights, ...rest] = listed ?? [];
  if (operator.dot === undefined || image === undefined || image.data !== undefined || image.dims[0] !== 1) return undefined;
  const constants = [weights, ...rest].filter((operand) => operand !== undefined);
  if (image.type !== 'float32' || constants.some(({ type, data }) => type !== 'float32' || data === undefined)) return undefined;
  const operands = listed.map((operand) => operand && { name: node.name, ...operand });
  const call: Call = { where, operator: node.operator, opset, attributes, operands, output, outputs };
  const form = operator.dot(call);
  const data = weights?.data;
  if (form === undefined || form.input !== 0 || form.weight !== 1 || form.factor !== 1 || data === undefined) return undefined;
  const { geometry, kernelStride, tapStride, bias } = form;
  const taps = (geometry.input[0] / geometry.groups) * geometry.kernel[0] * geometry.kernel[1];
  const kernels = geometry.output[0];
  const arranged = new Float32Array(kernels * taps);
  for (let k = 0; k < kernels; k++) for (let t = 0; t < taps; t++) arranged[k * taps + t] = data[k * kernelStride + t * tapStride]!;
  return { geometry, weights: arranged, ...(bias === undefined ? {} : { bias }) };
}
