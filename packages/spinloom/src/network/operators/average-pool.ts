/** AveragePool over one- and two-dimensional maps. count_include_pad decides whether the divisor counts the padding. */
import { foldWindows, kernelOf, mapDims, type Window, windowOf } from '../arithmetic/window.ts';
import { type Call, integerOf, integersOf, type Operator, operandOf } from './operator.ts';

export const averagePool: Operator = {
  batched: true,
  limits: 'maps of one or two axes; of three where the last two are not pooled',
  attributes: ['auto_pad', 'ceil_mode', 'count_include_pad', 'dilations', 'kernel_shape', 'pads', 'strides'],
  shape: (given) => {
    const { call, restored } = mapCall(given);
    const { input, output } = windowOf(call, kernelOf(call));
    return restored(mapDims(call, input[0], output));
  },
  run: (given) => {
    const { call, restored } = mapCall(given);
    const window = windowOf(call, kernelOf(call));
    const [rows, columns] = counted(call, window);
    const { dims, data } = foldWindows(
      call,
      window,
      0,
      (sum, x) => sum + x,
      (sum, row, column) => sum / (rows[row]! * columns[column]!),
    );
    return { dims: restored(dims), data };
  },
  link: (call) => {
    if (operandOf(call, 0).dims.length > 4) return undefined;
    const window = windowOf(call, kernelOf(call));
    const { kernel, stride, dilation, fitted, output } = window;
    return { kind: 'average', region: { window: kernel, stride, dilation, pad: fitted, output, counted: counted(call, window) } };
  },
};

/** A pool over three axes that leaves the last two alone, as PyTorch writes local response normalisation, is one over two: the last two become one. */
function mapCall(call: Call): { readonly call: Call; readonly restored: (dims: readonly number[]) => readonly number[] } {
  const x = operandOf(call, 0);
  const { dims } = x;
  const kernel = integersOf(call, 'kernel_shape') ?? [];
  const lists = ['strides', 'dilations'].map((name) => integersOf(call, name) ?? [1, 1, 1]);
  const pads = integersOf(call, 'pads') ?? [0, 0, 0, 0, 0, 0];
  const alone = (list: readonly number[]): boolean => list.length === 3 && list[1] === 1 && list[2] === 1;
  const fits = dims.length === 5 && alone(kernel) && lists.every(alone) && pads.length === 6 && [1, 2, 4, 5].every((at) => pads[at] === 0);
  if (!fits) return { call, restored: (own) => own };
  const attributes = {
    ...call.attributes,
    kernel_shape: [kernel[0]!, 1],
    strides: [lists[0]![0]!, 1],
    dilations: [lists[1]![0]!, 1],
    pads: [pads[0]!, 0, pads[3]!, 0],
  };
  const operands = [{ ...x, dims: [...dims.slice(0, 3), dims[3]! * dims[4]!] }];
  return { call: { ...call, attributes, operands }, restored: (own) => [...own.slice(0, 3), dims[3]!, dims[4]!] };
}

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
