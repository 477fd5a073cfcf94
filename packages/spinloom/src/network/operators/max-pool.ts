/** MaxPool over one- and two-dimensional maps; padding never wins. Its second output (indices) is not there. */
import { kernelOf, mapDims, windowOf } from '../arithmetic/window.ts';
import { type Call, dataOf, integerOf, type Operator, type Region, refuseCall } from './operator.ts';

export const maxPool: Operator = {
  attributes: ['auto_pad', 'ceil_mode', 'dilations', 'kernel_shape', 'pads', 'storage_order', 'strides'],
  shape: (call) => {
    if (integerOf(call, 'storage_order', 0) !== 0) refuseCall(call, 'has storage_order = 1, which is not supported; export in row-major order');
    const { input, output } = windowOf(call, kernelOf(call));
    return mapDims(call, input[0], output);
  },
  run: (call) => {
    const { input, kernel, stride, dilation, pad, output } = windowOf(call, kernelOf(call));
    const [channels, height, width] = input;
    const x = dataOf(call, 0);
    const data = new Float32Array(channels * output[0] * output[1]);
    let at = 0;
    for (let c = 0; c < channels; c++) {
      for (let oy = 0; oy < output[0]; oy++) {
        for (let ox = 0; ox < output[1]; ox++) {
          let best = Number.NEGATIVE_INFINITY;
          for (let ky = 0; ky < kernel[0]; ky++) {
            const y = oy * stride[0] - pad[0] + ky * dilation[0];
            if (y < 0 || y >= height) continue;
            for (let kx = 0; kx < kernel[1]; kx++) {
              const column = ox * stride[1] - pad[1] + kx * dilation[1];
              if (column < 0 || column >= width) continue;
              const value = x[(c * height + y) * width + column]!;
              if (value > best) best = value;
            }
          }
          data[at++] = best;
        }
      }
    }
    return { dims: mapDims(call, channels, output), data };
  },
  keepsCodes: true,
  link: (call) => ({ kind: 'max', region: regionOf(call) }),
};

function regionOf(call: Call): Region {
  const { kernel, stride, dilation, fitted, output } = windowOf(call, kernelOf(call));
  return { window: kernel, stride, dilation, pad: fitted, output };
}
