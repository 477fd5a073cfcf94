/** Probability of switching against the length of the pulse and against the current. */
import { refuse } from '../../refusal/index.ts';
import { positive, whole } from '../checks.ts';
import { advance, type Spin } from './integrate.ts';
import { type MacrospinOptions, refuseStillness, setUp, startOf, stepsOf } from './setup.ts';
import { switchingOutcomes, type TrialOptions } from './trials.ts';

export interface PulsePoint {
  readonly pulse_s: number;
  readonly probability: number;
}

export interface CurrentPoint {
  readonly current_A: number;
  readonly probability: number;
}

/**
 * Of the trials [from, to): how many end with mx > 0, for each pulse. One trial serves all pulses: at the end of each, a copy of it relaxes.
 * The counts equal those of a run for each pulse alone; counts of ranges add up. `pulse_s` of the options is not used.
 */
export function switchedByPulse(options: MacrospinOptions, pulses_s: readonly number[], from: number, to: number): Uint32Array {
  if (pulses_s.length === 0) refuse('pulses_s: expected at least one pulse, found none');
  for (const pulse of pulses_s) positive(pulse, 'pulse_s');
  const setup = setUp({ ...options, pulse_s: Math.max(...pulses_s) });
  refuseStillness(setup);
  const { driven, resting, stepsBefore, stepsAfter, conditions } = setup;
  const ends = pulses_s.map((pulse, i) => ({ i, end: stepsBefore + stepsOf(pulse, conditions.step_s) })).sort((a, b) => a.end - b.end);
  const counts = new Uint32Array(pulses_s.length);
  for (let trial = from; trial < to; trial++) {
    const spin = startOf(setup, trial);
    const copy: Spin = { ...spin, m: new Float64Array(3), noise: new Float64Array(spin.noise.length) };
    advance(spin, resting, 0, stepsBefore);
    let step = stepsBefore;
    for (const { i, end } of ends) {
      advance(spin, driven, step, end);
      step = end;
      copy.m.set(spin.m);
      advance(copy, resting, end, end + stepsAfter);
      if (copy.m[0]! > 0) counts[i]! += 1;
    }
  }
  return counts;
}

/** Probability of ending with mx > 0 after pulses of the given lengths, in their order. */
export function probabilityAgainstPulse(options: TrialOptions, pulses_s: readonly number[]): readonly PulsePoint[] {
  const { trials = 2000, ...rest } = options;
  const counts = switchedByPulse(rest, pulses_s, 0, whole(trials, 'trials', 1, 1e8));
  return pulses_s.map((pulse_s, i) => ({ pulse_s, probability: counts[i]! / trials }));
}

/** Probability of ending with mx > 0 at the given currents in the heavy metal, in their order. */
export function probabilityAgainstCurrent(options: TrialOptions, currents_A: readonly number[]): readonly CurrentPoint[] {
  const { trials = 2000, ...rest } = options;
  whole(trials, 'trials', 1, 1e8);
  return currents_A.map((current_A) => {
    const { switched } = switchingOutcomes({ ...rest, current_A }, 0, trials);
    return { current_A, probability: switched.reduce((sum, one) => sum + one, 0) / trials };
  });
}
