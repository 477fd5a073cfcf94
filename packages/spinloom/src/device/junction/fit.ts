/**
 * A junction as two short formulas, for loops in which Green's functions would be too slow.
 *
 *   TMR(V) = TMR0 / (1 + (V / Vh)²),  RA_P(t) = RA0 exp(slope (t - t0))
 *
 * TMR0 and RA0 are those of 1 mV; Vh by least squares from 0.05 to 0.5 V, the slope from t0 -+ 0.1 nm. At 0.5 V and below TMR is within four
 * percentage points for the presets. The fall of RA_P with bias (10 % at 0.5 V) and of TMR with thickness is not in the formulas.
 */
import { refuse } from '../../refusal/index.ts';
import { type JunctionOptions, junction } from './junction.ts';

export interface JunctionFit {
  /** Thickness that the fit was made at. */
  readonly thickness_m: number;
  readonly RA_P_ohm_m2: number;
  /** d ln RA_P / dt. */
  readonly slope_per_m: number;
  /** TMR without bias, a ratio. */
  readonly tmr: number;
  /** Bias at which half of the TMR is left. */
  readonly halfBias_V: number;
  /** Largest deviation of the TMR of the fit up to 0.5 V, a ratio. */
  readonly residual: number;
}

const biases_V = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5];
const around_m = 0.1e-9;

/** Fits a junction around its thickness (default 1.2e-9) at its temperature; `bias_V` of the options is not used. 13 points of the full model. */
export function fitJunction(options: JunctionOptions = {}): JunctionFit {
  const { thickness_m = 1.2e-9 } = options;
  const at = (bias_V: number, t = thickness_m): ReturnType<typeof junction> => junction({ ...options, bias_V, thickness_m: t });
  const zero = at(1e-3);
  if (zero.tmr <= 0) refuse(`tmr is ${zero.tmr} without bias: expected above 0 to fit its fall with the bias`);
  if (thickness_m <= around_m) refuse(`thickness_m: expected above ${around_m} to fit the slope, found ${thickness_m}`);
  const exact = biases_V.map((bias) => at(bias).tmr);
  const error = (half: number): number => biases_V.reduce((sum, bias, i) => sum + (tmrAt(zero.tmr, half, bias) - exact[i]!) ** 2, 0);
  const halfBias_V = leastOf(error, 0.01, 5);
  const slope_per_m = Math.log(at(1e-3, thickness_m + around_m).RA_P_ohm_m2 / at(1e-3, thickness_m - around_m).RA_P_ohm_m2) / (2 * around_m);
  const residual = Math.max(...biases_V.map((bias, i) => Math.abs(tmrAt(zero.tmr, halfBias_V, bias) - exact[i]!)));
  return { thickness_m, RA_P_ohm_m2: zero.RA_P_ohm_m2, slope_per_m, tmr: zero.tmr, halfBias_V, residual };
}

/** TMR of a fit at a bias, a ratio. */
export function fittedTmr(fit: JunctionFit, bias_V: number): number {
  return tmrAt(fit.tmr, fit.halfBias_V, bias_V);
}

/** RA_P of a fit at a thickness, ohm m². */
export function fittedRA_P(fit: JunctionFit, thickness_m: number): number {
  return fit.RA_P_ohm_m2 * Math.exp(fit.slope_per_m * (thickness_m - fit.thickness_m));
}

function tmrAt(tmr: number, half_V: number, bias_V: number): number {
  return tmr / (1 + (bias_V / half_V) ** 2);
}

/** Where a function with one valley is least, by golden section. */
function leastOf(f: (x: number) => number, low: number, high: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  for (let round = 0; round < 60; round++) {
    const [left, right] = [b - golden * (b - a), a + golden * (b - a)];
    if (f(left) < f(right)) b = right;
    else a = left;
  }
  return (a + b) / 2;
}
