/**
 * Sense margins by Monte Carlo (paper 1, III.B: 100,000 trials, 5 % of RA, 10 % of the TMR): do the levels of neighbouring numbers of ones overlap?
 *
 * The sample shows shape and extremes; errors as rare as these are counted by chance, so their probability comes from error-probability.ts.
 */
import { refuse } from '../../refusal/index.ts';
import { type ReferenceBranch, type SenseOptions, type Sensing, sensing } from './levels.ts';
import { addTally, binned, bins, blockLength, emptyTally, runBlock, type Tally } from './trials.ts';

export interface MarginOptions extends SenseOptions {
  /** Default 100,000 (paper 1, III.B). */
  readonly trials?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** The sampled sense voltage of one number of ones, in units of I R_P. */
export interface LevelSample {
  readonly ones: number;
  readonly nominal: number;
  readonly mean: number;
  readonly sd: number;
  readonly skew: number;
  readonly min: number;
  readonly max: number;
  /** Trials with a wrong result. */
  readonly errors: number;
  /** Equal bins from `from` to `to`; the outer ones hold what lies beyond. */
  readonly histogram: { readonly from: number; readonly to: number; readonly counts: readonly number[] };
}

/** What a reference has to tell apart. */
export interface BranchMargin extends ReferenceBranch {
  /** Least voltage above minus greatest below in the sample; negative where they overlap. In units of I R_P. */
  readonly gap: number;
  /** (mean above - mean below) / (sd above + sd below). */
  readonly z: number;
}

export interface Margins {
  readonly operation: Sensing['operation'];
  readonly fanIn: number;
  readonly trials: number;
  readonly seed: number;
  /** By number of ones. */
  readonly levels: readonly LevelSample[];
  readonly branches: readonly BranchMargin[];
  /** Of the tightest branch. */
  readonly gap: number;
  readonly z: number;
}

/** Draws and senses; the same figures for the same options anywhere. Refuses zero trials, a seed that is none, and what `sensing` refuses. */
export function margins(options: MarginOptions = {}): Margins {
  const tallies = Array.from({ length: marginBlocks(options) }, (_, block) => marginBlock(options, block));
  return joinMargins(options, tallies);
}

/** Number of blocks that the trials of `margins` are made of. */
export function marginBlocks(options: MarginOptions = {}): number {
  return Math.ceil(run(options).trials / blockLength);
}

/** One block of the trials, for a thread of its own. */
export function marginBlock(options: MarginOptions, block: number): Tally {
  const { trials, seed } = run(options);
  return runBlock(sensing(options), seed, trials, block);
}

/** What `margins` gives, from all blocks in their order. */
export function joinMargins(options: MarginOptions, tallies: readonly Tally[]): Margins {
  const of = sensing(options);
  const { trials, seed } = run(options);
  const tally = tallies.reduce(addTally, emptyTally(of));
  const levels = of.levels.map((_, ones) => levelSample(of, tally, ones));
  const branches = of.branches.map((branch) => {
    const [below, above] = [levels[branch.upperOnes - 1]!, levels[branch.upperOnes]!];
    return { ...branch, gap: above.min - below.max, z: (above.mean - below.mean) / (above.sd + below.sd) };
  });
  const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b));
  const gap = least(branches.map((branch) => branch.gap));
  const z = least(branches.map((branch) => branch.z));
  return { operation: of.operation, fanIn: of.fanIn, trials, seed, levels, branches, gap, z };
}

function run({ trials = 100_000, seed = 1, fanIn = 2 }: MarginOptions): { readonly trials: number; readonly seed: number } {
  if (!(Number.isInteger(trials) && trials >= 1 && trials <= 2 ** 32)) refuse(`trials must be a whole number from 1 to 2^32, found ${trials}`);
  if (trials * fanIn > 2 ** 32) refuse(`trials x fan-in must be at most 2^32, found ${trials} x ${fanIn}`);
  if (!(Number.isSafeInteger(seed) && seed >= 0)) refuse(`seed must be a whole number of 0 or more, found ${seed}`);
  return { trials, seed };
}

function levelSample({ levels, deviations }: Sensing, tally: Tally, ones: number): LevelSample {
  const n = tally.trials;
  const nominal = levels[ones]!;
  const half = binned * deviations[ones]!;
  const shift = tally.first[ones]! / n;
  const square = tally.second[ones]! / n;
  const variance = Math.max(0, square - shift * shift);
  const cube = tally.third[ones]! / n - 3 * shift * square + 2 * shift ** 3;
  return {
    ones,
    nominal,
    mean: nominal + shift,
    sd: Math.sqrt(variance),
    skew: variance > 0 ? cube / variance ** 1.5 : 0,
    min: tally.least[ones]!,
    max: tally.most[ones]!,
    errors: tally.wrong[ones]!,
    histogram: { from: nominal - half, to: nominal + half, counts: [...tally.histogram.subarray(ones * bins, (ones + 1) * bins)] },
  };
}
