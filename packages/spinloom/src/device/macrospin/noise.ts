/**
 * Standard normals for the inner loop: value k of a key depends on (key, k) alone, three of them a step, without a call or an object for each.
 *
 * Threefry-2x32-20 (random/, here unrolled, on two 32-bit words a block) and the ziggurat of 256 layers: Marsaglia and Tsang, J. Stat. Softw. 5
 * (2000) no. 8, with the layer (8 bits) and the position (24 bits) from different bits of the word, as Doornik (2005) asks. 98.8 % of the values cost
 * one multiplication and one comparison. + - x / sqrt and the shared log alone, so that every engine gives the same bits.
 * Resolution 2^-23 of a layer's width (at most 4.7e-7 sigma).
 */
import { log, threefry2x32 } from '../../random/index.ts';

/** Where the base layer ends, and the density there and area of every layer (mpmath, 30 digits: the layers close at the top). */
const r = 3.654152885361009;
const densityAtR = 0.0012602859304985975;
const layerArea = 0.004928673233974655;

/** Of the layers, from the base up: right ends, densities there, and widths over 2^23. */
export const edges: Float64Array = new Float64Array(257);
export const densities: Float64Array = new Float64Array(257);
export const scales: Float64Array = new Float64Array(256);

edges[0] = layerArea / densityAtR;
edges[1] = r;
densities[1] = densityAtR;
for (let i = 2; i < 256; i++) {
  densities[i] = layerArea / edges[i - 1]! + densities[i - 1]!;
  edges[i] = Math.sqrt(-2 * log(densities[i]!));
}
densities[256] = 1;
for (let i = 0; i < 256; i++) scales[i] = edges[i]! / 2 ** 23;

/** Fills `out` with the normals 2 first, 2 first + 1, ... of the key. `out.length` is even; `first` counts blocks of two and is below 2^32. */
export function fillNormals(key0: number, key1: number, first: number, out: Float64Array): void {
  const key2 = 0x1bd11bda ^ key0 ^ key1;
  for (let i = 0; i < out.length; i += 2) {
    const block = (first + (i >>> 1)) | 0;
    let x = (block + key0) | 0;
    let y = key1;
    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + key1) | 0;
    y = (y + key2 + 1) | 0;
    x = (x + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    x = (x + y) | 0;
    y = ((y << 29) | (y >>> 3)) ^ x;
    x = (x + y) | 0;
    y = ((y << 16) | (y >>> 16)) ^ x;
    x = (x + y) | 0;
    y = ((y << 24) | (y >>> 8)) ^ x;
    x = (x + key2) | 0;
    y = (y + key0 + 2) | 0;
    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + key0) | 0;
    y = (y + key1 + 3) | 0;
    x = (x + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    x = (x + y) | 0;
    y = ((y << 29) | (y >>> 3)) ^ x;
    x = (x + y) | 0;
    y = ((y << 16) | (y >>> 16)) ^ x;
    x = (x + y) | 0;
    y = ((y << 24) | (y >>> 8)) ^ x;
    x = (x + key1) | 0;
    y = (y + key2 + 4) | 0;
    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + key2) | 0;
    y = (y + key0 + 5) | 0;
    const a = ((x >> 8) + 0.5) * scales[x & 255]!;
    out[i] = Math.abs(a) < edges[(x & 255) + 1]! ? a : seldom(x, key0, key1, block, 0);
    const b = ((y >> 8) + 0.5) * scales[y & 255]!;
    out[i + 1] = Math.abs(b) < edges[(y & 255) + 1]! ? b : seldom(y, key0, key1, block, 1);
  }
}

/** The word falls beside the part of its layer that lies wholly under the curve: further words come from counters (block, 2 attempt + lane). */
function seldom(word: number, key0: number, key1: number, block: number, lane: number): number {
  let current = word;
  for (let attempt = 1; ; attempt++) {
    const layer = current & 255;
    const x = ((current >> 8) + 0.5) * scales[layer]!;
    if (Math.abs(x) < edges[layer + 1]!) return x;
    threefry2x32(key0, key1, block, 2 * attempt + lane, spare);
    const u = uniform(spare[0]!);
    if (layer === 0) {
      // The tail beyond r: Marsaglia, Technometrics 6 (1964) 101. One more pair of words a try.
      let beyond = -log(u) / r;
      let height = -log(uniform(spare[1]!));
      while (2 * height <= beyond * beyond) {
        attempt++;
        threefry2x32(key0, key1, block, 2 * attempt + lane, spare);
        beyond = -log(uniform(spare[0]!)) / r;
        height = -log(uniform(spare[1]!));
      }
      return x < 0 ? -(r + beyond) : r + beyond;
    }
    if (log(densities[layer]! + u * (densities[layer + 1]! - densities[layer]!)) < -0.5 * x * x) return x;
    current = spare[1]! | 0;
  }
}

const spare = new Uint32Array(2);

function uniform(word: number): number {
  return (word + 0.5) / 2 ** 32;
}
