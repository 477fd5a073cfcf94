/** The array floor: one configuration, and exhaustive searches of a 4 MB memory. NVSim takes 8.9 s for the one with the mat fixed, 30 to 133 s for the free one. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { computeArray, onlyConfiguration, searchArray } from 'spinloom';
import { loadArray } from 'spinloom/node';
import type { Timing } from './case.ts';

const example = (name: string): string => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));

export const arrayCases: readonly Timing[] = existsSync(example('sot-512.cfg'))
  ? [
      { name: 'one configuration', limit_ms: 0.05, run: one },
      { name: 'search, mat fixed', limit_ms: 1500, run: () => search(false) },
      { name: 'search, free', limit_ms: 15_000, run: () => search(true) },
    ]
  : [];

function one(): { readonly took_ms: number } {
  const { space, cell } = loadArray(example('sot-512.cfg'));
  const configuration = onlyConfiguration(space)!;
  const many = 2000;
  const times_ms = Array.from(
    { length: 12 },
    () =>
      timed(() => {
        for (let i = 0; i < many; i++) computeArray(configuration, cell);
      }) / many,
  );
  // The first runs warm the compiler up.
  return { took_ms: median(times_ms.slice(3)) };
}

function search(free: boolean): { readonly took_ms: number } {
  const { space, cell } = loadArray(example('sot-search.cfg'));
  const searched = free ? { ...space, forced: { style: space.forced.style! } } : space;
  const times_ms = Array.from({ length: free ? 1 : 4 }, () => timed(() => searchArray(searched, cell)));
  return { took_ms: median(times_ms.slice(free ? 0 : 1)) };
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
