/**
 * The law of a cell's resistance, in units of the nominal parallel resistance R_P.
 *
 * R_P ~ N(1, sigma of the resistance-area product); TMR ~ N(nominal, sigma), independent of it; R_AP = R_P (1 + TMR); every cell on its own.
 * The path adds a series resistance without spread: access transistor and half of the heavy metal.
 * A draw of zero ohms or less is a short. At the default spreads it lies 20 and 16 standard deviations away.
 *
 * Source: paper 1, III.B gives the sigmas (5 % of RA, 10 % of the TMR) and no law; normal and independent are ours. "10 %" of a TMR of 168.5 % may
 * mean 16.85 or 10 percentage points: `tmrSpread` says which, and by default it is relative.
 */
import { refuse } from '../../refusal/index.ts';

/** How the sigma of the TMR is meant: a share of the TMR, or points of it (0.1 = 10 percentage points). */
export type TmrSpread = 'relative' | 'points';

export interface LawOptions {
  /** Standard deviation of the resistance-area product, a share of it. Default 0.05 (paper 1, III.B). */
  readonly resistanceSigma?: number;
  /** Nominal tunnel magneto-resistance as a ratio. Default 1.685, the 168.5 % of paper 1, III.A. */
  readonly tmr?: number;
  /** Standard deviation of the TMR, read as `tmrSpread` says. Default 0.1 (paper 1, III.B). */
  readonly tmrSigma?: number;
  /** Default 'relative'. */
  readonly tmrSpread?: TmrSpread;
  /** Resistance in series with each junction, in units of R_P. Default 0. */
  readonly series?: number;
}

export interface CellLaw {
  readonly resistanceSigma: number;
  readonly tmr: number;
  /** Of the ratio itself, whatever the option meant. */
  readonly tmrSigma: number;
  readonly series: number;
}

/** Fills in the defaults; refuses a negative or broken number, and a TMR that is not above zero. */
export function cellLaw(options: LawOptions = {}): CellLaw {
  const { resistanceSigma = 0.05, tmr = 1.685, tmrSigma = 0.1, tmrSpread = 'relative', series = 0 } = options;
  atLeastZero('resistance sigma', resistanceSigma);
  atLeastZero('TMR sigma', tmrSigma);
  atLeastZero('series resistance', series);
  if (!(tmr > 0 && tmr < Number.POSITIVE_INFINITY)) refuse(`TMR must be a ratio above 0 (1.685 is 168.5 %), found ${tmr}`);
  if (tmrSpread !== 'relative' && tmrSpread !== 'points') refuse(`TMR sigma must be meant as 'relative' or 'points', found '${String(tmrSpread)}'`);
  // Beyond that most draws are shorts, and the lattice of exact.ts no longer holds the law.
  if (resistanceSigma > 1) refuse(`resistance sigma must be at most 1 (the resistance itself), found ${resistanceSigma}`);
  if ((tmrSpread === 'relative' ? tmrSigma * tmr : tmrSigma) > tmr)
    refuse(`TMR sigma must be at most the TMR itself (${tmr}), found ${tmrSigma} (${tmrSpread})`);
  return { resistanceSigma, tmr, tmrSigma: tmrSpread === 'relative' ? tmrSigma * tmr : tmrSigma, series };
}

/** Nominal resistance of a path through one cell that stores a 0 or a 1. */
export function pathResistance({ tmr, series }: CellLaw, stored: 0 | 1): number {
  return (stored === 0 ? 1 : 1 + tmr) + series;
}

/** Standard deviation of the resistance of a cell that stores a 0 or a 1, exact: R_AP is a product of two independent normals. */
export function resistanceDeviation({ resistanceSigma, tmr, tmrSigma }: CellLaw, stored: 0 | 1): number {
  if (stored === 0) return resistanceSigma;
  return Math.sqrt((resistanceSigma * (1 + tmr)) ** 2 + tmrSigma ** 2 * (1 + resistanceSigma ** 2));
}

function atLeastZero(what: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) refuse(`${what} must be a number of 0 or more, found ${value}`);
}
