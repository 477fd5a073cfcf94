/**
 * Density and both tails of the resistance of one cell (without the series resistance), in units of R_P.
 *
 * Parallel: normal. Antiparallel: (1 + TMR) x A x B with A ~ N(1, a), B ~ N(1, b), b = sigma of TMR / (1 + TMR). The narrower factor is integrated
 * by the trapezoid rule in its standard normal u, over which the wider one is a smooth kernel: the integrand is a bell about 0.7 to 1 wide, and the
 * rule with a step of 1/3 errs by about exp(-2 (pi x width x 3)^2), far below rounding. Relative error of a tail: below 1e-9 down to 1e-30.
 */
import type { CellLaw } from './law.ts';
import { normalDensity, normalTail } from './normal.ts';

export interface ResistanceLaw {
  readonly density: (resistance: number) => number;
  /** P(R < resistance), shorts included. */
  readonly below: (resistance: number) => number;
  readonly above: (resistance: number) => number;
}

/** The law of a cell that stores a 0 or a 1; undefined where nothing varies. */
export function resistanceLaw({ resistanceSigma, tmr, tmrSigma }: CellLaw, stored: 0 | 1): ResistanceLaw | undefined {
  const a = resistanceSigma;
  if (stored === 0) return a === 0 ? undefined : normalLaw(1, a);
  const b = tmrSigma / (1 + tmr);
  const [narrow, wide] = a < b ? [a, b] : [b, a];
  if (wide === 0) return undefined;
  return narrow === 0 ? normalLaw(1 + tmr, wide * (1 + tmr)) : productLaw(1 + tmr, narrow, wide);
}

function normalLaw(mean: number, deviation: number): ResistanceLaw {
  return {
    density: (resistance) => normalDensity((resistance - mean) / deviation) / deviation,
    below: (resistance) => normalTail((mean - resistance) / deviation),
    above: (resistance) => normalTail((resistance - mean) / deviation),
  };
}

function productLaw(mean: number, narrow: number, wide: number): ResistanceLaw {
  const factor = nodes.map((u) => 1 + narrow * u);
  const weight = nodes.map((u) => step * normalDensity(u));
  // At a narrow factor of 0 or less the cell is a short: below every resistance.
  const sum = (at: (factor: number) => number, ofShort: number): number => {
    let total = 0;
    for (let i = 0; i < factor.length; i++) total += weight[i]! * (factor[i]! > 0 ? at(factor[i]!) : ofShort);
    return total;
  };
  return {
    density: (r) => sum((x) => normalDensity((r / (mean * x) - 1) / wide) / (wide * mean * x), 0),
    below: (r) => sum((x) => normalTail((1 - r / (mean * x)) / wide), 1),
    above: (r) => sum((x) => normalTail((r / (mean * x) - 1) / wide), 0),
  };
}

const step = 1 / 3;
const reach = 14;
const nodes: readonly number[] = Array.from({ length: 2 * reach * 3 + 1 }, (_, i) => i * step - reach);
