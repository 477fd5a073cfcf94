export { type CurrentPoint, type PulsePoint, probabilityAgainstCurrent, probabilityAgainstPulse, switchedByPulse } from './curves.ts';
export { type DemagnetisingFactors, demagnetisingFactors } from './demagnetisation.ts';
export { type MacrospinFields, macrospinFields, thermalStability, writeEnergy_J } from './fields.ts';
export type { MacrospinParameters, WriteConditions } from './parameters.ts';
export { type MacrospinPreset, macrospinPreset, macrospinPresets } from './presets.ts';
export type { MacrospinOptions } from './setup.ts';
export { type Trajectory, type TrajectoryOptions, trajectory } from './trajectory.ts';
export {
  type Switching,
  type SwitchingOutcomes,
  type SwitchingTimes,
  summariseSwitching,
  switchingOutcomes,
  switchingTrials,
  type TrialOptions,
} from './trials.ts';
export { writeErrorRate } from './write-error.ts';
