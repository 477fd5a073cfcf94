/** Non-volatile writes and what they wear out; what retention and write errors do to stored states. */
import { stream } from '../random/index.ts';
import { retention } from './closed-form/index.ts';
import type { RunResult } from './simulate/types.ts';

/** Writes that a SOT junction survives: above 1e15 (imec, 2018 to 2023). */
const enduranceWrites = 1e15;

export interface Wear {
  /** Bits that checkpoints wrote in this run. */
  readonly checkpointBits: number;
  /** Rows that were written in the arrays in this run, lost work included; windows and scratch. */
  readonly rowWrites: number;
  /** Writes of the cell that is written most, an image: a scratch row, once a plane. */
  readonly hottestWritesPerImage: number;
  /** Images after which that cell reaches the endurance. */
  readonly enduredImages: number;
  readonly endurance_writes: number;
}

export function wearOf(run: RunResult, counts: { readonly rowsPerImage: number; readonly hottestPerImage: number }, imagesWorth: number): Wear {
  return {
    checkpointBits: run.checkpointBits,
    rowWrites: Math.round(counts.rowsPerImage * imagesWorth),
    hottestWritesPerImage: counts.hottestPerImage,
    enduredImages: counts.hottestPerImage === 0 ? Number.MAX_SAFE_INTEGER : enduranceWrites / counts.hottestPerImage,
    endurance_writes: enduranceWrites,
  };
}

export interface RiskInput {
  readonly barrier_kT: number;
  /** Bits that a restore brings back. */
  readonly bits: number;
  /** That a written bit does not land; half of the bits written differ from what was there. */
  readonly writeErrorRate: number;
  /** Share of the failures in which a state is brought back wrong by construction (the mode cout-as-sum), else 0. */
  readonly wrongByMode: number;
  readonly seed: number;
}

export interface Risk {
  readonly barrier_kT: number;
  readonly retention_s: number;
  readonly bits: number;
  /** That any bit of any restored state had flipped while power was off, over the whole run. */
  readonly anyFlip: number;
  /** Expected restores with a wrong bit, by cause. */
  readonly expected: { readonly retention: number; readonly write: number; readonly mode: number };
  /** Drawn with the seed: outputs that a wrong restore reached, at most the images begun. */
  readonly corruptedOutputs: number;
}

export function riskOf(run: RunResult, { barrier_kT, bits, writeErrorRate, wrongByMode, seed }: RiskInput): Risk {
  const wrongWrite = -Math.expm1(bits * Math.log1p(-writeErrorRate / 2));
  const { uniform, normal } = stream(seed, 'power-retention');
  let [byRetention, byWrite, byMode, logKept, corrupted, draws] = [0, 0, 0, 0, 0, 0];
  // Many equal times off are drawn together, by the normal law of the same moments.
  let [mean, variance] = [0, 0];
  for (const [off_s, count] of run.offHistogram) {
    const flip = bits === 0 ? 0 : retention({ barrier_kT, off_s, bits }).anyFlip;
    byRetention += count * flip;
    byWrite += count * wrongWrite;
    byMode += count * wrongByMode;
    logKept += count * Math.log1p(-Math.min(flip, 1 - 1e-16));
    const wrong = 1 - (1 - flip) * (1 - wrongWrite) * (1 - wrongByMode);
    if (count > 64) {
      mean += count * wrong;
      variance += count * wrong * (1 - wrong);
    } else if (wrong > 0) {
      for (let i = 0; i < count; i++) if (uniform(draws++) < wrong) corrupted += 1;
    }
  }
  if (mean > 0) corrupted += Math.max(0, Math.round(mean + Math.sqrt(variance) * normal(draws)));
  const retention_s = retention({ barrier_kT, off_s: 0 }).retention_s;
  return {
    barrier_kT,
    retention_s,
    bits,
    anyFlip: -Math.expm1(logKept),
    expected: { retention: byRetention, write: byWrite, mode: byMode },
    corruptedOutputs: Math.min(corrupted, run.images + 1),
  };
}
