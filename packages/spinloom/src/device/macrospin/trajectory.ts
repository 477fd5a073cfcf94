/** m(t) of one trial. */
import { positive, whole } from '../checks.ts';
import { macrospinEnergy_J } from './fields.ts';
import { advance } from './integrate.ts';
import { type MacrospinOptions, refuseStillness, setUp, startOf } from './setup.ts';

export interface TrajectoryOptions extends MacrospinOptions {
  /** Which trial of the seed. Default 0. */
  readonly trial?: number;
  /** Time between points. Default 10e-12; at least a step. */
  readonly every_s?: number;
}

export interface Trajectory {
  /** From the start of the pulse: negative during the relaxation before it. */
  readonly time_s: Float64Array;
  readonly mx: Float64Array;
  readonly my: Float64Array;
  readonly mz: Float64Array;
  /** Energy of shape and anisotropy above that of the easy axis. */
  readonly energy_J: Float64Array;
  /** When mx first rose above 0 after the start of the pulse; null: never. */
  readonly switchingTime_s: number | null;
  readonly pulse_s: number;
  /** The torque is below the critical one: only heat can switch. */
  readonly subcritical: boolean;
}

/** Relaxation, pulse and relaxation of one trial, with the noise that `switchingTrials` gives it. Without current at 0 K it needs a `tilt_rad`. */
export function trajectory(options: TrajectoryOptions = {}): Trajectory {
  const { trial = 0, every_s = 10e-12, ...rest } = options;
  const setup = setUp(rest);
  if (rest.tilt_rad === undefined || rest.tilt_rad === 0) refuseStillness(setup);
  const { driven, resting, stepsBefore, stepsPulse, stepsAfter, conditions, parameters, fields, overdrive } = setup;
  const every = Math.max(1, Math.round(positive(every_s, 'every_s') / conditions.step_s));
  const spin = startOf(setup, whole(trial, 'trial', 0, 1e8));
  const pulseEnd = stepsBefore + stepsPulse;
  const total = pulseEnd + stepsAfter;
  const points = Math.floor(total / every) + 1;
  const names = ['time_s', 'mx', 'my', 'mz', 'energy_J'] as const;
  const [time_s, mx, my, mz, energy_J] = names.map(() => new Float64Array(points)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let crossed = -1;
  let step = 0;
  for (let point = 0; point < points; point++) {
    while (step < point * every) {
      const pulsed = step >= stepsBefore && step < pulseEnd;
      const bound = step < stepsBefore ? stepsBefore : pulsed ? pulseEnd : total;
      const to = Math.min(point * every, bound);
      const at = advance(spin, pulsed ? driven : resting, step, to);
      if (step >= stepsBefore && crossed < 0) crossed = at;
      step = to;
    }
    time_s[point] = (step - stepsBefore) * conditions.step_s;
    mx[point] = spin.m[0]!;
    my[point] = spin.m[1]!;
    mz[point] = spin.m[2]!;
    energy_J[point] = macrospinEnergy_J(parameters, fields, my[point]!, mz[point]!);
  }
  const switchingTime_s = crossed < 0 ? null : (crossed - stepsBefore) * conditions.step_s;
  return { time_s, mx, my, mz, energy_J, switchingTime_s, pulse_s: conditions.pulse_s, subcritical: Math.abs(overdrive) < 1 };
}
