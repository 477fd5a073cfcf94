/** Delay of a stage whose input rises at a finite rate (M. Horowitz, 1983; array model, section 4.3). */

/** Ramp of an input that steps, in 1/s. */
export const step_per_s = 1e41;

const half: number = Math.log(0.5) ** 2;

/** `tau` of the output, `beta` = 1 / (R gm) of the device that pulls, `ramp` of the input in 1/s. Beta 0 gives 0.693 tau. */
export function horowitz(tau_s: number, beta: number, ramp_per_s: number): number {
  const a = 1 / (ramp_per_s * tau_s);
  return tau_s * Math.sqrt(half + a * beta);
}

/** Ramp of the output of a stage by its delay, in 1/s. */
export function rampOf(delay_s: number): number {
  return 0.5 / delay_s;
}
