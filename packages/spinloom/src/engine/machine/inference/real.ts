/** The real output of a dot product that has no thresholds: its sums go to the digital unit. */
import type { Dot } from '../../../network/index.ts';

/**
 * Real output of a layer: s_w s_x (g_x sum + constant), divided by the area of an average-pooling region (its whole window, padding included).
 *
 * `sums`: [kernel, y, x] after average pooling. Computed in float64 and rounded once to float32.
 */
export function realOutput(layer: Dot, sums: Int32Array): Float32Array {
  const { weight, input, borders, pool } = layer;
  const kernels = layer.geometry.output[0];
  const positions = sums.length / kernels;
  const area = pool?.mode === 'average' ? pool.window[0] * pool.window[1] : 1;
  const out = new Float32Array(sums.length);
  for (let k = 0; k < kernels; k++) {
    const scale = weight.scale[weight.scale.length === 1 ? 0 : k]! * input.scale[0]!;
    for (let i = 0; i < positions; i++) {
      const borderClass = borders?.of[i] ?? 0;
      const constant = borders?.constants[borderClass * kernels + k] ?? 0;
      out[k * positions + i] = (scale * (input.gain * sums[k * positions + i]! + constant)) / area;
    }
  }
  return out;
}
