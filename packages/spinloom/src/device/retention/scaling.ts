/**
 * What a lower barrier does to retention and to the energy of a write, by the way in which it is lowered (paper 2 names 30 kT instead of 40 kT as future
 * work, without a way).
 *
 * The ways: `thickness` of the free layer; `area` at a constant aspect ratio, the heavy metal as wide as the layer is long; `aspect` ratio at a
 * constant area; `anisotropy` on top of the shape's. The rest is computed by the closed forms of the macrospin. The length of the heavy metal and its thickness
 * stay, and so does its width except in `area` and `aspect`.
 *
 * A write at equal overdrive and pulse keeps I / Ic0, so its speed in units of the decay time stays about the same: energy = I² R t. A write at equal current
 * keeps I: the pulse is the one of equal write error (write-error.ts).
 */

import { refuse } from '../../refusal/index.ts';
import { positive } from '../checks.ts';
import { relaxationRate_per_s } from '../macrospin/fields.ts';
import {
  type MacrospinFields,
  type MacrospinParameters,
  macrospinFields,
  macrospinPreset,
  thermalStability,
  writeEnergy_J,
} from '../macrospin/index.ts';
import { retentionTime_s } from './retention.ts';

export type ScalingPath = 'thickness' | 'area' | 'aspect' | 'anisotropy';

export interface ScaledWrite {
  readonly path: ScalingPath;
  readonly parameters: MacrospinParameters;
  readonly barrier_kT: number;
  readonly retention_s: number;
  readonly criticalCurrent_A: number;
  readonly heavyMetalResistance_ohm: number;
  /** At equal I / Ic0 and pulse. */
  readonly equalOverdrive: { readonly current_A: number; readonly writeEnergy_J: number /** Over that of the start. */; readonly ratio: number };
  /** At equal current, with the pulse of equal write error; null where the current is no longer above the critical one. */
  readonly equalCurrent: { readonly pulse_s: number; readonly writeEnergy_J: number; readonly ratio: number } | null;
}

/** A way that does not lead to the barrier, and why. */
export interface ClosedPath {
  readonly path: ScalingPath;
  readonly unreachable: string;
}

export interface ScalingOptions {
  /** Default 'A'. */
  readonly preset?: string;
  readonly parameters?: Partial<MacrospinParameters>;
  /** Barrier to reach, in kT. Default 30. */
  readonly barrier_kT?: number;
  /** Default 300. */
  readonly temperature_K?: number;
  /** Of the write that is compared. Default 120e-6; above the critical current. */
  readonly current_A?: number;
  /** Default 5e-9. */
  readonly pulse_s?: number;
  /** Default 1e-9. */
  readonly attempt_s?: number;
}

export interface Scaling {
  readonly start: {
    readonly barrier_kT: number;
    readonly retention_s: number;
    readonly criticalCurrent_A: number;
    readonly heavyMetalResistance_ohm: number;
    readonly writeEnergy_J: number;
  };
  readonly paths: readonly (ScaledWrite | ClosedPath)[];
}

/** Every way from the barrier of a free layer to another one. */
export function barrierScaling(options: ScalingOptions = {}): Scaling {
  const { barrier_kT = 30, temperature_K = 300, current_A = 120e-6, pulse_s = 5e-9, attempt_s } = options;
  positive(barrier_kT, 'barrier_kT');
  positive(temperature_K, 'temperature_K');
  positive(pulse_s, 'pulse_s');
  const parameters = { ...macrospinPreset(options.preset ?? 'A').parameters, ...options.parameters };
  const from = macrospinFields(parameters);
  if (!(current_A > from.criticalCurrent_A))
    refuse(`current_A: expected above the critical current of ${from.criticalCurrent_A} A, found ${current_A}`);
  const retention = (kT: number): number => retentionTime_s({ barrier_kT: kT, ...(attempt_s !== undefined && { attempt_s }) });
  const startEnergy = writeEnergy_J(from, current_A, pulse_s);
  const startBarrier = thermalStability(from, temperature_K);
  const paths = (['thickness', 'area', 'aspect', 'anisotropy'] as const).map((path): ScaledWrite | ClosedPath => {
    const scaled = along[path](parameters, barrier_kT, temperature_K);
    if (typeof scaled === 'string') return { path, unreachable: scaled };
    const to = macrospinFields(scaled);
    const reached = thermalStability(to, temperature_K);
    const overdriven_A = (current_A / from.criticalCurrent_A) * to.criticalCurrent_A;
    const overdriven_J = writeEnergy_J(to, overdriven_A, pulse_s);
    const same_s = pulseOfEqualError(from, to, { current_A, pulse_s, temperature_K });
    const same_J = writeEnergy_J(to, current_A, same_s);
    const fast = current_A > to.criticalCurrent_A && same_s > 0;
    return {
      path,
      parameters: scaled,
      barrier_kT: reached,
      retention_s: retention(reached),
      criticalCurrent_A: to.criticalCurrent_A,
      heavyMetalResistance_ohm: to.heavyMetalResistance_ohm,
      equalOverdrive: { current_A: overdriven_A, writeEnergy_J: overdriven_J, ratio: overdriven_J / startEnergy },
      equalCurrent: fast ? { pulse_s: same_s, writeEnergy_J: same_J, ratio: same_J / startEnergy } : null,
    };
  });
  return {
    start: {
      barrier_kT: startBarrier,
      retention_s: retention(startBarrier),
      criticalCurrent_A: from.criticalCurrent_A,
      heavyMetalResistance_ohm: from.heavyMetalResistance_ohm,
      writeEnergy_J: startEnergy,
    },
    paths,
  };
}

