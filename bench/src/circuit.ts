/**
 * The circuit floor: 100,000 trials of the sense voltage of two cells, and their rate beside the same loop in C (Threefry, AS 241, three states),
 * compiled at run time by the system's cc at -O3. Both must find the same mean before they are timed.
 */
import { margins } from 'spinloom';
import type { Case } from './case.ts';
import { besideC } from './compiled.ts';
import { compare, type Rates, times } from './measure.ts';

const timedTrials = 100_000;
// Long enough that starting a process does not count.
const comparedTrials = 5_000_000;

export const circuitCases: readonly Case[] = [
  { name: 'two-cell 100,000', limit_ms: 60, run: timed },
  { name: 'two-cell trials', unit: 'trials', peer: 'c-o3', run: () => besideC(loopInC, againstC) },
];

function timed(): { readonly took_ms: number } {
  const times_ms = Array.from({ length: 24 }, (_, seed) => {
    const start = performance.now();
    margins({ operation: 'or', trials: timedTrials, seed });
    return performance.now() - start;
  });
  // The first runs warm the compiler up.
  const counted = times_ms.slice(4).sort((a, b) => a - b);
  return { took_ms: counted[counted.length >> 1]! };
}

function againstC(run: (args: readonly string[]) => string): Rates {
  const ours = (): number => margins({ operation: 'or', trials: comparedTrials }).levels[0]!.mean;
  const inC = (): number => Number(run([String(comparedTrials)]).split(' ')[0]);
  const [a, b] = [ours(), inC()];
  // Ten standard errors of a mean.
  if (!(Math.abs(a - b) < (10 * 0.018) / Math.sqrt(comparedTrials)))
    throw new Error(`the mean voltage is ${a}, in C ${b}: they are not the same loop`);
  return times(compare(ours, inC), comparedTrials);
}

/** Argument: trials. Prints the mean voltage of 00, then a mix of everything, so that nothing is left out. */
const loopInC = `
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
static const int rotations[8] = {13, 15, 26, 6, 17, 29, 16, 24};
static inline void threefry(uint32_t k0, uint32_t k1, uint32_t c0, uint32_t c1, uint32_t *out) {
  uint32_t k[3] = {k0, k1, 0x1bd11bda ^ k0 ^ k1}, x0 = c0 + k0, x1 = c1 + k1;
  for (int block = 0; block < 5; block++) {
    for (int round = 0; round < 4; round++) {
      int by = rotations[4 * (block & 1) + round];
      x0 += x1;
      x1 = ((x1 << by) | (x1 >> (32 - by))) ^ x0;
    }
    x0 += k[(block + 1) % 3];
    x1 += k[(block + 2) % 3] + block + 1;
  }
  out[0] = x0;
  out[1] = x1;
}
static inline double normal(uint32_t word) {
  double q = (word - 2147483647.5) * 0x1p-32;
  if (fabs(q) < 0.425) {
    double r = 0.180625 - q * q;
    return q * (((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179) /
           (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1);
  }
  double r = sqrt(-log(q < 0 ? 0.5 + q : 0.5 - q)) - 1.6;
  double v = (((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777) / ((0.12021132975 * r + 0.7370016425) * r + 1);
  return q < 0 ? -v : v;
}
int main(int argc, char **argv) {
  int trials = atoi(argv[1]);
  double nominal[3] = {0.5, 2.685 / 3.685, 1.3425}, sd[3] = {0.0177, 0.031, 0.0763}, reference = (nominal[0] + nominal[1]) / 2;
  double first[3] = {0}, second[3] = {0}, third[3] = {0}, least[3] = {9, 9, 9}, most[3] = {0}, wrong = 0;
  static double histogram[3][64];
  for (int t = 0; t < trials; t++) {
    double p[2], a[2];
    for (int c = 0; c < 2; c++) {
      uint32_t w[2];
      threefry(1, 7, t, c, w);
      double rp = fmax(1e-9, 1 + 0.05 * normal(w[0])), ratio = fmax(1e-9, 2.685 + 0.1685 * normal(w[1]));
      p[c] = 1 / rp;
      a[c] = 1 / (rp * ratio);
    }
    double v[3] = {1 / (p[0] + p[1]), 1 / (a[0] + p[1]), 1 / (a[0] + a[1])};
    for (int k = 0; k < 3; k++) {
      double d = v[k] - nominal[k], s = d * d;
      first[k] += d;
      second[k] += s;
      third[k] += s * d;
      if (v[k] < least[k]) least[k] = v[k];
      if (v[k] > most[k]) most[k] = v[k];
      if ((v[k] > reference) != (k > 0)) wrong++;
      int bin = (int)floor(d * 64 / (12 * sd[k]) + 32);
      histogram[k][bin < 0 ? 0 : bin > 63 ? 63 : bin]++;
    }
  }
  double check = wrong + first[0] + second[1] + third[2] + least[0] + most[1] + histogram[0][30];
  printf("%g %g\\n", first[0] / trials + 0.5, check);
}
`;
