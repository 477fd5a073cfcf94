/**
 * The free layer with its spin-Hall metal, and the conditions of a write.
 *
 * Axes: x along the long axis of the ellipse (easy axis, polarisation of the spins), y along the current, z out of the plane (paper 1, Fig. 3a).
 */
import { refuse } from '../../refusal/index.ts';
import { finite, notNegative, positive } from '../checks.ts';

export interface MacrospinParameters {
  /** Long axis of the elliptic free layer, along x. */
  readonly length_m: number;
  /** Short axis, along y. */
  readonly width_m: number;
  readonly thickness_m: number;
  readonly saturationMagnetisation_A_per_m: number;
  /** Gilbert damping. */
  readonly damping: number;
  /** Uniaxial anisotropy field along x on top of the shape's; may be negative. */
  readonly extraAnisotropy_A_per_m: number;
  /** Spin-Hall angle of a thick film. */
  readonly spinHallAngle: number;
  readonly spinDiffusionLength_m: number;
  readonly resistivity_ohm_m: number;
  readonly heavyMetalThickness_m: number;
  /** Across the current, along x. */
  readonly heavyMetalWidth_m: number;
  /** Along the current, along y. */
  readonly heavyMetalLength_m: number;
  /** Field-like over damping-like spin-Hall torque; 0 leaves it out. */
  readonly fieldLikeRatio: number;
  /** Spin polarisation of the current through the junction. */
  readonly spinPolarisation: number;
}

export interface WriteConditions {
  /** Charge current in the heavy metal along y during the pulse; positive drives towards +x. Default 120e-6, the write current of paper 1. */
  readonly current_A?: number;
  /** Current through the junction during the pulse; positive drives towards +x. Default 0: a three-terminal cell does not write through it. */
  readonly junctionCurrent_A?: number;
  /** Default 5e-9. */
  readonly pulse_s?: number;
  /** Default 300. */
  readonly temperature_K?: number;
  /** Thermal relaxation from -x before the pulse. Default 1e-9, and 0 at 0 K, where nothing thermal happens. */
  readonly relaxBefore_s?: number;
  /** Relaxation after the pulse. Default 1e-9. */
  readonly relaxAfter_s?: number;
  /** Angle in the plane between the start and -x. Default 0, and 0.1 rad at 0 K, where a spin exactly on the axis feels no torque. */
  readonly tilt_rad?: number;
  /** Time step. Default 1e-12. */
  readonly step_s?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** Refuses sizes and constants that no free layer has. */
export function checkParameters(p: MacrospinParameters): MacrospinParameters {
  for (const key of positiveKeys) positive(p[key], key);
  for (const key of ['extraAnisotropy_A_per_m', 'spinHallAngle', 'fieldLikeRatio', 'spinPolarisation'] as const) finite(p[key], key);
  if (p.spinHallAngle === 0) refuse('spinHallAngle: expected other than 0, or no current would be critical, found 0');
  return p;
}

const positiveKeys = [
  'length_m',
  'width_m',
  'thickness_m',
  'saturationMagnetisation_A_per_m',
  'damping',
  'spinDiffusionLength_m',
  'resistivity_ohm_m',
  'heavyMetalThickness_m',
  'heavyMetalWidth_m',
  'heavyMetalLength_m',
] as const satisfies readonly (keyof MacrospinParameters)[];

/** The conditions with their defaults filled in; refuses times and temperatures that make no sense. */
export function completeConditions(conditions: WriteConditions): Required<WriteConditions> {
  const temperature_K = notNegative(conditions.temperature_K ?? 300, 'temperature_K');
  const cold = temperature_K === 0;
  return {
    current_A: finite(conditions.current_A ?? 120e-6, 'current_A'),
    junctionCurrent_A: finite(conditions.junctionCurrent_A ?? 0, 'junctionCurrent_A'),
    pulse_s: positive(conditions.pulse_s ?? 5e-9, 'pulse_s'),
    temperature_K,
    relaxBefore_s: notNegative(conditions.relaxBefore_s ?? (cold ? 0 : 1e-9), 'relaxBefore_s'),
    relaxAfter_s: notNegative(conditions.relaxAfter_s ?? 1e-9, 'relaxAfter_s'),
    tilt_rad: finite(conditions.tilt_rad ?? (cold ? 0.1 : 0), 'tilt_rad'),
    step_s: positive(conditions.step_s ?? 1e-12, 'step_s'),
    seed: conditions.seed ?? 1,
  };
}
