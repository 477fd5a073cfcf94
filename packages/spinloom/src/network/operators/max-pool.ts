/** MaxPool over one- and two-dimensional maps; padding never wins. Its second output is where each maximum stands in the whole tensor. */
import { foldWindows, kernelOf, mapDims, windowOf } from '../arithmetic/window.ts';
import { type Call, dataOf, integerOf, type Operator, operandOf, type Region, type Result } from './operator.ts';

export const maxPool: Operator = {
  batched: true,
  limits: 'maps of one or two axes',
  attributes: ['auto_pad', 'ceil_mode', 'dilations', 'kernel_shape', 'pads', 'storage_order', 'strides'],
  outputs: 2,
  shape: (call) => {
    const { input, output } = windowOf(call, kernelOf(call));
    return mapDims(call, input[0], output);
  },
  type: (call) => (call.output === 1 ? 'int64' : operandOf(call, 0).type),
  run: (call) =>
    call.output === 1
      ? indices(call)
      : foldWindows(
          call,
          windowOf(call, kernelOf(call)),
          Number.NEGATIVE_INFINITY,
          (best, x) => (x > best ? x : best),
          (best) => best,
        ),
  keepsCodes: (call) => call.output !== 1,
  link: (call) => (call.output === 1 ? undefined : { kind: 'max', region: regionOf(call) }),
};

function regionOf(call: Call): Region {
  const { kernel, stride, dilation, fitted, output } = windowOf(call, kernelOf(call));
  return { window: kernel, stride, dilation, pad: fitted, output };
}

/** Flat positions of the first maximum of each window; in column-major order of the map where storage_order is 1. */
function indices(call: Call): Result {
  const window = windowOf(call, kernelOf(call));
  const [, height, width] = window.input;
  const x = dataOf(call, 0);
  // The same windows over the positions instead of the numbers.
  const positions = { ...call, operands: [{ ...operandOf(call, 0), type: 'int64', data: Float64Array.from(x, (_, i) => i) } as const] };
  const { dims, data } = foldWindows(
    positions,
    window,
    -1,
    (best, at) => (best < 0 || x[at]! > x[best]! ? at : best),
    (best) => best,
  );
  if (integerOf(call, 'storage_order', 0) === 0) return { dims, data };
  const area = height * width;
  return { dims, data: data.map((at) => Math.floor(at / area) * area + (at % width) * height + (Math.floor(at / width) % height)) };
}
