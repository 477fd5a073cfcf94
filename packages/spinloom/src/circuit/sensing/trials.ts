/**
 * Monte Carlo of the sense voltage: each trial draws the cells of one column and senses them with none to all of them storing a 1.
 *
 * A draw depends on seed, trial and cell alone (one Threefry block a cell: a word for R_P, a word for the TMR). Trials are taken in blocks of 4096,
 * each with its own sums, and blocks are added in their order: a range of blocks may run on any thread and the result is the same to the last bit.
 */
import { stream } from '../../random/index.ts';
import { drawCells } from './draw.ts';
import { expected, type Sensing } from './levels.ts';

/** What a run of trials saw, by number of ones stored: sums of powers of the distance from the nominal level, extremes, histogram, wrong results. */
export interface Tally {
  readonly trials: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly third: Float64Array;
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly wrong: Float64Array;
  /** `bins` for each number of ones, over `binned` deviations on both sides of the nominal level; the outer bins hold what lies beyond. */
  readonly histogram: Float64Array;
}

/** Trials of a block. */
export const blockLength = 4096;
export const bins = 64;
/** Half the width of a histogram, in first-order standard deviations of its level. */
export const binned = 6;

export function emptyTally(of: Sensing): Tally {
  const states = of.levels.length;
  const zeros = (): Float64Array => new Float64Array(states);
  return {
    trials: 0,
    first: zeros(),
    second: zeros(),
    third: zeros(),
    least: zeros().fill(Number.POSITIVE_INFINITY),
    most: zeros().fill(Number.NEGATIVE_INFINITY),
    wrong: zeros(),
    histogram: new Float64Array(states * bins),
  };
}

/** Trials `block` x 4096 up to the end of the block or of all `trials`: a pure function of its arguments. */
export function runBlock(of: Sensing, seed: number, trials: number, block: number): Tally {
  const { law, fanIn, levels, deviations, branches } = of;
  const { resistanceSigma, tmr, tmrSigma, series } = law;
  const from = block * blockLength;
  const to = Math.min(trials, from + blockLength);
  const keys = stream(seed, 'sense');
  const [key0, key1] = [keys.uint32(0), keys.uint32(1)];
  const tally = emptyTally(of);
  const { first, second, third, least, most, wrong, histogram } = tally;
  const states = fanIn + 1;
  const nominal = Float64Array.from(levels);
  const binsPerVolt = Float64Array.from(deviations, (deviation) => (deviation > 0 ? bins / (2 * binned * deviation) : 0));
  const right = Uint8Array.from(levels, (_, ones) => (expected(of, ones) ? 1 : 0));
  const low = branches[0]!.level;
  const high = branches[1]?.level ?? Number.POSITIVE_INFINITY;
  const normals = new Float64Array(2 * fanIn);
  const antiparallel = new Float64Array(fanIn);
  // parallelFrom[k]: conductance of cells k and up, all of them storing a 0.
  const parallelFrom = new Float64Array(states);

  for (let trial = from; trial < to; trial++) {
    drawCells(key0, key1, trial, normals);
    for (let cell = fanIn - 1; cell >= 0; cell--) {
      const parallel = Math.max(short, 1 + resistanceSigma * normals[2 * cell]!);
      const ratio = Math.max(short, 1 + tmr + tmrSigma * normals[2 * cell + 1]!);
      antiparallel[cell] = 1 / (parallel * ratio + series);
      parallelFrom[cell] = parallelFrom[cell + 1]! + 1 / (parallel + series);
    }
    let conductance = 0;
    for (let ones = 0; ones < states; ones++) {
      const voltage = 1 / (conductance + parallelFrom[ones]!);
      if (ones < fanIn) conductance += antiparallel[ones]!;
      const distance = voltage - nominal[ones]!;
      const square = distance * distance;
      first[ones]! += distance;
      second[ones]! += square;
      third[ones]! += square * distance;
      if (voltage < least[ones]!) least[ones] = voltage;
      if (voltage > most[ones]!) most[ones] = voltage;
      if ((voltage > low && voltage <= high ? 1 : 0) !== right[ones]) wrong[ones]! += 1;
      const bin = Math.floor(distance * binsPerVolt[ones]! + bins / 2);
      histogram[ones * bins + (bin < 0 ? 0 : bin >= bins ? bins - 1 : bin)]! += 1;
    }
  }
  return { ...tally, trials: to - from };
}

/** Adds `more` to `sum`: in the order of their blocks, for the same floats each time. */
export function addTally(sum: Tally, more: Tally): Tally {
  const each = (a: Float64Array, b: Float64Array, join: (x: number, y: number) => number): Float64Array => a.map((x, i) => join(x, b[i]!));
  const plus = (x: number, y: number): number => x + y;
  return {
    trials: sum.trials + more.trials,
    first: each(sum.first, more.first, plus),
    second: each(sum.second, more.second, plus),
    third: each(sum.third, more.third, plus),
    least: each(sum.least, more.least, Math.min),
    most: each(sum.most, more.most, Math.max),
    wrong: each(sum.wrong, more.wrong, plus),
    histogram: each(sum.histogram, more.histogram, plus),
  };
}

/** Of a cell that a draw would give zero ohms or less. */
const short = 1e-9;
