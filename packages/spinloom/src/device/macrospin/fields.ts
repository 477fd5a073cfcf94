/**
 * What follows from the parameters in closed form: fields, barrier, torques, critical current, resistance, energy.
 *
 *   Hk = Hextra + Ms (Ny - Nx),  Meff = Hextra + Ms (Nz - Nx)
 *   barrier = mu0 Ms V min(Hk, Meff) / 2,  V of an elliptic cylinder
 *   theta_eff = theta (1 - sech(tHM / lsf))
 *   aDL = hbar Js / (2 e mu0 Ms t),  Js = theta_eff I / (W_HM t_HM);  of the junction Js = P I / area
 *   Ic0 = (2e / hbar) alpha mu0 Ms t (Hk + Meff) / 2 / theta_eff x W_HM t_HM
 *
 * Sources: Pai et al., Appl. Phys. Lett. 101, 122404 (2012) for theta_eff; Sun, Phys. Rev. B 62, 570 (2000) for the critical current of a layer
 * in the plane. Fields are in A/m. The whole current is taken to flow in the heavy metal: no shunting by the free layer.
 */

import { refuse } from '../../refusal/index.ts';
import { boltzmann_J_per_K, elementaryCharge_C, gyromagneticRatio, reducedPlanck_Js, vacuumPermeability } from '../constants.ts';
import { type DemagnetisingFactors, demagnetisingFactors } from './demagnetisation.ts';
import { sech } from './elementary.ts';
import { checkParameters, type MacrospinParameters } from './parameters.ts';

export interface MacrospinFields {
  readonly demagnetisation: DemagnetisingFactors;
  readonly area_m2: number;
  readonly volume_m3: number;
  readonly anisotropyField_A_per_m: number;
  readonly effectiveMagnetisation_A_per_m: number;
  /** Energy barrier between -x and +x. */
  readonly barrier_J: number;
  readonly effectiveSpinHallAngle: number;
  /** Damping-like field of one ampere in the heavy metal, in (A/m)/A. */
  readonly spinHallField_per_A: number;
  /** Damping-like field of one ampere through the junction, in (A/m)/A. */
  readonly junctionField_per_A: number;
  /** Damping-like field at which the state becomes unstable at 0 K. */
  readonly criticalField_A_per_m: number;
  /** Current in the heavy metal that gives it, without current through the junction. */
  readonly criticalCurrent_A: number;
  readonly heavyMetalResistance_ohm: number;
}

/** The closed forms. Refuses sizes of 0 or less, and a layer whose easy axis is not x: its barrier would be 0 or less. */
export function macrospinFields(parameters: MacrospinParameters): MacrospinFields {
  const p = checkParameters(parameters);
  const ms = p.saturationMagnetisation_A_per_m;
  const demagnetisation = demagnetisingFactors(p.length_m, p.width_m, p.thickness_m);
  const [nx, ny, nz] = demagnetisation;
  const area_m2 = (Math.PI / 4) * p.length_m * p.width_m;
  const volume_m3 = area_m2 * p.thickness_m;
  const anisotropyField_A_per_m = p.extraAnisotropy_A_per_m + ms * (ny - nx);
  const effectiveMagnetisation_A_per_m = p.extraAnisotropy_A_per_m + ms * (nz - nx);
  const barrier_J = (vacuumPermeability * ms * volume_m3 * Math.min(anisotropyField_A_per_m, effectiveMagnetisation_A_per_m)) / 2;
  if (!(barrier_J > 0)) {
    refuse(`the energy barrier is ${barrier_J} J: expected above 0; make length_m the longest axis or raise extraAnisotropy_A_per_m`);
  }
  const ratio = p.heavyMetalThickness_m / p.spinDiffusionLength_m;
  const effectiveSpinHallAngle = p.spinHallAngle * (1 - sech(ratio));
  const section_m2 = p.heavyMetalWidth_m * p.heavyMetalThickness_m;
  const fieldOfSpinCurrent = reducedPlanck_Js / (2 * elementaryCharge_C * vacuumPermeability * ms * p.thickness_m);
  const criticalField_A_per_m = (p.damping * (anisotropyField_A_per_m + effectiveMagnetisation_A_per_m)) / 2;
  const spinHallField_per_A = (fieldOfSpinCurrent * effectiveSpinHallAngle) / section_m2;
  return {
    demagnetisation,
    area_m2,
    volume_m3,
    anisotropyField_A_per_m,
    effectiveMagnetisation_A_per_m,
    barrier_J,
    effectiveSpinHallAngle,
    spinHallField_per_A,
    junctionField_per_A: (fieldOfSpinCurrent * p.spinPolarisation) / area_m2,
    criticalField_A_per_m,
    criticalCurrent_A: criticalField_A_per_m / Math.abs(spinHallField_per_A),
    heavyMetalResistance_ohm: (p.resistivity_ohm_m * p.heavyMetalLength_m) / section_m2,
  };
}

/** Barrier in units of kT at the given temperature (above 0). */
export function thermalStability(fields: MacrospinFields, temperature_K: number): number {
  return fields.barrier_J / (boltzmann_J_per_K * temperature_K);
}

/** Joule heat of a pulse in the heavy metal, I² R t. */
export function writeEnergy_J(fields: MacrospinFields, current_A: number, pulse_s: number): number {
  return current_A * current_A * fields.heavyMetalResistance_ohm * pulse_s;
}

/** Rate at which a small deviation decays without current, 1/s. */
export function relaxationRate_per_s(fields: MacrospinFields): number {
  return gyromagneticRatio * vacuumPermeability * fields.criticalField_A_per_m;
}

/** Energy of shape and anisotropy of a direction above that of the easy axis, in joules. */
export function macrospinEnergy_J(parameters: MacrospinParameters, fields: MacrospinFields, my: number, mz: number): number {
  const { anisotropyField_A_per_m: hk, effectiveMagnetisation_A_per_m: meff, volume_m3 } = fields;
  return (vacuumPermeability * parameters.saturationMagnetisation_A_per_m * volume_m3 * (hk * my * my + meff * mz * mz)) / 2;
}
