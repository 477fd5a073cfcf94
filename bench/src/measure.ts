/** Rates of two contenders on one thread, measured in turns so that a disturbance of the machine hits both. */

export interface Rates {
  /** Median over the rounds. */
  readonly spinloom_per_s: number;
  /** Of the best round: what the machine does when nothing else takes its cores. */
  readonly best_per_s: number;
  readonly peer_per_s: number;
  readonly ratio: number;
}

const rounds = 9;
// Long enough that the clock and a garbage collection do not matter, short enough that turns alternate often.
const turn_s = 0.2;

/** The same rates of what a run holds many of. */
export function times(rates: Rates, many: number): Rates {
  const { spinloom_per_s, best_per_s, peer_per_s, ratio } = rates;
  return { spinloom_per_s: spinloom_per_s * many, best_per_s: best_per_s * many, peer_per_s: peer_per_s * many, ratio };
}

/** Runs of each contender a second: medians over the rounds, after one warming round that is not counted. */
export function compare(spinloom: () => void, peer: () => void): Rates {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const a = rate(spinloom);
    const b = rate(peer);
    if (round === 0) continue;
    ours.push(a);
    theirs.push(b);
  }
  const spinloom_per_s = median(ours);
  const peer_per_s = median(theirs);
  return { spinloom_per_s, best_per_s: Math.max(...ours), peer_per_s, ratio: spinloom_per_s / peer_per_s };
}

function rate(run: () => void): number {
  const start = performance.now();
  let runs = 0;
  let elapsed_s = 0;
  do {
    run();
    runs++;
    elapsed_s = (performance.now() - start) / 1000;
  } while (elapsed_s < turn_s);
  return runs / elapsed_s;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
