/** Times without power, weighted by how often each occurred. */
import type { OffTimes } from './types.ts';

export interface OffRecord {
  readonly add: (off_s: number, count: number) => void;
  readonly summary: () => OffTimes;
  readonly entries: () => readonly (readonly [number, number])[];
}

export function offRecord(): OffRecord {
  const times: number[] = [];
  const counts: number[] = [];
  return {
    add: (off_s, count) => {
      const last = times.length - 1;
      if (times[last] === off_s) counts[last]! += count;
      else {
        times.push(off_s);
        counts.push(count);
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
