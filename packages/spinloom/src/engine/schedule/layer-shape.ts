/** The shapes-only view of a dot product, and the layer that a mapper sees. */
import type { Dot } from '../../network/index.ts';
import type { LayerShape } from './types.ts';

export function layerShape(dot: Dot): LayerShape {
  const { input, output, kernel, groups } = dot.geometry;
  const pool = dot.pool;
  return {
    name: dot.name,
    kernels: output[0],
    taps: (input[0] / groups) * kernel[0] * kernel[1],
    groups,
    windows: output[1] * output[2],
    weightBits: dot.weight.bits,
    inputBits: dot.input.bits,
    weightOffset: dot.weight.offset,
    weightGain: dot.weight.gain,
    pool: pool?.mode ?? 'none',
    pooledPositions: pool === undefined ? 0 : pool.output[1] * pool.output[2],
    pooledArea: pool === undefined ? 0 : pool.window[0] * pool.window[1],
    outputBits: dot.thresholds?.output.bits ?? 0,
  };
}
