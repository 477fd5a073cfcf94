/**
 * Times without power, weighted by how often each occurred. The first 262,144 different ones are kept as they are; later ones to 1 in 16,384, so that a run of any
 * duration fits the memory.
 */
import type { OffTimes } from './types.ts';

export interface OffRecord {
  readonly add: (off_s: number, count: number) => void;
  readonly summary: () => OffTimes;
  readonly entries: () => readonly (readonly [number, number])[];
}

const keptExactly = 262_144;
const perOctave = 16_384;

/** To the nearest of 16,384 steps in an octave. */
function rounded(off_s: number): number {
  if (off_s <= 0) return 0;
  const step = 2 ** Math.floor(Math.log2(off_s)) / perOctave;
  return Math.round(off_s / step) * step;
}

export function offRecord(): OffRecord {
  const times: number[] = [];
  const counts: number[] = [];
  const later = new Map<number, number>();
  const push = (off_s: number, count: number): void => {
    times.push(off_s);
    counts.push(count);
  };
  return {
    add: (off_s, count) => {
      const last = times.length - 1;
      if (times[last] === off_s) counts[last]! += count;
      else if (times.length < keptExactly) push(off_s, count);
      else {
        const time = rounded(off_s);
        const at = later.get(time);
        if (at !== undefined) counts[at]! += count;
        else {
          later.set(time, times.length);
          push(time, count);
        }
      }
    },
    entries: () => times.map((time, i) => [time, counts[i]!] as const),
    summary: () => {
      const order = times.map((_, i) => i).sort((a, b) => times[a]! - times[b]!);
      const total = counts.reduce((sum, count) => sum + count, 0);
      const mean_s = total === 0 ? 0 : times.reduce((sum, time, i) => sum + time * counts[i]!, 0) / total;
      const shares = [0.1, 0.5, 0.9, 0.95, 0.99];
      const quantiles = shares.map(() => 0);
      let seen = 0;
      let next = 0;
      for (const i of order) {
        seen += counts[i]!;
        while (next < shares.length && seen >= shares[next]! * total) quantiles[next++] = times[i]!;
      }
      const [p10_s, p50_s, p90_s, p95_s, p99_s] = quantiles as [number, number, number, number, number];
      return { count: total, mean_s, p10_s, p50_s, p90_s, p95_s, p99_s, max_s: order.length === 0 ? 0 : times[order[order.length - 1]!]! };
    },
  };
}
