import { describe, expect, it } from 'vitest';
import { log, threefry2x32 } from '../../random/index.ts';
import { fillNormals } from './noise.ts';

const N = 1_000_000;
const normals = new Float64Array(N);
fillNormals(0x12345678, -5, 0, normals);

const moment = (power: number): number => normals.reduce((sum, x) => sum + x ** power, 0) / N;
/** Five standard errors: a sound generator passes (the key is fixed), one that skips or repeats a layer fails by far. */
const within = (actual: number, expected: number, standardDeviation: number): void =>
  expect(Math.abs(actual - expected) / (standardDeviation / Math.sqrt(N))).toBeLessThan(5);

describe('normals of the inner loop', () => {
  it('have the moments of the normal distribution', () => {
    within(moment(1), 0, 1);
    within(moment(2), 1, Math.sqrt(2));
    within(moment(3), 0, Math.sqrt(15));
    within(moment(4), 3, Math.sqrt(96));
    within(moment(6), 15, Math.sqrt(10395 - 225));
  });

  // Upper tail probabilities: Abramowitz and Stegun, table 26.1. 3.6541528853610088 is where the base layer of the ziggurat ends.
  it.each([
    [0.5, 0.3085375387],
    [1, 0.1586552539],
    [2, 0.0227501319],
    [3, 0.001349898],
    [3.6541528853610088, 0.000129],
    [4, 0.0000316712],
  ])('lie beyond +-%d as often as they should', (x, tail) => {
    const [above, below] = [normals.filter((z) => z > x).length / N, normals.filter((z) => z < -x).length / N];
    within(above, tail, Math.sqrt(tail));
    within(below, tail, Math.sqrt(tail));
  });

  it('do not know their neighbours, nor the lane of their block', () => {
    for (const lag of [1, 2, 3, 6]) {
      let sum = 0;
      for (let i = lag; i < N; i++) sum += normals[i]! * normals[i - lag]!;
      within(sum / N, 0, 1);
    }
  });

  it('are a pure function of key and index', () => {
    const part = new Float64Array(100);
    fillNormals(0x12345678, -5, 1000, part);
    expect(part).toEqual(normals.slice(2000, 2100));
    fillNormals(0x12345679, -5, 1000, part);
    expect(part).not.toEqual(normals.slice(2000, 2100));
  });

  it('take the words of Threefry-2x32 as random/ defines it', () => {
    // Layers by the recurrence of Marsaglia and Tsang; a word decides alone where its position lies inside the next layer too.
    const edges = [0.004928673233974655 / 0.0012602859304985975, 3.654152885361009];
    for (let density = 0.0012602859304985975; edges.length < 256; ) {
      density += 0.004928673233974655 / edges.at(-1)!;
      edges.push(Math.sqrt(-2 * log(density)));
    }
    edges.push(0);
    const words = new Uint32Array(2);
    let decided = 0;
    for (let i = 0; i < 20_000; i++) {
      threefry2x32(0x12345678, -5, i >> 1, 0, words);
      const word = words[i & 1]! | 0;
      const x = (edges[word & 255]! * ((word >> 8) + 0.5)) / 2 ** 23;
      if (Math.abs(x) >= edges[(word & 255) + 1]!) continue;
      decided += 1;
      expect(Math.abs(normals[i]! - x)).toBeLessThan(1e-14);
    }
    expect(decided / 20_000).toBeGreaterThan(0.98);
  });
});
