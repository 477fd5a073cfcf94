/** LpPool: (sum |x|^p)^(1/p) of each window; p is 2 where the node does not say. */
import { foldWindows, kernelOf, mapDims, windowOf } from '../arithmetic/window.ts';
import { integerOf, type Operator } from './operator.ts';

export const lpPool: Operator = {
  batched: true,
  limits: 'maps of one or two axes',
  attributes: ['auto_pad', 'ceil_mode', 'dilations', 'kernel_shape', 'p', 'pads', 'strides'],
  shape: (call) => {
    const { input, output } = windowOf(call, kernelOf(call));
    return mapDims(call, input[0], output);
  },
  run: (call) => {
    const p = integerOf(call, 'p', 2);
    return foldWindows(
      call,
      windowOf(call, kernelOf(call)),
      0,
      (sum, x) => sum + Math.abs(x) ** p,
      (sum) => (p === 2 ? Math.sqrt(sum) : sum ** (1 / p)),
    );
  },
};
