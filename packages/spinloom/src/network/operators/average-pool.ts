/** AveragePool over one- and two-dimensional maps. count_include_pad decides whether the divisor counts the padding. */
import { foldWindows, kernelOf, mapDims, type Window, windowOf } from '../arithmetic/window.ts';
import { type Call, integerOf, type Operator } from './operator.ts';

export const averagePool: Operator = {
  batched: true,
  limits: 'maps of one or two axes',
  attributes: ['auto_pad', 'ceil_mode', 'count_include_pad', 'dilations', 'kernel_shape', 'pads', 'strides'],
  shape: (call) => {
    const { input, output } = windowOf(call, kernelOf(call));
    return mapDims(call, input[0], output);
  },
  run: (call) => {
    const window = windowOf(call, kernelOf(call));
    const [rows, columns] = counted(call, window);
    return foldWindows(
      call,
      window,
      0,
      (sum, x) => sum + x,
      (sum, row, column) => sum / (rows[row]! * columns[column]!),
    );
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