/** Parameters with the barrier, or why there are none. */
type Way = (p: MacrospinParameters, barrier_kT: number, temperature_K: number) => MacrospinParameters | string;

const along: Readonly<Record<ScalingPath, Way>> = {
  // Thicker than wide, the layer would no longer lie in the plane.
  thickness: (p, kT, temperature) => solve((s) => ({ ...p, thickness_m: p.thickness_m * s }), kT, temperature, 0.05, p.width_m / p.thickness_m),
  area: (p, kT, temperature) => solve((s) => ({ ...widened(p, s), width_m: p.width_m * s }), kT, temperature, 0.05, 20),
  aspect: (p, kT, temperature) => {
    const round = Math.sqrt(p.width_m / p.length_m);
    return solve((s) => ({ ...widened(p, s), width_m: p.width_m / s }), kT, temperature, round, 5);
  },
  anisotropy: (p, kT, temperature) => {
    // The barrier is linear in the field.
    const { anisotropyField_A_per_m } = macrospinFields(p);
    const field = anisotropyField_A_per_m * (kT / thermalStability(macrospinFields(p), temperature) - 1) + p.extraAnisotropy_A_per_m;
    return field >= 0
      ? { ...p, extraAnisotropy_A_per_m: field }
      : 'the shape alone holds more than that; there is no extra anisotropy left to take away';
  },
};

function widened(p: MacrospinParameters, s: number): MacrospinParameters {
  return { ...p, length_m: p.length_m * s, heavyMetalWidth_m: p.heavyMetalWidth_m * s };
}

/** The factor in [low, high] at which the barrier is reached, by bisection. The barrier rises with the factor; where there is none it counts as 0. */
function solve(
  scaled: (factor: number) => MacrospinParameters,
  barrier_kT: number,
  temperature_K: number,
  low: number,
  high: number,
): MacrospinParameters | string {
  const barrier = (factor: number): number => thermalStability(macrospinFields(scaled(factor)), temperature_K);
  let [a, b] = [low * (1 + 1e-9), high];
  if (barrier(a) > barrier_kT) return `even at the end of this way the barrier is ${barrier(a).toPrecision(3)} kT`;
  if (barrier(b) < barrier_kT) return `even at the end of this way the barrier is ${barrier(b).toPrecision(3)} kT`;
  for (let round = 0; round < 100; round++) {
    const middle = (a + b) / 2;
    if (barrier(middle) < barrier_kT) a = middle;
    else b = middle;
  }
  return scaled((a + b) / 2);
}

/** Small errors: Delta (i - 1) / i exp(-2 (i - 1) t / tau) is what must stay equal. */
function pulseOfEqualError(
  from: MacrospinFields,
  to: MacrospinFields,
  { current_A, pulse_s, temperature_K }: { readonly current_A: number; readonly pulse_s: number; readonly temperature_K: number },
): number {
  const exponent = (fields: MacrospinFields): readonly [front: number, rate: number] => {
    const i = current_A / fields.criticalCurrent_A;
    return [(thermalStability(fields, temperature_K) * (i - 1)) / i, 2 * (i - 1) * relaxationRate_per_s(fields)];
  };
  const [frontFrom, rateFrom] = exponent(from);
  const [frontTo, rateTo] = exponent(to);
  return (rateFrom * pulse_s + Math.log(frontTo / frontFrom)) / rateTo;
}
