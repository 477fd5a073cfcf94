/** From parameters and conditions to what the inner loop takes: coefficients with and without current, and whole numbers of steps. */

import { stream } from '../../random/index.ts';
import { refuse } from '../../refusal/index.ts';
import { boltzmann_J_per_K, gyromagneticRatio, vacuumPermeability } from '../constants.ts';
import { cosSin } from './elementary.ts';
import { type MacrospinFields, macrospinFields } from './fields.ts';
import { type Coefficients, type Spin, spinAt } from './integrate.ts';
import { completeConditions, type MacrospinParameters, type WriteConditions } from './parameters.ts';
import { macrospinPreset } from './presets.ts';

/** A free layer and the conditions of a write. */
export interface MacrospinOptions extends WriteConditions {
  /** Default 'A'. */
  readonly preset?: string;
  /** Replace single constants of the preset. */
  readonly parameters?: Partial<MacrospinParameters>;
}

export interface Setup {
  readonly parameters: MacrospinParameters;
  readonly fields: MacrospinFields;
  readonly conditions: Required<WriteConditions>;
  /** During the pulse, and before and after it. */
  readonly driven: Coefficients;
  readonly resting: Coefficients;
  readonly stepsBefore: number;
  readonly stepsPulse: number;
  readonly stepsAfter: number;
  /** Damping-like field over the critical one: below 1, only heat can switch; negative drives away from +x. */
  readonly overdrive: number;
}

/** More steps a trial than this would not end in a lifetime of patience; it also keeps the counters of the noise within 32 bits. */
const mostSteps = 2 ** 30;

/** Refuses what cannot be run: bad sizes, times that are no step long, a step that does not resolve the precession. */
export function setUp(options: MacrospinOptions): Setup {
  const { preset = 'A', parameters: replaced, ...given } = options;
  const parameters: MacrospinParameters = { ...macrospinPreset(preset).parameters, ...replaced };
  const fields = macrospinFields(parameters);
  const conditions = completeConditions(given);
  const { current_A, junctionCurrent_A, step_s, seed, tilt_rad } = conditions;
  if (!Number.isSafeInteger(seed) || seed < 0) refuse(`seed: expected a whole number of 0 or more, found ${seed}`);
  if (Math.abs(tilt_rad) > Math.PI) refuse(`tilt_rad: expected an angle from -pi to pi, found ${tilt_rad}`);
  const spinHall = fields.spinHallField_per_A * current_A;
  const dampingLike = spinHall + fields.junctionField_per_A * junctionCurrent_A;
  const fieldLike = spinHall * parameters.fieldLikeRatio;
  const driven = coefficientsOf(parameters, fields, conditions, dampingLike, fieldLike);
  // One component of field times step is the angle of a step; beyond half a radian Heun falls apart.
  const angle =
    gyromagneticRatio * vacuumPermeability * step_s * (fields.effectiveMagnetisation_A_per_m + Math.abs(dampingLike) + Math.abs(fieldLike));
  if (angle > 0.5)
    refuse(`step_s: ${step_s} turns the spin by ${angle.toPrecision(2)} rad, expected at most 0.5; use ${(step_s * 0.25) / angle} or less`);
  const setup = {
    parameters,
    fields,
    conditions,
    driven,
    resting: coefficientsOf(parameters, fields, conditions, 0, 0),
    stepsBefore: Math.round(conditions.relaxBefore_s / step_s),
    stepsPulse: stepsOf(conditions.pulse_s, step_s),
    stepsAfter: Math.round(conditions.relaxAfter_s / step_s),
    overdrive: dampingLike / fields.criticalField_A_per_m,
  };
  const steps = setup.stepsBefore + setup.stepsPulse + setup.stepsAfter;
  if (steps > mostSteps)
    refuse(`step_s: ${step_s} makes ${steps} steps of one trial, expected at most ${mostSteps}; use a longer step or a shorter pulse`);
  return setup;
}

/** Steps of a pulse; refuses one that is shorter than a step. */
export function stepsOf(pulse_s: number, step_s: number): number {
  const steps = Math.round(pulse_s / step_s);
  return steps >= 1 ? steps : refuse(`pulse_s: ${pulse_s} is shorter than the step of ${step_s}; use a longer pulse or a shorter step_s`);
}

/** Refuses a run in which nothing can move. */
export function refuseStillness({ conditions }: Setup): void {
  if (conditions.temperature_K === 0 && conditions.current_A === 0 && conditions.junctionCurrent_A === 0) {
    refuse('current_A is 0 and temperature_K is 0: nothing can move; expected a current or a temperature above 0');
  }
}

/** The spin of a trial at its start, near -x, with the noise of (seed, trial). */
export function startOf({ conditions }: Setup, trial: number): Spin {
  const key = stream(conditions.seed, 'thermal field').child('trial', trial);
  const { tilt_rad } = conditions;
  const [cos, sin] = cosSin(tilt_rad);
  return spinAt(-cos, sin, 0, key.uint32(0), key.uint32(1));
}

function coefficientsOf(
  p: MacrospinParameters,
  fields: MacrospinFields,
  { temperature_K, step_s }: Required<WriteConditions>,
  dampingLike: number,
  fieldLike: number,
): Coefficients {
  const ms = p.saturationMagnetisation_A_per_m;
  const [nx, ny, nz] = fields.demagnetisation;
  const thermal = 2 * p.damping * boltzmann_J_per_K * temperature_K;
  return {
    advance: ((gyromagneticRatio * vacuumPermeability) / (1 + p.damping * p.damping)) * step_s,
    damping: p.damping,
    x: p.extraAnisotropy_A_per_m - ms * nx,
    y: -ms * ny,
    z: -ms * nz,
    dampingLike,
    fieldLike,
    sigma: Math.sqrt(thermal / (gyromagneticRatio * vacuumPermeability * vacuumPermeability * ms * fields.volume_m3 * step_s)),
  };
}
