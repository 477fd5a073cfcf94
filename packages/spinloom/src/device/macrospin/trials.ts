/**
 * Many trials of one write: relaxation from -x, a pulse, relaxation; when each first crossed mx = 0 and where it ended.
 *
 * A trial depends on (options, its index) alone: ranges can be run anywhere, in any order, with the same result.
 */
import { refuse } from '../../refusal/index.ts';
import { whole } from '../checks.ts';
import { thermalStability, writeEnergy_J } from './fields.ts';
import { advance } from './integrate.ts';
import { type MacrospinOptions, refuseStillness, type Setup, setUp, startOf } from './setup.ts';

export interface SwitchingOutcomes {
  /** By trial: from the start of the pulse to mx > 0 in seconds; NaN where that did not happen. */
  readonly time_s: Float64Array;
  /** By trial: 1 where mx > 0 at the end. */
  readonly switched: Uint8Array;
}

/** Over the trials that crossed mx = 0. */
export interface SwitchingTimes {
  readonly mean: number;
  readonly median: number;
  readonly q90: number;
  readonly q99: number;
}

export interface Switching {
  /** null: no trial crossed. */
  readonly switchingTime_s: SwitchingTimes | null;
  /** Share of the trials that end with mx > 0. */
  readonly probability: number;
  readonly trials: number;
  /** Trials that crossed mx = 0, whether they stayed or not. */
  readonly crossed: number;
  /** Joule heat of the pulse in the heavy metal. */
  readonly writeEnergy_J: number;
  /** Of the heavy metal, at 0 K, without current through the junction. */
  readonly criticalCurrent_A: number;
  /** Damping-like torque over the critical one. */
  readonly overdrive: number;
  /** The torque is below the critical one: only heat can switch. */
  readonly subcritical: boolean;
  /** Barrier over kT at the temperature of the run; at 0 K that of 300 K. */
  readonly thermalStability_kT: number;
  readonly heavyMetalResistance_ohm: number;
}

export interface TrialOptions extends MacrospinOptions {
  /** Default 2000. */
  readonly trials?: number;
}

/** At most 1e8 trials. */
const mostTrials = 1e8;

/** SwitchingOutcomes of the trials [from, to). */
export function switchingOutcomes(options: MacrospinOptions, from: number, to: number): SwitchingOutcomes {
  const setup = setUp(options);
  refuseStillness(setup);
  whole(from, 'from', 0, mostTrials);
  whole(to, 'to', from, mostTrials);
  const outcomes = { time_s: new Float64Array(to - from), switched: new Uint8Array(to - from) };
  for (let trial = from; trial < to; trial++) runTrial(setup, trial, outcomes, trial - from);
  return outcomes;
}

/** Distribution of switching times, probability and energy of a write; see `WriteConditions` for the defaults. */
export function switchingTrials(options: TrialOptions = {}): Switching {
  const { trials = 2000, ...rest } = options;
  return summariseSwitching(rest, switchingOutcomes(rest, 0, whole(trials, 'trials', 1, mostTrials)));
}

/** The summary of outcomes that were run in one piece or in several, joined in the order of their trials. */
export function summariseSwitching(options: MacrospinOptions, outcomes: SwitchingOutcomes): Switching {
  const { fields, conditions, overdrive } = setUp(options);
  const trials = outcomes.switched.length;
  if (trials === 0) refuse('trials: expected at least 1, found 0');
  const times = outcomes.time_s.filter((time) => !Number.isNaN(time)).sort();
  return {
    switchingTime_s: times.length === 0 ? null : timesOf(times),
    probability: outcomes.switched.reduce((sum, one) => sum + one, 0) / trials,
    trials,
    crossed: times.length,
    writeEnergy_J: writeEnergy_J(fields, conditions.current_A, conditions.pulse_s),
    criticalCurrent_A: fields.criticalCurrent_A,
    overdrive,
    subcritical: Math.abs(overdrive) < 1,
    thermalStability_kT: thermalStability(fields, conditions.temperature_K === 0 ? 300 : conditions.temperature_K),
    heavyMetalResistance_ohm: fields.heavyMetalResistance_ohm,
  };
}

function runTrial(setup: Setup, trial: number, { time_s, switched }: SwitchingOutcomes, at: number): void {
  const { driven, resting, stepsBefore, stepsPulse, stepsAfter, conditions } = setup;
  const spin = startOf(setup, trial);
  advance(spin, resting, 0, stepsBefore);
  const pulseEnd = stepsBefore + stepsPulse;
  const inPulse = advance(spin, driven, stepsBefore, pulseEnd);
  const later = advance(spin, resting, pulseEnd, pulseEnd + stepsAfter);
  const crossed = inPulse < 0 ? later : inPulse;
  time_s[at] = crossed < 0 ? Number.NaN : (crossed - stepsBefore) * conditions.step_s;
  switched[at] = spin.m[0]! > 0 ? 1 : 0;
}

/** Quantiles between neighbours by linear interpolation. `sorted` rises and is not empty. */
function timesOf(sorted: Float64Array): SwitchingTimes {
  const quantile = (q: number): number => {
    const at = q * (sorted.length - 1);
    const below = Math.floor(at);
    return sorted[below]! + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - sorted[below]!);
  };
  const mean = sorted.reduce((sum, time) => sum + time, 0) / sorted.length;
  return { mean, median: quantile(0.5), q90: quantile(0.9), q99: quantile(0.99) };
}
