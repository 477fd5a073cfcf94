/** Pooling of a dot product: sums of accumulators before the thresholds, or the largest (smallest) code after them. */
import type { Dot, Pool } from '../../../network/index.ts';

/**
 * Sums of the accumulators [kernel, y, x] over the regions of an average pool, [kernel, y, x] of `pool.output`; padding adds 0.
 * Without an average pool the accumulators are returned as they are.
 */
export function poolSums(layer: Dot, acc: Int32Array): Int32Array {
  const { pool } = layer;
  if (pool?.mode !== 'average') return acc;
  const [kernels, height, width] = layer.geometry.output;
  const regions = regionsOf(pool, height, width);
  const sums = new Int32Array((kernels * regions.length) / 3);
  let to = 0;
  for (let map = 0; map < acc.length; map += height * width) {
    for (let region = 0; region < regions.length; region += 3) {
      const columns = regions[region + 2]!;
      let row = map + regions[region]!;
      let sum = 0;
      for (let y = regions[region + 1]!; y > 0; y--, row += width) for (let i = row; i < row + columns; i++) sum += acc[i]!;
      sums[to++] = sum;
    }
  }
  return sums;
}

/**
 * The largest code of each region of a max pool (smallest, for kernels marked so), [kernel, y, x] of `pool.output`; padding is passed over.
 * Without a max pool the codes are returned as they are.
 */
export function poolCodes(layer: Dot, codes: Uint8Array): Uint8Array {
  const { pool } = layer;
  if (pool?.mode !== 'max') return codes;
  const [kernels, height, width] = layer.geometry.output;
  const regions = regionsOf(pool, height, width);
  const pooled = new Uint8Array((kernels * regions.length) / 3);
  let to = 0;
  for (let k = 0; k < kernels; k++) {
    // The smallest code is the largest complement.
    const flip = pool.smallest?.[k] === 1 ? 255 : 0;
    for (let region = 0; region < regions.length; region += 3) {
      const columns = regions[region + 2]!;
      let row = k * height * width + regions[region]!;
      let best = 0;
      for (let y = regions[region + 1]!; y > 0; y--, row += width) for (let i = row; i < row + columns; i++) best = Math.max(best, codes[i]! ^ flip);
      pooled[to++] = best ^ flip;
    }
  }
  return pooled;
}

/** Regions of one feature map, cut to the map: first element, rows and columns of each, three numbers a region. */
export function regionsOf(pool: Pool, height: number, width: number): Int32Array {
  const [, rows, columns] = pool.output;
  const regions = new Int32Array(rows * columns * 3);
  let at = 0;
  for (let y = 0; y < rows; y++) {
    const top = y * pool.stride[0] - pool.pad[0];
    const firstRow = Math.max(top, 0);
    for (let x = 0; x < columns; x++) {
      const left = x * pool.stride[1] - pool.pad[1];
      const firstColumn = Math.max(left, 0);
      regions[at++] = firstRow * width + firstColumn;
      regions[at++] = Math.min(top + pool.window[0], height) - firstRow;
      regions[at++] = Math.min(left + pool.window[1], width) - firstColumn;
    }
  }
  return regions;
}
