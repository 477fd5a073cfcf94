/** Two contenders in turns, each of which gives the seconds of one run: a disturbance of the machine hits both. */
import { median, type Rates } from '../measure.ts';

export type Contender = () => number | Promise<number>;

/** Turns of each that count. */
const usualRounds = 7;
const turn_s = 0.15;

/** A function as a contender, run for a turn: seconds of processor time, which other programs on the machine take no part of. */
export function timed(run: () => unknown): Contender {
  return async () => {
    const before = process.cpuUsage();
    let runs = 0;
    let elapsed_s = 0;
    do {
      const done = run();
      if (done instanceof Promise) await done;
      runs++;
      const { user, system } = process.cpuUsage(before);
      elapsed_s = (user + system) / 1e6;
    } while (elapsed_s < turn_s);
    return elapsed_s / runs;
  };
}

/** Medians over the rounds; the ratio is that of the medians. The first round warms up and is not counted. */
export async function interleaved(spinloom: Contender, peer: Contender, rounds: number = usualRounds): Promise<Rates> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const a = await spinloom();
    const b = await peer();
    if (round === 0) continue;
    ours.push(1 / a);
    theirs.push(1 / b);
  }
  const spinloom_per_s = median(ours);
  const peer_per_s = median(theirs);
  return { spinloom_per_s, best_per_s: Math.max(...ours), peer_per_s, ratio: spinloom_per_s / peer_per_s };
}
