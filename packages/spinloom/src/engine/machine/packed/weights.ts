/** Weight bits of a layer in rows of words: [weight plane, kernel, word], taps in the order of the layout (y, x, channel). */
import type { Dot } from '../../../network/index.ts';
import type { Layout } from './layout.ts';

/** Packs the codes [kernel, channel, y, x] of every kernel; bits beyond the taps are 0. */
export function packWeights(layer: Dot, codes: Uint8Array, layout: Layout): Int32Array {
  const { output, kernel } = layer.geometry;
  const { channels, rowWords, taps } = layout;
  const area = kernel[0] * kernel[1];
  const rows = new Int32Array(layer.weight.bits * output[0] * rowWords);
  for (let plane = 0; plane < layer.weight.bits; plane++) {
    for (let k = 0; k < output[0]; k++) {
      const row = (plane * output[0] + k) * rowWords;
      for (let tap = 0; tap < taps; tap++) {
        const position = Math.floor(tap / channels);
        const channel = tap - position * channels;
        const code = codes[(k * channels + channel) * area + position]!;
        rows[row + (tap >>> 5)]! |= ((code >>> plane) & 1) << (tap & 31);
      }
    }
  }
  return rows;
}
