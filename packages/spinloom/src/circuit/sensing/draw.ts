/**
 * Standard normals for the inner loop of the trials: two for each cell, a function of (key, trial, cell) alone, without a call for each round.
 *
 * Threefry-2x32-20 (random/, here with its rounds written out), then a quantile of + - x / sqrt and the shared log: Wichura, algorithm AS 241 (PPND7),
 * Applied Statistics 37 (1988) 477-484; relative error below 3e-7. 32 bits a value reach 6.3 standard deviations.
 */
import { log } from '../../random/index.ts';

/** Fills `out` with the normals of cells 0, 1, ... of a trial, two a cell. `trial` is below 2^32. */
export function drawCells(key0: number, key1: number, trial: number, out: Float64Array): void {
  const key2 = 0x1bd11bda ^ key0 ^ key1;
  for (let cell = 0; 2 * cell < out.length; cell++) {
    let x = (trial + key0) | 0;
    let y = (cell + key1) | 0;
    let [a, b, c] = [key1, key2, key0];
    for (let step = 1; step <= 5; step++) {
      if ((step & 1) === 1) {
        x = (x + y) | 0;
        y = ((y << 13) | (y >>> 19)) ^ x;
        x = (x + y) | 0;
        y = ((y << 15) | (y >>> 17)) ^ x;
        x = (x + y) | 0;
        y = ((y << 26) | (y >>> 6)) ^ x;
        x = (x + y) | 0;
        y = ((y << 6) | (y >>> 26)) ^ x;
      } else {
        x = (x + y) | 0;
        y = ((y << 17) | (y >>> 15)) ^ x;
        x = (x + y) | 0;
        y = ((y << 29) | (y >>> 3)) ^ x;
        x = (x + y) | 0;
        y = ((y << 16) | (y >>> 16)) ^ x;
        x = (x + y) | 0;
        y = ((y << 24) | (y >>> 8)) ^ x;
      }
      x = (x + a) | 0;
      y = (y + b + step) | 0;
      const next = a;
      a = b;
      b = c;
      c = next;
    }
    out[2 * cell] = normalOf(x >>> 0);
    out[2 * cell + 1] = normalOf(y >>> 0);
  }
}

/** Quantile at (word + 1/2) / 2^32; `word` is an integer in [0, 2^32). */
export function normalOf(word: number): number {
  const q = (word - 2147483647.5) * 2.3283064365386963e-10;
  if (q > -0.425 && q < 0.425) {
    const r = 0.180625 - q * q;
    return (
      (q * (((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)) /
      (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1)
    );
  }
  // At 32 bits the root stays below 5, where the second branch of the algorithm ends.
  const r = Math.sqrt(-log(q < 0 ? 0.5 + q : 0.5 - q)) - 1.6;
  const value = (((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777) / ((0.12021132975 * r + 0.7370016425) * r + 1);
  return q < 0 ? -value : value;
}
