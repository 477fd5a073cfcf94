/** ConvTranspose over one- and two-dimensional maps: each element of the map adds its kernel to the output. Weights [channels, kernels of a group, height, width]. */
import { mapDims, mapOf, padsOf, pairOf } from '../arithmetic/window.ts';
import type { Pair } from '../types.ts';
import { type Call, checkDims, dataOf, integerOf, integersOf, type Operator, operandOf, refuseCall, showDims, sizeOf, textOf } from './operator.ts';

export const convTranspose: Operator = {
  batched: true,
  limits: 'maps of one or two axes',
  attributes: ['auto_pad', 'dilations', 'group', 'kernel_shape', 'output_padding', 'output_shape', 'pads', 'strides'],
  shape: (call) => {
    const { kernels, output } = plan(call);
    return mapDims(call, kernels, output);
  },
  run: (call) => {
    const { input, kernels, groups, kernel, stride, dilation, before, output } = plan(call);
    const [channels, height, width] = input;
    const groupKernels = kernels / groups;
    const x = dataOf(call, 0);
    const weights = dataOf(call, 1);
    const bias = call.operands[2]?.data;
    const dims = mapDims(call, kernels, output);
    const area = output[0] * output[1];
    const data = Float64Array.from({ length: sizeOf(dims) }, (_, i) => bias?.[Math.floor(i / area) % kernels] ?? 0);
    for (let map = 0, i = 0; map < dims[0]! * channels; map++) {
      const channel = map % channels;
      const first = (Math.floor(map / channels) * groups + Math.floor((channel * groups) / channels)) * groupKernels;
      for (let y = 0; y < height; y++) {
        for (let column = 0; column < width; column++, i++) {
          for (let k = 0, w = channel * groupKernels * kernel[0] * kernel[1]; k < groupKernels; k++) {
            for (let ky = 0; ky < kernel[0]; ky++) {
              const oy = y * stride[0] + ky * dilation[0] - before[0];
              for (let kx = 0; kx < kernel[1]; kx++, w++) {
                const ox = column * stride[1] + kx * dilation[1] - before[1];
                if (oy >= 0 && oy < output[0] && ox >= 0 && ox < output[1]) data[(first + k) * area + oy * output[1] + ox]! += x[i]! * weights[w]!;
              }
            }
          }
        }
      }
    }
    return { dims, data };
  },
  macs: (call) => {
    const { input } = plan(call);
    return sizeOf(operandOf(call, 1).dims) * input[1] * input[2];
  },
};

function plan(call: Call) {
  const { dims } = operandOf(call, 0);
  const weights = operandOf(call, 1).dims;
  const input = mapOf(call);
  const groups = integerOf(call, 'group', 1);
  const fits = weights.length === dims.length && groups >= 1 && weights[0] === input[0] && input[0] % groups === 0;
  if (!fits) refuseCall(call, `cannot spread ${showDims(dims)} with weights ${showDims(weights)} in ${groups} group(s); check the export`);
  const kernel: Pair = weights.length === 4 ? [weights[2]!, weights[3]!] : [1, weights[2]!];
  const kernels = weights[1]! * groups;
  if (call.operands[2] !== undefined && sizeOf(call.operands[2].dims) !== kernels)
    refuseCall(call, `has ${kernels} kernels, but a bias of shape ${showDims(call.operands[2].dims)}; check the export`);
  const stride = pairOf(call, 'strides');
  const dilation = pairOf(call, 'dilations');
  const extra = lastTwo(integersOf(call, 'output_padding'));
  const asked = integersOf(call, 'output_shape');
  const pads = padsOf(call);
  const mode = textOf(call, 'auto_pad', 'NOTSET');
  const same = mode === 'SAME_UPPER' || mode === 'SAME_LOWER';
  if (!same && mode !== 'NOTSET' && mode !== 'VALID') refuseCall(call, `has auto_pad '${mode}'; expected NOTSET, SAME_UPPER, SAME_LOWER or VALID`);
  const along = (axis: 0 | 1): { readonly before: number; readonly output: number } => {
    const whole = stride[axis] * (input[axis + 1]! - 1) + extra[axis] + (kernel[axis] - 1) * dilation[axis] + 1;
    if (asked === undefined && !same) {
      const [before, after] = mode === 'VALID' ? [0, 0] : [pads[axis], pads[axis + 2]!];
      return { before, output: whole - before - after };
    }
    // The padding is what makes the output as large as it should be; the odd element goes behind for SAME_UPPER, before otherwise.
    const output = asked === undefined ? input[axis + 1]! * stride[axis] : lastTwo(asked)[axis];
    const total = Math.max(0, whole - output);
    return { before: mode === 'SAME_UPPER' ? Math.floor(total / 2) : Math.ceil(total / 2), output };
  };
  const [rows, columns] = [along(0), along(1)];
  const output: Pair = [rows.output, columns.output];
  checkDims(call, [kernels, ...output], 'a map');
  return { input, kernels, groups, kernel, stride, dilation, before: [rows.before, columns.before] as const, output };
}

/** The last one or two numbers of a list as a pair; 0 for what is not there. */
function lastTwo(list: readonly number[] | undefined): Pair {
  return [list !== undefined && list.length > 1 ? list.at(-2)! : list === undefined ? 0 : 1, list?.at(-1) ?? 0];
}
