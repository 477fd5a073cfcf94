/** The bits of a layer's operands, tap by tap, as the mapper numbers them. */
import type { Dot } from '../../../network/index.ts';

export interface Operands {
  /** Bit `plane` of the weight of `kernel` at `tap`. */
  readonly weight: (kernel: number, tap: number, plane: number) => number;
  /** Bit `plane` of the input of `kernel`'s channel group at `tap` of `window`; a padded tap is 0. */
  readonly input: (kernel: number, window: number, tap: number, plane: number) => number;
}

/** Taps run over [channel of the group, y, x] as the codes of a kernel do. */
export function operands(layer: Dot, codes: Uint8Array, input: Uint8Array): Operands {
  const { geometry } = layer;
  const [channels, height, width] = geometry.input;
  const [kernelHeight, kernelWidth] = geometry.kernel;
  const taps = (channels / geometry.groups) * kernelHeight * kernelWidth;
  const perGroup = geometry.output[0] / geometry.groups;
  return {
    weight: (kernel, tap, plane) => (codes[kernel * taps + tap]! >> plane) & 1,
    input: (kernel, window, tap, plane) => {
      const channel = Math.floor(kernel / perGroup) * (channels / geometry.groups) + Math.floor(tap / (kernelHeight * kernelWidth));
      const ky = Math.floor(tap / kernelWidth) % kernelHeight;
      const y = Math.floor(window / geometry.output[2]) * geometry.stride[0] + ky * geometry.dilation[0] - geometry.pad[0];
      const x = (window % geometry.output[2]) * geometry.stride[1] + (tap % kernelWidth) * geometry.dilation[1] - geometry.pad[1];
      if (y < 0 || y >= height || x < 0 || x >= width) return 0;
      return (input[(channel * height + y) * width + x]! >> plane) & 1;
    },
  };
}
