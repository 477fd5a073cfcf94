/** Conv: one- and two-dimensional convolution, grouped, dilated, padded. Weights [kernels, channels of a group, height, width]. */
import { mapDims, mapOf, type Window, windowOf } from '../arithmetic/window.ts';
import { type Numbers, zerosOf } from '../element.ts';
import type { Pair } from '../types.ts';
import { type Call, dataOf, integerOf, integersOf, type Operator, operandOf, refuseCall, showDims, sizeOf } from './operator.ts';

export const conv: Operator = {
  batched: true,
  limits: 'maps of one or two axes',
  attributes: ['auto_pad', 'dilations', 'group', 'kernel_shape', 'pads', 'strides'],
  shape: (call) => mapDims(call, operandOf(call, 1).dims[0]!, checkedWindow(call).output),
  run: (call) => {
    const window = checkedWindow(call);
    const kernels = operandOf(call, 1).dims[0]!;
    const dims = mapDims(call, kernels, window.output);
    const x = dataOf(call, 0);
    const data = zerosOf(operandOf(call, 0).type, sizeOf(dims));
    const image = sizeOf(window.input);
    const map = sizeOf(dims.slice(1));
    for (let n = 0; n < dims[0]!; n++) {
      const result = data.subarray(n * map, (n + 1) * map);
      convolve(x.subarray(n * image, (n + 1) * image), dataOf(call, 1), call.operands[2]?.data, window, kernels, integerOf(call, 'group', 1), result);
    }
    return { dims, data };
  },
  macs: (call) => {
    const { output } = checkedWindow(call);
    return sizeOf(operandOf(call, 1).dims) * output[0] * output[1];
  },
  dot: (call) => {
    const { input, kernel, stride, dilation, pad, output } = checkedWindow(call);
    const weights = operandOf(call, 1).dims;
    const bias = call.operands[2];
    if (bias !== undefined && bias.data === undefined) return undefined;
    return {
      geometry: { input, output: [weights[0]!, ...output], kernel, stride, dilation, pad, groups: integerOf(call, 'group', 1) },
      input: 0,
      weight: 1,
      kernelStride: sizeOf(weights.slice(1)),
      tapStride: 1,
      factor: 1,
      ...(bias?.data && { bias: Float64Array.from(bias.data) }),
    };
  },
};

function checkedWindow(call: Call): Window {
  const { dims } = operandOf(call, 0);
  const weights = operandOf(call, 1).dims;
  const [channels] = mapOf(call);
  const groups = integerOf(call, 'group', 1);
  const fits = weights.length === dims.length && groups >= 1 && weights[1]! * groups === channels && weights[0]! % groups === 0;
  if (!fits) refuseCall(call, `cannot convolve ${showDims(dims)} with weights ${showDims(weights)} in ${groups} group(s); check the export`);
  const kernel: Pair = weights.length === 4 ? [weights[2]!, weights[3]!] : [1, weights[2]!];
  const stated = integersOf(call, 'kernel_shape');
  if (stated !== undefined && stated.join() !== weights.slice(2).join()) {
    refuseCall(call, `has kernel_shape ${showDims(stated)}, but weights ${showDims(weights)}; check the export`);
  }
  const bias = call.operands[2];
  if (bias !== undefined && sizeOf(bias.dims) !== weights[0])
    refuseCall(call, `has ${weights[0]} kernels, but a bias of shape ${showDims(bias.dims)}; check the export`);
  return windowOf(call, kernel);
}

/**
 * One image into `result`. Sums in float64, rounded once. The input is copied with its padding, so that every tap is one load; four kernels share each load, which
 * is what keeps the first layer of a network from being the slowest.
 */
function convolve(x: Numbers, weights: Numbers, bias: Numbers | undefined, window: Window, kernels: number, groups: number, result: Numbers): void {
  const { kernel, stride, dilation, output } = window;
  const map = padded(x, window);
  const groupChannels = window.input[0] / groups;
  const groupKernels = kernels / groups;
  const taps = groupChannels * kernel[0] * kernel[1];
  const offsets = new Int32Array(taps);
  for (let c = 0, t = 0; c < groupChannels; c++) {
    for (let ky = 0; ky < kernel[0]; ky++) {
      for (let kx = 0; kx < kernel[1]; kx++) offsets[t++] = c * map.area + ky * dilation[0] * map.width + kx * dilation[1];
    }
  }
  const area = output[0] * output[1];
  const { data } = map;
  // Weights of four kernels side by side, tap by tap.
  const block = new Float64Array(4 * taps);
  for (let k = 0, last = 0; k < kernels; k = Math.min(k + 4, last + 1)) {
    // Kernels beyond the last of the group repeat it; what they compute is written over the same numbers.
    const group = Math.floor(k / groupKernels);
    last = (group + 1) * groupKernels - 1;
    const k1 = Math.min(k + 1, last);
    const k2 = Math.min(k + 2, last);
    const k3 = Math.min(k + 3, last);
    for (let t = 0; t < taps; t++) {
      block[4 * t] = weights[k * taps + t]!;
      block[4 * t + 1] = weights[k1 * taps + t]!;
      block[4 * t + 2] = weights[k2 * taps + t]!;
      block[4 * t + 3] = weights[k3 * taps + t]!;
    }
    const corner = group * groupChannels * map.area;
    for (let oy = 0, at = 0; oy < output[0]; oy++) {
      for (let ox = 0, from = corner + oy * stride[0] * map.width; ox < output[1]; ox++, at++, from += stride[1]) {
        let sum0 = 0;
        let sum1 = 0;
        let sum2 = 0;
        let sum3 = 0;
        for (let t = 0, w = 0; t < taps; t++, w += 4) {
          const value = data[from + offsets[t]!]!;
          sum0 += block[w]! * value;
          sum1 += block[w + 1]! * value;
          sum2 += block[w + 2]! * value;
          sum3 += block[w + 3]! * value;
        }
        result[k * area + at] = bias === undefined ? sum0 : sum0 + bias[k]!;
        result[k1 * area + at] = bias === undefined ? sum1 : sum1 + bias[k1]!;
        result[k2 * area + at] = bias === undefined ? sum2 : sum2 + bias[k2]!;
        result[k3 * area + at] = bias === undefined ? sum3 : sum3 + bias[k3]!;
      }
    }
  }
}

/** The input with zeros around it, as far as any window reaches. */
function padded(x: Numbers, { input, kernel, stride, dilation, pad, output }: Window): { data: Float64Array; width: number; area: number } {
  const [channels, height, columns] = input;
  const rows = Math.max(pad[0] + height, (output[0] - 1) * stride[0] + (kernel[0] - 1) * dilation[0] + 1);
  const width = Math.max(pad[1] + columns, (output[1] - 1) * stride[1] + (kernel[1] - 1) * dilation[1] + 1);
  const area = rows * width;
  const data = new Float64Array(channels * area);
  for (let c = 0, from = 0; c < channels; c++) {
    for (let y = 0; y < height; y++, from += columns) data.set(x.subarray(from, from + columns), c * area + (y + pad[0]) * width + pad[1]);
  }
  return { data, width, area };
}
