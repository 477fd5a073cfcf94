/** AveragePool over one- and two-dimensional maps. count_include_pad decides whether the divisor counts the padding. */
import { kernelOf, mapDims, type Window, windowOf } from '../arithmetic/window.ts';
import { type Call, dataOf, integerOf, type Operator } from './operator.ts';

export const averagePool: Operator = {
  attributes: ['auto_pad', 'ceil_mode', 'count_include_pad', 'dilations', 'kernel_shape', 'pads', 'strides'],
  shape: (call) => {
    const { input, output } = windowOf(call, kernelOf(call));
    return mapDims(call, input[0], output);
  },
  run: (call) => {
    const window = windowOf(call, kernelOf(call));
    const { input, kernel, stride, dilation, pad, output } = window;
    const [channels, height, width] = input;
    const [rows, columns] = counted(call, window);
    const x = dataOf(call, 0);
    const data = new Float32Array(channels * output[0] * output[1]);
    let at = 0;
    for (let c = 0; c < channels; c++) {
      for (let oy = 0; oy < output[0]; oy++) {
        for (let ox = 0; ox < output[1]; ox++) {
          let sum = 0;
          for (let ky = 0; ky < kernel[0]; ky++) {
            const y = oy * stride[0] - pad[0] + ky * dilation[0];
            if (y < 0 || y >= height) continue;
            for (let kx = 0; kx < kernel[1]; kx++) {
              const column = ox * stride[1] - pad[1] + kx * dilation[1];
              if (column >= 0 && column < width) sum += x[(c * height + y) * width + column]!;
            }
          }
          data[at++] = sum / (rows[oy]! * columns[ox]!);
        }
      }
    }
    return { dims: mapDims(call, channels, output), data };
  },
  link: (call) => {
    const window = windowOf(call, kernelOf(call));
    const { kernel, stride, dilation, fitted, output } = window;
    return { kind: 'average', region: { window: kernel, stride, dilation, pad: fitted, output, counted: counted(call, window) } };
  },
};

/** Positions that the divisor counts along each axis: an overhang made by ceil_mode never counts, padding only when asked. */
function counted(call: Call, window: Window): readonly [rows: readonly number[], columns: readonly number[]] {
  const include = integerOf(call, 'count_include_pad', 0) !== 0;
  const along = (axis: 0 | 1): readonly number[] =>
    Array.from({ length: window.output[axis] }, (_, position) => {
      const size = window.input[axis + 1]!;
      const least = include ? -window.pad[axis] : 0;
      const end = include ? size + window.pad[axis + 2]! : size;
      let count = 0;
      for (let k = 0; k < window.kernel[axis]; k++) {
        const at = position * window.stride[axis] - window.pad[axis] + k * window.dilation[axis];
        if (at >= least && at < end) count++;
      }
      return Math.max(1, count);
    });
  return [along(0), along(1)];
}
